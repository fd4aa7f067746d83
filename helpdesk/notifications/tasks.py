"""What the worker does for `notifications`."""


def deliver() -> None:
    """To be written."""
