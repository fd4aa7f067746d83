"""Addresses as a mail server tells them beside a letter."""


def clean_address(address: str) -> str:
    """The address without octets that are no text (from surrogates) and without NUL, neither of which a database takes."""
    text = address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text.replace("\0", "\ufffd").strip().removeprefix("<").removesuffix(">")
