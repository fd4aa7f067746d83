"""What only the index in a folder can show: versions, locks, several processes, a killed writer."""

import json
import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from helpdesk.kit.fulltext import snapshot
from helpdesk.kit.fulltext.folder import IndexFolder
from helpdesk.kit.fulltext.port import Document, Hits, Query, SearchUnavailableError
from helpdesk.kit.fulltext.whoosh_index import WhooshIndex

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
SPAWN = multiprocessing.get_context("spawn")
WRITERS = 3
ROUNDS = 8


def document(id_: str) -> Document:
    return Document(id_, "article", "Trygghetslarm", "", f"Om {id_}.", (), {"audience": ("public",)}, NOON, 1)


def ids_of(writer: int) -> list[str]:
    return [f"w{writer}r{number}" for number in range(ROUNDS)]


def write(folder: Path, writer: int) -> None:
    index = WhooshIndex(folder)
    for id_ in ids_of(writer):
        index.upsert([document(id_)])


def write_without_end(folder: Path, begun: Event) -> None:
    index = WhooshIndex(folder)
    number = 0
    while True:
        index.upsert([document(f"{os.getpid()}-{number}-{part}") for part in range(20)])
        number += 1
        begun.set()


def test_three_writers_and_a_reader_lose_nothing(tmp_path: Path) -> None:
    reader = WhooshIndex(tmp_path)
    reader.rebuild([])
    writers = [SPAWN.Process(target=write, args=(tmp_path, writer)) for writer in range(WRITERS)]
    for process in writers:
        process.start()
    totals = [0]
    while any(process.is_alive() for process in writers):
        totals.append(reader.search(Query("trygghetslarm")).total)
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0] * WRITERS
    assert totals == sorted(totals)
    assert set(reader.ids()) == {id_ for writer in range(WRITERS) for id_ in ids_of(writer)}
    assert reader.search(Query("trygghetslarm")).total == WRITERS * ROUNDS


def test_a_writer_killed_in_a_commit_leaves_an_index_that_opens_and_takes_more(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    index.rebuild([document("first")])
    for number in range(4):
        begun = SPAWN.Event()
        process = SPAWN.Process(target=write_without_end, args=(tmp_path, begun))
        process.start()
        assert begun.wait(30)
        time.sleep(0.013 * number)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        index.upsert([document(f"after-{number}")])
        ids = WhooshIndex(tmp_path).ids()
        assert {"first", f"after-{number}"} <= set(ids)
        assert (len(ids) - number - 2) % 20 == 0, "a batch is in the index as a whole or not at all"


def test_no_index_is_an_empty_one_that_wants_to_be_built(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "none")
    assert index.needs_rebuild
    assert index.search(Query("larm")) == Hits()
    assert (index.suggest("larm", {}, 3), dict(index.ids()), index.generation()) == ((), {}, 0)
    index.delete(["x"])


def test_what_is_added_before_the_first_build_is_found_but_does_not_stand_in_for_it(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    index.upsert([document("a")])
    assert index.search(Query("larm")).total == 1
    assert index.needs_rebuild
    index.rebuild([document("a"), document("b")])
    assert not index.needs_rebuild


def test_an_index_of_another_version_counts_as_empty(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    index.rebuild([document("a")])
    current = tmp_path / "current.json"
    current.write_text(json.dumps(json.loads(current.read_text()) | {"version": "of old"}))
    assert index.needs_rebuild
    assert index.search(Query("trygghetslarm")).total == 0
    index.rebuild([document("b")])
    assert set(index.ids()) == {"b"}
    assert [path.name for path in tmp_path.glob("index-*")] == ["index-2"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"number": 1}', "null"])
def test_a_garbled_pointer_counts_as_no_index(tmp_path: Path, content: str) -> None:
    index = WhooshIndex(tmp_path)
    index.rebuild([document("a")])
    (tmp_path / "current.json").write_text(content)
    assert index.needs_rebuild
    index.rebuild([document("b")])
    assert set(index.ids()) == {"b"}


def test_a_writer_that_waits_in_vain_says_so(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path, lock_wait=0.05)
    with IndexFolder(tmp_path, "any").writing(1), pytest.raises(SearchUnavailableError):
        index.upsert([document("a")])


def test_a_reader_follows_what_another_writes(tmp_path: Path) -> None:
    reader, writer = WhooshIndex(tmp_path), WhooshIndex(tmp_path)
    writer.rebuild([document("a")])
    assert set(reader.ids()) == {"a"}
    writer.upsert([document("b")])
    assert set(reader.ids()) == {"a", "b"}
    writer.rebuild([document("c")])
    assert [hit.id for hit in reader.search(Query("trygghetslarm")).hits] == ["c"]


def test_a_memory_in_which_nothing_has_room_changes_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = WhooshIndex(tmp_path)
    writer.rebuild(document(f"{number}{' larm' * (number % 7)}") for number in range(40))
    writer.upsert([document("forty larm")])
    writer.delete(["0", "1 larm", "39 larm larm larm larm"])
    asked = [
        Query("larm", {"audience": frozenset({"public"})}, limit=40),
        Query("trygghetslarm 17", facets=("audience",), limit=40),
        Query("larm", {"audience": frozenset({"experts"})}),
    ]
    expected = [WhooshIndex(tmp_path).search(query) for query in asked]
    assert [found.total for found in expected] == [38, 1, 0]
    monkeypatch.setattr(snapshot, "_STRETCH", 3)
    monkeypatch.setattr(snapshot, "_MOST_POSTINGS", 1)
    assert [WhooshIndex(tmp_path).search(query) for query in asked] == expected


def test_a_segment_that_is_missing_for_a_moment_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = WhooshIndex(tmp_path)
    index.rebuild([document("a")])
    tries: list[int] = []
    opened = index._opened  # noqa: SLF001  the moment can't be met by chance

    def once_missing(valid: object) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise FileNotFoundError
        return opened(valid)  # type: ignore[arg-type]

    monkeypatch.setattr(index, "_opened", once_missing)
    assert index.search(Query("trygghetslarm")).total == 1
    assert len(tries) == 2


def test_an_index_that_stays_broken_is_said_to_be_unavailable(tmp_path: Path) -> None:
    WhooshIndex(tmp_path).rebuild([document("a")])
    for segment in tmp_path.glob("index-*/*.seg"):
        segment.unlink()
    with pytest.raises(SearchUnavailableError):
        WhooshIndex(tmp_path).search(Query("trygghetslarm"))
