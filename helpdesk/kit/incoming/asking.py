"""How `bounded` asks the process that reads: one octet says what is wanted, eight how many octets follow, big end first."""

LENGTH = 8
WHOLE = b"w"
"""The whole letter."""
HEAD = b"h"
"""Its head alone."""
