"""Text that its writer's program broke into lines only to send it (RFC 3676, format=flowed)."""

from dataclasses import dataclass, field

_SIGNATURE = "-- "


@dataclass(slots=True)
class _Paragraph:
    """Lines of one quoting depth that belong together."""

    depth: int
    parts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        text = "".join(self.parts)
        return f"{'>' * self.depth} {text}" if self.depth else text


def unflowed(text: str, *, delsp: bool) -> str:
    """The paragraphs as written: a line that ends with a blank goes on in the next one of the same quoting depth.

    `delsp` (the parameter of that name): the blank itself was put there only to say so.
    """
    paragraphs: list[_Paragraph] = []
    goes_on = False
    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        depth = len(line) - len(unquoted)
        content = unquoted.removeprefix(" ")
        is_signature = content == _SIGNATURE
        if not goes_on or is_signature or paragraphs[-1].depth != depth:
            paragraphs.append(_Paragraph(depth))
        goes_on = content.endswith(" ") and not is_signature
        paragraphs[-1].parts.append(content[:-1] if goes_on and delsp else content)
    return "\n".join(map(str, paragraphs))
