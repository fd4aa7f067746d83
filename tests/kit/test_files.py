import hashlib
import io
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk.kit.files import ALLOWED, HEAD_BYTES, Store, TooLargeError, is_allowed, one_line, safe_name, sniff

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + b"\0" * 30
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
EXE = b"MZ\x90\0\x03" + b"\0" * 60
MAIL = b"From: Anna <anna@lund.example>\r\nTo: help@helpdesk.example\r\nSubject: Larm\r\n\r\nHej"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def zipped(*names: str, mimetype: str | None = None) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype is not None:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            archive.writestr(name, "<x/>" * 40)
    return target.getvalue()


WORD = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")
SHEET = zipped("[Content_Types].xml", "xl/workbook.xml", "docProps/app.xml")
SLIDES = zipped("[Content_Types].xml", "ppt/presentation.xml")
ODT = zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text")
ODS = zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")
ODP = zipped("content.xml", mimetype="application/vnd.oasis.opendocument.presentation")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 20

GOOD = {
    "avtal.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "utskrift.pdf": b"\n\n%PDF-1.4\n1 0 obj\n",
    "Brev.DOCX": WORD,
    "lista.xlsx": SHEET,
    "bilder.pptx": SLIDES,
    "brev.odt": ODT,
    "lista.ods": ODS,
    "bilder.odp": ODP,
    "text.txt": b"\xef\xbb\xbfHej p\xc3\xa5 dig",
    "gammal.txt": "Hej på dig".encode("cp1252"),
    "utf16.txt": "Hej på dig".encode("utf-16"),
    "lista.csv": b"kommun;antal\r\nLund;3\r\n",
    "anteckning.md": b"# Rubrik\n\nHej",
    "brev.rtf": b"{\\rtf1\\ansi hej}",
    "bild.png": PNG,
    "bild.jpg": JPEG,
    "bild.jpeg": JPEG,
    "bild.gif": b"GIF89a" + b"\0" * 20,
    "bild.webp": WEBP,
    "bild.heic": HEIC,
    "mejl.eml": MAIL,
    "mejl.msg": OLE,
    "tid.ics": CALENDAR,
}

BAD = {
    "program.exe": EXE,
    "avtal.pdf": EXE,
    "faktura.pdf.exe": EXE,
    "bild.png": JPEG,
    "bild.jpg": b"<html><script>alert(1)</script>",
    "sida.html": b"<!doctype html><p>hej",
    "text.txt": b"\xef\xbb\xbf  <!-- x --><!DOCTYPE html><script>1</script>",
    "anteckning.md": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'>",
    "bild.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "skript.js": b"alert(1)",
    "makro.docm": WORD,
    "makro.docx": zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "makro.odt": zipped("Basic/script-lc.xml", mimetype="application/vnd.oasis.opendocument.text"),
    "brev.docx": SHEET,
    "brev.odt": ODS,
    "arkiv.docx": zipped("a.txt", "b.exe"),
    "arkiv.zip": zipped("a.txt"),
    "gammal.doc": OLE,
    "gammal.docx": OLE,
    "lista.csv": b"a;b\0\1\2",
    "tom.pdf": b"",
    "tom.txt": b"",
    "mejl.eml": b"hej, detta saknar huvud",
    "tid.ics": b"hej",
    "utan": b"hej",
    ".txt": b"hej",
}


@pytest.mark.parametrize(("name", "content"), GOOD.items(), ids=list(GOOD))
def test_what_agrees_with_its_name_is_taken(name: str, content: bytes) -> None:
    assert is_allowed(name, content[:HEAD_BYTES])


@pytest.mark.parametrize(("name", "content"), BAD.items(), ids=list(BAD))
def test_what_is_something_else_is_refused(name: str, content: bytes) -> None:
    assert not is_allowed(name, content[:HEAD_BYTES])


def test_every_allowed_extension_has_an_example_here() -> None:
    assert {Path(name).suffix[1:].lower() for name in GOOD} == set(ALLOWED)


def test_a_letter_of_two_bytes_may_be_cut_at_the_end_of_the_head() -> None:
    head = ("å" * HEAD_BYTES).encode()[: HEAD_BYTES - 1]
    assert sniff(head, "lång.txt") == "text/plain"


def test_an_office_file_whose_parts_begin_later_goes_by_its_name() -> None:
    assert sniff(zipped("[Content_Types].xml", "_rels/.rels"), "brev.docx").endswith("wordprocessingml.document")
    assert sniff(zipped("[Content_Types].xml", "_rels/.rels"), "brev.png") == "application/zip"


@pytest.mark.parametrize("head", [b"<!---->" * 9000, b"<!-- " * 13_000, b" " * 65_000, b"a: b\n" + b" c\n" * 20_000])
def test_a_head_made_to_keep_the_sniffer_busy_is_done_in_one_go(head: bytes) -> None:
    assert sniff(head, "a.txt") == "text/plain"


