"""What the worker does for `tickets`."""


def wake_due() -> None:
    """To be written."""


def remove_expired_drafts() -> None:
    """To be written."""
