"""Every refusal says something to its reader."""

import pytest

from helpdesk.domain import errors
from helpdesk.domain.errors import DomainError, InputError, ThrottledError

KINDS = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, DomainError)]


@pytest.mark.parametrize("kind", [each for each in KINDS if each is not InputError])
def test_every_refusal_has_its_own_sentence(kind: type[DomainError]) -> None:
    assert kind.sentence.endswith(".")
    assert "sentence" in vars(kind)


def test_what_was_typed_is_refused_at_its_field() -> None:
    refused = InputError(field="owner", sentence="Choose somebody.")

    assert (refused.field, refused.sentence) == ("owner", "Choose somebody.")


def test_who_tries_too_often_hears_how_long_to_wait() -> None:
    assert ThrottledError(90).wait_seconds == 90
