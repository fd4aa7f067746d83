"""What the worker does for `search`."""


def index() -> None:
    """To be written."""