@settings(deadline=None)
@given(head=st.binary(max_size=300), name=st.text(max_size=30))
def test_no_contents_and_no_name_break_the_sniffer(head: bytes, name: str) -> None:
    assert "/" in sniff(head, name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("avtal.pdf", "avtal.pdf"),
        ("C:\\Users\\anna\\avtal.pdf", "avtal.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "file"),
        ("", "file"),
        ("   ", "file"),
        ("mapp/", "mapp"),
        ('a"\r\nX: y.pdf', "a_ X_ y.pdf"),
        ("fdp.\u202egnp.exe", "fdp.gnp.exe"),
        ("A\u030ama\u030al.pdf", "Åmål.pdf"),
        ("CON.txt", "_CON.txt"),
        (".htaccess", "htaccess"),
        ("a..b...pdf", "a.b.pdf"),
        ("a\0b.pdf", "a b.pdf"),
        ("öppet hus.pdf. ", "öppet hus.pdf"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_extension() -> None:
    name = safe_name("å" * 300 + ".pdf")
    assert name.endswith("å.pdf")
    assert len(name.encode()) <= 255


@settings(deadline=None)
@given(st.text(max_size=400))
@example("å" * 400)
@example(".\u200b.")
@example("con.\u200b")
def test_a_safe_name_is_safe_and_stays_what_it_is(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\<>:"|?*')
    assert ".." not in name
    assert not name.startswith((".", " "))
    assert unicodedata.is_normalized("NFC", name)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in name)
    assert not set(name) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff")
    assert safe_name(name) == name


@settings(deadline=None)
@given(st.text(), st.integers(1, 50))
def test_one_line_is_one_line(text: str, limit: int) -> None:
    line = one_line(text, limit=limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    line.encode()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "files"))


def test_what_is_put_comes_back(store: Store, tmp_path: Path) -> None:
    content = bytes(range(256)) * 4000
    stored = store.put(io.BytesIO(content), limit_bytes=len(content))

    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with store.open(stored.key) as file:
        assert file.read() == content
    assert (tmp_path / "files" / stored.key).is_file()


def test_a_key_is_random_and_lies_in_two_folders(store: Store) -> None:
    keys = {store.put(io.BytesIO(b"same"), limit_bytes=10).key for _ in range(20)}
    assert len(keys) == 20
    assert all(len(key.split("/")) == 3 for key in keys)


def test_one_byte_too_many_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(TooLargeError) as caught:
        store.put(io.BytesIO(b"x" * 1_000_001), limit_bytes=1_000_000)

    assert caught.value.limit_bytes == 1_000_000
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


class Endless:
    """A stream that never ends and counts how much of it was asked for."""

    taken = 0

    def read(self, size: int, /) -> bytes:
        self.taken += size
        return b"x" * size


def test_a_stream_is_not_read_much_further_than_its_limit(store: Store) -> None:
    stream = Endless()
    with pytest.raises(TooLargeError):
        store.put(stream, limit_bytes=1_000_000)
    assert stream.taken < 2_000_000


class Torn:
    """An upload whose connection breaks."""

    def __init__(self) -> None:
        self.pieces = [b"half"]

    def read(self, size: int, /) -> bytes:
        if self.pieces:
            return self.pieces.pop()[:size]
        raise ConnectionResetError


def test_an_upload_that_breaks_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError):
        store.put(Torn(), limit_bytes=1000)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_is_deleted_is_gone_and_may_be_deleted_again(store: Store) -> None:
    key = store.put(io.BytesIO(b"x"), limit_bytes=10).key
    assert store.exists(key)
    store.delete(key)
    store.delete(key)
    assert not store.exists(key)
    with pytest.raises(FileNotFoundError):
        store.open(key)


@pytest.mark.parametrize(
    "key", ["../../secret", "ab/cd/../../../secret", "/etc/passwd", "", "ab/cd", "AB/CD/" + "0" * 28]
)
def test_a_made_up_key_leads_nowhere(store: Store, tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_text("x")
    assert not store.exists(key)
    with pytest.raises(FileNotFoundError):
        store.open(key)
    store.delete(key)
    assert (tmp_path / "secret").exists()


def test_a_store_may_lie_anywhere_that_fsspec_knows(tmp_path: Path) -> None:
    for url in ("memory://helpdesk-files", "file://" + quote(str(tmp_path / "other"))):
        store = Store(url)
        key = store.put(io.BytesIO(b"hej"), limit_bytes=3).key
        with store.open(key) as file:
            assert file.read() == b"hej"
        store.delete(key)
        assert not store.exists(key)
