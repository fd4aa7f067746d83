"""Pictures through the editor's pages."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.access import Audience
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Picture, Revision
from tests.factories.pictures import PNG
from tests.pages.editor import ASKER, EXPERT, STRANGER, Filled, Visit, begin, people, published, stored

pytestmark = pytest.mark.usefixtures("now")


def test_a_picture_is_added_laid_in_shown_and_removed(app: Flask, filled: Filled, browser: Visit) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)
    form = page.form(page.path)

    no_words = form.filled({"picture": (BytesIO(PNG), "las.png"), "body": "Mer", "alt": ""})
    refused = eva.post(f"{page.path}/bilder", no_words, status=422)
    assert 'href="#alt"' in refused.text
    assert "Mer" in refused.text
    eva.post(f"{page.path}/bilder", form.filled({"alt": "Ett lås"}), status=422)
    eva.post(f"{page.path}/bilder", form.filled({"picture": (BytesIO(b"x"), "a.png"), "alt": "Ett lås"}), status=422)
    assert stored(app, select(Picture)) == []

    page = eva.follow(
        eva.post(f"{page.path}/bilder", form.filled({"picture": (BytesIO(PNG), "las.png"), "alt": "Ett [lås]"}))
    )
    (picture,) = stored(app, select(Picture))
    line = f"![Ett \\[lås\\]](/kunskapsbank/bilder/{picture.id})"
    assert line in page.text

    page = eva.follow(eva.submit(page, "/redigera/", body=line))
    remove = f"/redigera/{page.path.rpartition('/')[2]}/bilder/{picture.id}/ta-bort"
    preview = eva.post(f"{page.path.partition('#')[0]}/forhandsgranska", page.form("/redigera/").filled({}), status=200)
    assert f'<img src="/kunskapsbank/bilder/{picture.id}" alt="Ett [lås]" width="3" height="2"' in preview.text
    eva.post(remove, page.form("/redigera/").filled({}), status=422)
    eva.post(remove, page.form("/redigera/").filled({"title": ""}), status=422)
    eva.post(remove, page.form("/redigera/").filled({"body": ""}))
    assert stored(app, select(Picture)) == []


def test_a_picture_that_was_chosen_is_kept_whichever_button_is_pressed(
    app: Flask, filled: Filled, browser: Visit
) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)

    eva.submit(page, page.path, picture=(BytesIO(PNG), "las.png"), alt="Ett lås")

    assert stored(app, select(Picture.name)) == ["las.png"]


def test_who_sees_a_picture(app: Flask, filled: Filled, browser: Visit) -> None:
    article_id = filled(published)
    eva = browser(EXPERT)
    path = f"/redigera/{article_id}"
    form = eva.get(path).form(path)
    eva.post(f"{path}/bilder", form.filled({"picture": (BytesIO(PNG), "las.png"), "alt": "Ett lås"}))
    (picture,) = stored(app, select(Picture))
    address = f"/kunskapsbank/bilder/{picture.id}"

    own = eva.get(address)
    assert (own.body, own.headers["Content-Type"], own.headers["X-Content-Type-Options"]) == (
        PNG,
        "image/png",
        "nosniff",
    )
    assert own.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in own.headers
    for other in (STRANGER, ASKER, ""):
        browser(other).get(address, status=404)

    def show() -> None:
        revision = db.session.scalars(select(Revision).where(Revision.number == 1)).one()
        revision.body = f"![Ett lås]({address})"

    filled(show)
    assert browser(ASKER).get(address).headers["Cache-Control"] == "private, no-store"
    browser().get(address, status=404)

    def open_up() -> None:
        db.session.scalars(select(Article)).one().audience = Audience.PUBLIC

    filled(open_up)
    shown = browser().get(address)
    assert shown.headers["Cache-Control"] == "public, max-age=3600"  # withdrawn, it is gone within the hour
    assert app.test_client().get(address, headers={"If-None-Match": shown.headers["ETag"]}).status_code == 304
    browser().get("/kunskapsbank/bilder/99", status=404)


def test_a_picture_whose_file_has_been_lost_does_not_exist(app: Flask, filled: Filled, browser: Visit) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)
    eva.submit(page, page.path, picture=(BytesIO(PNG), "las.png"), alt="Ett lås")

    def lose() -> None:
        db.session.scalars(select(Picture)).one().key = "00/11/2233445566778899aabbccddeeff"

    filled(lose)
    (picture,) = stored(app, select(Picture))
    eva.get(f"/kunskapsbank/bilder/{picture.id}", status=404)
