"""How much of a letter is read. Everything here is a bound on work, none a rule of the business."""

SECONDS = 30.0
"""How long one letter may take in a process of its own."""
HEAD_SECONDS = 5.0
"""How long its head alone may take, for one that can't be read whole: both together stay well within a minute."""
MEMORY = 512 * 1024 * 1024
"""Octets of address space of that process."""
DEPTH = 50
"""Parts within parts; what lies deeper is kept as one file."""
PARTS = 1_000
"""Parts of a letter, counted in the order in which they stand."""
HEADERS = 5_000
"""Header fields of a part; after that only those that `NEEDED` names."""
HEADER = 1_000_000
"""Characters of a header field: some 20 000 addresses."""
CONTENT_HEADER = 16_000
"""Characters of a field about the content (Content-Type and its like)."""
LINE = 10_000
"""Characters of a text in one line, such as a subject or a name."""
TEXT = 4_000_000
"""Characters of the body as plain text."""
HTML = 2_000_000
"""Characters of HTML that are cleaned."""
HTML_AS_TEXT = 200_000
"""Characters of HTML that are turned into plain text carefully; what is longer, plainly."""
FOLDER_OF_FILES = 200
"""Files that are taken out of one TNEF."""
TOLD = 8_000_000
"""Characters that are looked through in a letter: its heads, words in every view, letters within it."""
CALENDAR = 500_000
"""Octets of a calendar that are understood; a longer one is only kept."""

NEEDED = frozenset(
    {
        "from", "to", "cc", "reply-to", "sender", "subject", "date", "message-id", "in-reply-to", "references", "return-path",
        "delivered-to", "x-original-to", "envelope-to", "content-type", "content-transfer-encoding",
        "content-disposition", "content-id", "mime-version", "auto-submitted", "precedence", "list-id",
    }
)  # fmt: skip
