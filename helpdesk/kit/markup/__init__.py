"""Markdown that people write: as safe HTML for a page or a mail, and as plain text.

Two fences stand behind each other: the parser (`parsing`) takes no HTML and only known links, and the allow-list (`html`)
lets nothing through that the parser should not have written.
"""

from helpdesk.kit.markup.html import Heading, Pictures, Rendered, for_mail, render
from helpdesk.kit.markup.pictures import PictureMark, pictures_in
from helpdesk.kit.markup.text import plain, prose

__all__ = ["Heading", "PictureMark", "Pictures", "Rendered", "for_mail", "pictures_in", "plain", "prose", "render"]
