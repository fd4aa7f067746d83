"""What the requester is told in advance of a ticket that closes by itself."""

import pytest

from helpdesk.domain.lifecycle import Status
from tests.pages.desk import ASKER, Fill, Visit, make

pytestmark = pytest.mark.usefixtures("now")


@pytest.mark.parametrize(("status", "is_said"), [(Status.ANSWERED, True), (Status.OPEN, False)])
def test_the_page_says_when(status: Status, *, is_said: bool, filled: Fill, browser: Visit) -> None:
    path = filled(lambda: make(status=status))
    page = browser(ASKER).get(path)

    assert ("Ärendet avslutas av sig självt den 4 december 2026" in page.words) is is_said
