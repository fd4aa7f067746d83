"""Mail addresses as the rules compare them: lower case, whole labels of the domain, longest match first."""

LONGEST = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, without the angle brackets)."""


def comparable(address: str) -> str:
    """The address as it is kept and looked up: without blanks round it, in lower case."""
    return address.strip().lower()


def is_complete(address: str) -> bool:
    """Whether an account can have the address: something on both sides of the @, and no longer than mail allows."""
    name, _, domain = address.strip().rpartition("@")
    return bool(name) and "@" not in name and "." in domain.strip(".") and len(address.strip()) <= LONGEST


def domain_suffixes(address: str) -> tuple[str, ...]:
    """The domains that an address stands under, the longest first, down to two labels.

    `anna@utb.boras.se` gives `utb.boras.se`, `boras.se`: only whole labels count, so that `fiskeboras.se` is not under
    `boras.se`. Gives nothing for what is not an address.
    """
    name, at, domain = comparable(address).rpartition("@")
    labels = domain.rstrip(".").split(".")
    if not (name and at) or not all(labels):
        return ()
    return tuple(".".join(labels[start:]) for start in range(len(labels) - 1))
