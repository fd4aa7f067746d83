"""Versions and drafts, kept and thrown away, through their pages."""

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.knowledge.models import Article, Revision
from tests.pages.editor import EXPERT, Filled, Visit, begin, people, published, stored

pytestmark = pytest.mark.usefixtures("now")


def test_a_draft_is_deleted_after_a_question(app: Flask, filled: Filled, browser: Visit) -> None:
    filled(people)
    eva = browser(EXPERT)
    page = begin(eva)

    done = eva.submit(eva.get(f"{page.path}/ta-bort"), "ta-bort")

    assert done.location == "/mina-guider"
    assert stored(app, select(Article)) == []
    eva.get(page.path, status=404)


def test_of_a_published_guide_only_the_draft_is_deleted(app: Flask, filled: Filled, browser: Visit) -> None:
    article_id = filled(published)
    path, eva = f"/redigera/{article_id}", browser(EXPERT)
    eva.get(f"{path}/ta-bort")
    eva.post(f"{path}/ta-bort", status=409)
    eva.submit(eva.get(path), path, body="Nytt")

    eva.submit(eva.get(f"{path}/ta-bort"), "ta-bort")

    assert stored(app, select(Revision.number)) == [1]


def test_versions_are_listed_compared_and_restored(app: Flask, filled: Filled, browser: Visit) -> None:
    article_id = filled(published)
    path, eva = f"/redigera/{article_id}", browser(EXPERT)
    typed = {"body": "Helt annat", "title": "Så gör du", "change_note": "Kortare", "follows_feedback": "y"}
    eva.submit(
        eva.get(path), path, **typed, first_topic="UPP-2", phases=["plan"], valid_from="2026-12-01", slug="Ny väg"
    )

    page = eva.get(f"{path}/versioner")
    assert "Kortare" in page.words
    page = eva.get(f"{path}/versioner/2")
    assert "<ins>" in page.text
    assert "ny-vag" in page.words
    assert "aterstall" not in page.text
    eva.get(f"{path}/versioner/1?mot=publicerad")
    eva.get(f"{path}/versioner/2?mot=publicerad")
    eva.get(f"{path}/versioner/3", status=404)

    page = eva.get(f"{path}/versioner/1")
    eva.post(f"{path}/versioner/1/aterstall", {"version": "1"}, status=409)
    eva.post(f"{path}/versioner/1/aterstall", {"version": "x"}, status=409)
    eva.submit(page, "aterstall")
    texts = stored(app, select(Revision.body).order_by(Revision.number))
    assert texts[0] == texts[1]
