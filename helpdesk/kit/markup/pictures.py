"""The pictures that a Markdown text asks for."""

from dataclasses import dataclass

from helpdesk.kit.markup.parsing import Parser, spoken


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A picture as the text names it: its address, and the words for those who don't see it."""

    source: str
    alt: str


def pictures_in(markdown: str) -> tuple[PictureMark, ...]:
    """All pictures of the text, in their order; those whose address we would not show too."""
    return tuple(
        PictureMark(str(token.attrs.get("src", "")), " ".join(spoken(token.children).split()))
        for block in _PARSER.parse(markdown)
        for token in block.children or ()
        if token.type == "image"
    )


class _Unmended(Parser):
    """The same text before foreign pictures have become links."""

    def __init__(self) -> None:
        """As the other parser, one step less."""
        super().__init__()
        self.core.ruler.disable("links")


_PARSER = _Unmended()
