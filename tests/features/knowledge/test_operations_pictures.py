"""Pictures of an article."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import HiddenError, InputError
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.knowledge.models import Article, Picture
from helpdesk.knowledge.operations import pictures
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.delete_draft import delete_draft
from helpdesk.knowledge.operations.drafting import DraftText
from helpdesk.knowledge.operations.pictures import PictureUpload, add_picture, remove_picture
from helpdesk.knowledge.operations.save_draft import save_draft
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article
from tests.factories.pictures import JPEG_WITH_PLACE, PNG

pytestmark = pytest.mark.usefixtures("stage")

TOLVAN = "19121212-1212"  # Skatteverket's published test number


@pytest.fixture
def expert() -> Actor:
    return actor(account(Role.EXPERT, municipality="2282"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path))


@pytest.fixture
def made(expert: Actor) -> Article:
    return begin_article(expert, DraftText(title="Lås"), municipality_code="2282", now=NOON)


def upload(content: bytes = PNG, name: str = "las.png") -> PictureUpload:
    return PictureUpload(name, BytesIO(content))


def test_a_picture_is_kept_with_what_it_shows_and_how_large_it_is(expert: Actor, made: Article, store: Store) -> None:
    picture = add_picture(expert, made.id, upload(name="../lås.png"), " Ett lås\n i en dörr ", store=store, now=NOON)

    assert (picture.name, picture.content_type, picture.size, picture.width, picture.height, picture.alt) == (
        "lås.png",
        "image/png",
        len(PNG),
        3,
        2,
        "Ett lås i en dörr",
    )
    assert store.open(picture.key).read() == PNG


def test_where_a_photograph_was_taken_is_not_kept(expert: Actor, made: Article, store: Store) -> None:
    picture = add_picture(expert, made.id, upload(JPEG_WITH_PLACE, "a.jpg"), "Ett lås", store=store, now=NOON)

    kept = store.open(picture.key).read()
    assert b"Kramfors" not in kept
    assert picture.size == len(kept)


@pytest.mark.parametrize(
    ("content", "name", "alt", "field"),
    [
        (PNG, "a.png", " ", "alt"),
        (PNG, f"{TOLVAN}.png", "Ett lås", "picture"),
        (PNG, "a.png", f"Lås hos {TOLVAN}", "alt"),
        (b"", "a.png", "Ett lås", "picture"),
        (b"%PDF-1.7 x", "a.png", "Ett lås", "picture"),
        (b"<svg xmlns='x'/>", "a.svg", "Ett lås", "picture"),
        (PNG[:20], "a.png", "Ett lås", "picture"),
    ],
)
def test_what_can_not_be_taken(
    *, expert: Actor, made: Article, store: Store, content: bytes, name: str, alt: str, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        add_picture(expert, made.id, upload(content, name), alt, store=store, now=NOON)

    assert refused.value.field == field
    assert db.session.scalar(select(Picture.id)) is None


def test_there_is_an_end_to_size_and_number(
    expert: Actor, made: Article, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", 1)
    add_picture(expert, made.id, upload(), "Ett lås", store=store, now=NOON)
    with pytest.raises(InputError):
        add_picture(expert, made.id, upload(), "Två lås", store=store, now=NOON)

    monkeypatch.setattr(pictures, "MOST_PICTURES", 2)
    monkeypatch.setattr(pictures, "MOST_BYTES", len(PNG) - 1)
    with pytest.raises(InputError):
        add_picture(expert, made.id, upload(), "Två lås", store=store, now=NOON)


def test_a_picture_goes_when_no_text_shows_it(expert: Actor, made: Article, store: Store) -> None:
    picture = add_picture(expert, made.id, upload(), "Ett lås", store=store, now=NOON)
    key, shown = picture.key, DraftText(title="Lås", body=f"![Ett lås](/kunskapsbank/bilder/{picture.id})")
    version = save_draft(expert, made.id, shown, seen_version=1, now=NOON).version
    with pytest.raises(InputError):
        remove_picture(expert, made.id, picture.id, store=store)

    save_draft(expert, made.id, DraftText(title="Lås"), seen_version=version, now=NOON)
    remove_picture(expert, made.id, picture.id, store=store)

    assert db.session.scalar(select(Picture.id)) is None
    assert not store.exists(key)


def test_a_picture_that_readers_have_seen_stays(expert: Actor, store: Store) -> None:
    seen = article(municipality_code="2282", body="![Ett lås](/kunskapsbank/bilder/1)")
    picture = add_picture(expert, seen.id, upload(), "Ett lås", store=store, now=NOON)
    seen_id = picture.id
    article_body = f"![Ett lås](/kunskapsbank/bilder/{seen_id})"
    published = article(municipality_code="2282", body=article_body)
    picture.article_id = published.id
    db.session.flush()

    with pytest.raises(InputError):
        remove_picture(expert, published.id, seen_id, store=store)


def test_a_picture_is_removed_only_from_its_own_article(expert: Actor, made: Article, store: Store) -> None:
    picture = add_picture(expert, made.id, upload(), "Ett lås", store=store, now=NOON)
    other = begin_article(expert, DraftText(title="Annat"), municipality_code="2282", now=NOON)

    for article_id, picture_id in ((other.id, picture.id), (made.id, picture.id + 1), (made.id, 2**70)):
        with pytest.raises(HiddenError):
            remove_picture(expert, article_id, picture_id, store=store)


def test_the_pictures_files_go_with_the_article(expert: Actor, made: Article, store: Store) -> None:
    key = add_picture(expert, made.id, upload(), "Ett lås", store=store, now=NOON).key

    delete_draft(expert, made.id, store=store, now=NOON)

    assert not store.exists(key)


def test_strangers_add_nothing(made: Article, store: Store) -> None:
    stranger = actor(account(Role.EXPERT, municipality="1490"))

    with pytest.raises(HiddenError):
        add_picture(stranger, made.id, upload(), "Ett lås", store=store, now=NOON)
