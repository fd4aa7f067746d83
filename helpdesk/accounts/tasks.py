"""What the worker does for `accounts`."""


def sweep() -> None:
    """To be written."""
