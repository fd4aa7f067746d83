"""What the forms of articles share."""

from helpdesk.web.forms import one_line


def several(text: str | None, parts: str = "\n") -> tuple[str, ...]:
    """What was written one a line (or parted by any sign of `parts`), each once, without empty ones."""
    whole = text or ""
    for sign in parts:
        whole = whole.replace(sign, "\n")
    return tuple(dict.fromkeys(line for each in whole.splitlines() if (line := one_line(each))))
