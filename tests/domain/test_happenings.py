"""Every fact can be told, and is found in the event log's filter."""

import ast
from pathlib import Path

from helpdesk.domain import facts
from helpdesk.domain.happenings import BY_NAME, GROUPS, NAMES_BY_GROUP, SENTENCES, THINGS, group_of

BASES = {facts.Fact, facts.StatusFact}
CODE = Path(__file__).parents[2] / "helpdesk"


def _facts() -> set[type[facts.Fact]]:
    exported = (getattr(facts, name) for name in facts.__all__)
    return {each for each in exported if isinstance(each, type) and issubclass(each, facts.Fact)} - BASES


def test_every_fact_has_its_sentence() -> None:
    assert sorted(each.__name__ for each in _facts() ^ set(SENTENCES)) == []
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_every_fact_stands_in_one_group() -> None:
    assert {group_of(each) for each in _facts()} == set(GROUPS)
    assert sorted(name for names in NAMES_BY_GROUP.values() for name in names) == sorted(BY_NAME)


def test_everything_that_a_fact_is_about_has_a_name() -> None:
    """Subjects are written out where facts are recorded: `subject=("ticket", ticket.id)`."""
    about = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "subject" and isinstance(node.value, ast.Tuple):
                kind = node.value.elts[0]
                if isinstance(kind, ast.Constant):
                    about.add(kind.value)
    assert about
    assert about - set(THINGS) == set()
