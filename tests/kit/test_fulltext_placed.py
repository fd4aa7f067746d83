"""A file that is open when a process is made: both read it, and neither moves the other."""

import os
from io import SEEK_CUR, SEEK_END, BufferedReader
from multiprocessing import get_context
from pathlib import Path

import pytest

from helpdesk.kit.fulltext.placed import PlacedFile

LETTERS = b"abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "letters"
    path.write_bytes(LETTERS * 1000)
    return path


def test_it_is_read_like_any_file(path: Path) -> None:
    with BufferedReader(PlacedFile(path)) as file, path.open("rb") as usual:
        for read in (file, usual):
            assert (read.read(3), read.tell()) == (b"abc", 3)
            assert (read.seek(23, SEEK_CUR), read.read(2)) == (26, b"ab")
            assert (read.seek(-3, SEEK_END), read.read()) == (25_997, b"xyz")
            assert (read.seek(10_000), len(read.read(16_000)), read.read(), read.fileno() > 2) == (
                10_000,
                16_000,
                b"",
                True,
            )


def test_it_is_closed_once(path: Path) -> None:
    file = PlacedFile(path)
    number = file.fileno()
    file.close()
    file.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


def test_what_is_not_there_can_not_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PlacedFile(tmp_path / "nothing")


def _read_the_rest(file: PlacedFile) -> None:
    assert len(file.read()) == len(LETTERS) * 1000 - 1


def test_another_process_reads_without_moving_it(path: Path) -> None:
    with PlacedFile(path) as file:
        assert file.read(1) == b"a"
        other = get_context("fork").Process(target=_read_the_rest, args=(file,))
        other.start()
        other.join()
        assert other.exitcode == 0
        assert file.read(1) == b"b"
