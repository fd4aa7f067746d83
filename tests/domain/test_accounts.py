"""Good passwords, and what a role needs."""

import pytest

from helpdesk.domain.accounts import ROLE_NAMES, check_password, check_roles
from helpdesk.domain.actor import GRANTABLE, Role
from helpdesk.domain.errors import InputError

ADDRESS = "anna.ek@harnosand.example"


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("kort", "at least 12"),
        ("x" * 201, "at most 200"),
        ("Sommar2026!!", "Many people"),
        ("123456789012", "Many people"),
        ("abababababab", "Many people"),
        ("Anna.Ek@1234", "too much like"),
        ("harnosand-2026", "too much like"),
    ],
)
def test_a_bad_password_is_refused_with_what_to_do(password: str, word: str) -> None:
    with pytest.raises(InputError) as refused:
        check_password("password", password, ADDRESS)
    assert word in refused.value.sentence
    assert refused.value.field == "password"


@pytest.mark.parametrize("password", ["lila tratt kanot", "x9-Kq2-mmB-77a", "åäö åäö åäö 1 2 3"])
def test_a_good_password_is_taken(password: str) -> None:
    check_password("password", password, ADDRESS)


@pytest.mark.parametrize("roles", [[], [Role.SYSTEM], [Role.VISITOR], [Role.ADVISER, Role.SYSTEM]])
def test_only_roles_that_can_be_granted_are(roles: list[Role]) -> None:
    with pytest.raises(InputError, match="roles"):
        check_roles(roles, has_municipality=True)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.MUNICIPAL_CONTACT])
def test_some_roles_need_a_municipality(role: Role) -> None:
    check_roles([role], has_municipality=True)
    with pytest.raises(InputError, match="roles"):
        check_roles([role, Role.REQUESTER], has_municipality=False)


def test_the_others_do_not() -> None:
    check_roles([Role.ADVISER, Role.ADMINISTRATOR], has_municipality=False)


def test_every_role_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(GRANTABLE)
