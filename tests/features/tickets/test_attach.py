"""Files that come with what is written."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.attach import MOST_BYTES, Holder, Upload, attach, sort_out
from helpdesk.tickets.operations.save_draft import save_draft
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


class TestAttach:
    def test_each_file_is_looked_at(self) -> None:
        numbers = "Anna;191212121212\n".encode("utf-16")
        taken, refused = sort_out(
            [
                Upload("bra.pdf", BytesIO(b"%PDF-1.7\n")),
                Upload("stor.pdf", Sized(MOST_BYTES + 1)),
                Upload("../../tom.txt", BytesIO()),
                Upload("lista.txt", BytesIO(numbers)),
                Upload("sida.html", BytesIO(b"<html>")),
                Upload("fel.pdf", BytesIO(b"MZ\x90\x00")),
            ]
        )
        assert [upload.name for upload in taken] == ["bra.pdf"]
        assert [refusal.name for refusal in refused] == ["stor.pdf", "tom.txt", "lista.txt", "sida.html", "fel.pdf"]
        assert len({refusal.sentence for refusal in refused}) == 4

    def test_no_more_than_five(self) -> None:
        files = [Upload(f"{number}.txt", BytesIO(b"hej")) for number in range(3)]
        taken, refused = sort_out(files, already=3)
        assert ([each.name for each in taken], [each.name for each in refused]) == (["0.txt", "1.txt"], ["2.txt"])

    def test_a_file_lies_once_beside_its_draft_under_a_safe_name(self, tmp_path: Path) -> None:
        store = Store(str(tmp_path))
        draft = save_draft(actor(account()), None, {}, now=NOON)
        for _ in range(2):
            attach([Upload("..\\a\u202eb.txt", BytesIO(b"hej"))], Holder(draft_id=draft.id), store=store, now=NOON)
        (file,) = db.session.scalars(select(Attachment)).all()
        assert (file.name, file.content_type, file.size) == ("ab.txt", "text/plain", 3)
        assert store.open(file.key).read() == b"hej"
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


class Sized(BytesIO):
    """A large PDF that takes no room."""

    def __init__(self, size: int) -> None:
        super().__init__(b"%PDF-1.7\n")
        self.size = size

    def seek(self, place: int, whence: int = 0) -> int:
        return self.size if whence == 2 else super().seek(place, whence)
