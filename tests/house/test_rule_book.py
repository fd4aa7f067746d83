"""The rule book and the code agree: every fact is made and has a reader, every permission is asked for."""

import ast
from pathlib import Path

from flask import Flask

from helpdesk.domain import access, facts, lifecycle
from helpdesk.domain.permissions import Permission
from helpdesk.reactions import REACTIONS
from helpdesk.web.areas import declared_access

CODE = Path(__file__).parents[2] / "helpdesk"

BASES = {facts.Fact, facts.StatusFact}
SILENT: frozenset[type[facts.Fact]] = frozenset(
    {
        facts.AccountClosed,
        facts.AccountConfirmed,
        facts.AccountInvited,
        facts.AccountRegistered,
        facts.AbsenceChanged,
        facts.AccountReopened,
        facts.AddressTriedAgain,
        facts.ArticleBegun,
        facts.ArticleDeleted,
        facts.ArticleRated,
        facts.AutomaticLetterCame,
        facts.CannedReplyChanged,
        facts.ExpertiseChanged,
        facts.FeedbackHandled,
        facts.HoursLogged,
        facts.JournalExported,
        facts.LetterBroughtBack,
        facts.LetterDecided,
        facts.LetterGivenBack,
        facts.LetterHeld,
        facts.LetterRetried,
        facts.LetterTaken,
        facts.LetterTextChanged,
        facts.LinkAsked,
        facts.MailDomainsChanged,
        facts.MailboxChanged,
        facts.MaskingConfirmed,
        facts.MunicipalityConfirmed,
        facts.MunicipalityUnconfirmed,
        facts.NoticeChoicesChanged,
        facts.OtherTicketUnmerged,
        facts.PasswordChanged,
        facts.ProfileChanged,
        facts.QuestionKept,
        facts.ReviewTakenBack,
        facts.RevisionRestored,
        facts.RolesChanged,
        facts.SessionsEnded,
        facts.SettingsChanged,
        facts.SignedIn,
        facts.StrangerLetIn,
        facts.StrangerMoved,
        facts.TeamChanged,
        facts.TicketsLinked,
        facts.TicketsUnlinked,
        facts.TimeLogged,
        facts.TimeStruck,
        facts.ViewDeleted,
        facts.ViewSaved,
    }
)
"""Facts after which nothing more happens: they are history only (or their letter holds a secret and is posted on the spot)."""


def _facts() -> set[type[facts.Fact]]:
    return {
        each
        for each in vars(facts).values()
        if isinstance(each, type) and issubclass(each, facts.Fact) and each not in BASES
    }


def _names_used_outside(*left_out: str) -> set[str]:
    used: set[str] = set()
    for path in CODE.rglob("*.py"):
        if path.relative_to(CODE).as_posix().startswith(left_out):
            continue
        tree = ast.parse(path.read_text())
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return used


def test_each_fact_has_a_reaction_or_is_known_to_be_silent() -> None:
    assert set(REACTIONS) | SILENT == _facts()
    assert set(REACTIONS) & SILENT == set()


def test_each_fact_is_recorded_somewhere() -> None:
    used = _names_used_outside("domain/facts", "reactions.py")
    assert sorted(fact.__name__ for fact in _facts() if fact.__name__ not in used) == []


def test_each_permission_has_rules_and_is_asked_for() -> None:
    used = _names_used_outside("domain/permissions.py", "domain/access.py")
    assert set(access.RULES) == set(Permission)
    assert sorted(permission.name for permission in Permission if permission.name not in used) == []


def test_each_move_has_its_permission_and_its_row() -> None:
    assert set(lifecycle.TRANSITIONS) == set(lifecycle.PERMISSION) == set(lifecycle.Move)


def test_each_view_states_its_permission(migrated: Flask) -> None:
    assert migrated.view_functions
    assert [name for name, view in migrated.view_functions.items() if declared_access(view) is None] == []
