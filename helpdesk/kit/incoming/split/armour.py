"""The frame of a clear-signed text (RFC 9580, section 7): said by a program, around what the writer said."""

from collections.abc import Iterator, Sequence

from helpdesk.kit.incoming.split.lines import Line

_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"
_ESCAPE = "- "


def without_armour(lines: Sequence[Line]) -> list[Line]:
    """The lines without frame and signature; the same where none is, or where it is quoted."""
    return list(_unframed(lines)) if any(line.bare == _BEGIN for line in lines) else list(lines)


def _unframed(lines: Sequence[Line]) -> Iterator[Line]:
    """Below the first line stand fields, up to a blank line; a dash at the beginning of a line is escaped."""
    is_head = is_inside = False
    skips_to = max((place for place, line in enumerate(lines) if line.bare == _END), default=-1)
    is_signature = False
    for place, line in enumerate(lines):
        if line.bare == _BEGIN:
            is_head = is_inside = True
        elif is_head:
            is_head = bool(line.bare)
        elif line.bare == _SIGNATURE and is_inside and place < skips_to:
            is_signature = True
        elif is_signature:
            is_signature = is_inside = line.bare != _END
        else:
            yield Line(line.text.removeprefix(_ESCAPE), line.mark) if is_inside else line
