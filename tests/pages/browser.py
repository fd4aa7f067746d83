"""A visitor's browser over the test client: every page it opens is checked as HTML (habit 9)."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from helpdesk.accounts.models import Account
from helpdesk.kit.db import db
from tests.pages.html import Page, faults


class Browser:
    """One browser with its own cookies; signed in as `email` where given."""

    def __init__(self, app: Flask, email: str = "") -> None:
        self.client = app.test_client()
        if email:
            with app.app_context():
                account = db.session.scalars(select(Account).where(Account.email == email)).one()
                session_id = f"{account.id}.{account.session_key}"
            with self.client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = session_id, True

    def get(self, path: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Page:
        """Open a page; its status must be the expected one and its HTML valid."""
        return self._page(self.client.get(path, headers=headers), path, status)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        *,
        status: int = 303,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Send a form; redirects are not followed (`page.location` says where they lead)."""
        return self._page(self.client.post(path, data=data or {}, headers=headers), path, status)

    def follow(self, page: Page) -> Page:
        """Go where the answer leads."""
        assert page.location, "the page leads nowhere"
        return self.get(page.location)

    def submit(self, page: Page, action: str, status: int = 303, **typed: Any) -> Page:
        """Fill in the form whose action holds `action` on an opened page, and send it with all that stood in it."""
        form = page.form(action)
        return self.post(form.action, form.filled(typed), status=status)

    def _page(self, answer: TestResponse, path: str, status: int) -> Page:
        body = answer.get_data()
        is_html = answer.content_type.startswith("text/html")
        text = body.decode() if is_html else ""
        assert answer.status_code == status, f"{path}: {answer.status_code}, not {status}\n{_gist(text)}"
        page = Page(path=path, status=status, text=text, location=answer.location, headers=answer.headers, body=body)
        if (
            text
            and not 300 <= status < 400
            and answer.headers.get("X-Partial") is None
            and "HX-Request" not in answer.request.headers
        ):
            assert not (found := faults(text)), f"{path}: {found}"
        return page


def _gist(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))[:1500]
