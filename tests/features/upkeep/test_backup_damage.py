"""Every way in which a restore must not succeed, and leaves nothing behind."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from helpdesk.kit.backup import rows
from helpdesk.web.site import site
from tests.features.upkeep.archives import archive_of, contents, files, flask, with_a_file, with_one_person
from tests.features.upkeep.conftest import Install


def cut_off(archive: bytes) -> bytes:
    return archive[: len(archive) * 2 // 3]


def turned(archive: bytes) -> bytes:
    return archive[:2000] + bytes(255 - each for each in archive[2000:2010]) + archive[2010:]


def rebuilt(archive: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The archive with its members changed, or left out where `change` gives None."""
    target = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(archive)) as old, tarfile.open(fileobj=target, mode="w:gz") as new:
        for member in old:
            content = old.extractfile(member)
            changed = change(member.name, content.read() if content else b"")
            if changed is not None:
                member.size = len(changed)
                new.addfile(member, io.BytesIO(changed))
    return target.getvalue()


def other_person(archive: bytes) -> bytes:
    return rebuilt(archive, lambda _name, content: content.replace("Åsa".encode(), "Åke".encode()))


def other_file(archive: bytes) -> bytes:
    return rebuilt(archive, lambda _name, content: content.replace(b"Avtal", b"Lavat"))


def without_manifest(archive: bytes) -> bytes:
    return rebuilt(archive, lambda name, content: None if name == "manifest.json" else content)


def without_a_file(archive: bytes) -> bytes:
    return rebuilt(archive, lambda name, content: None if name.startswith("files/") else content)


def of_another_format(archive: bytes) -> bytes:
    return rebuilt(archive, lambda _name, content: content.replace(b'"format": 1', b'"format": 2'))


def with_fewer_rows(archive: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["tables"]["account"]["rows"] = 7
            return json.dumps(manifest).encode()
        return content

    return rebuilt(archive, change)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (cut_off, "can't be read to its end"),
        (turned, "The archive is damaged"),
        (lambda _archive: gzip.compress(b"no tar at all" * 100), "can't be read to its end"),
        (lambda _archive: b"no gzip at all", "can't be read to its end"),
        (other_person, "tables/account.jsonl has changed"),
        (other_file, "has changed"),
        (without_manifest, "has no manifest"),
        (without_a_file, "is missing or should not be there"),
        (of_another_format, "is of format 2"),
        (with_fewer_rows, "account has 1 rows, not 7"),
    ],
)
def test_a_damaged_archive_is_seen_and_nothing_of_it_taken_in(
    install: Install, tmp_path: Path, damage: Callable[[bytes], bytes], words: str
) -> None:
    old, new = with_one_person(install(on_sqlite=True)), install()
    with_a_file(old)
    archive = archive_of(old, tmp_path)
    archive.write_bytes(damage(archive.read_bytes()))

    for verb in ("verify", "restore"):
        said = flask(new, "backup", verb, archive, fails=True)
        assert "damaged" in said
        assert words in said

    assert not any(contents(new).values())
    assert files(new) == {}


def test_an_archive_can_not_write_where_it_likes(install: Install, tmp_path: Path) -> None:
    old, new = install(), install()
    key, elsewhere = with_a_file(old), "../../../escaped"
    sizes: dict[str, tuple[int, str]] = {}
    archive = archive_of(old, tmp_path)
    with tarfile.open(archive) as tar, tarfile.open(tmp_path / "forged", "w:gz") as forged:
        for member in tar:
            content = tar.extractfile(member)
            text = (content.read() if content else b"").replace(key.encode(), elsewhere.encode())
            member.name, member.size = member.name.replace(key, elsewhere), len(text)
            if member.name == "manifest.json":
                manifest = json.loads(text)
                for name, table in manifest["tables"].items():
                    table |= {"size": sizes[name][0], "sha256": sizes[name][1]}
                text = json.dumps(manifest).encode()
                member.size = len(text)
            else:
                sizes[member.name.removeprefix("tables/").removesuffix(".jsonl")] = len(text), sha256(text).hexdigest()
            forged.addfile(member, io.BytesIO(text))

    answer = new.test_cli_runner().invoke(args=["backup", "restore", str(tmp_path / "forged")])

    assert isinstance(answer.exception, FileNotFoundError)
    assert not any(contents(new).values())
    assert list(tmp_path.rglob("escaped*")) == []


def test_a_restore_that_fails_leaves_nothing_behind(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = with_one_person(install()), install()
    key = with_a_file(old)
    archive = archive_of(old, tmp_path)
    monkeypatch.setattr(rows, "set_counters", lambda *_: 1 / 0)
    new.test_cli_runner().invoke(args=["backup", "restore", str(archive)])
    assert not any(contents(new).values())
    with new.app_context():
        assert not site().files.exists(key)
    monkeypatch.undo()
    flask(new, "backup", "restore", archive)
    assert contents(new) == contents(old)
