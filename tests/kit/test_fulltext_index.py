"""What every `SearchIndex` must do: a new adapter is added to ADAPTERS and passes all of this."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.kit.fulltext.port import Document, Query, SearchIndex
from helpdesk.kit.fulltext.whoosh_index import WhooshIndex

ADAPTERS: list[Callable[[Path], SearchIndex]] = [WhooshIndex]

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
PUBLIC = {"audience": frozenset({"public"})}
STAFF = {"audience": frozenset({"public", "staff"})}


def document(id_: str, title: str, body: str = "", *, audience: str = "public", topic: str = "larm") -> Document:
    filters = {"audience": (audience,), "topic": (topic,)}
    return Document(id_, "article", title, "", body, (), filters, NOON, 1)


ARTICLES = [
    document("larm", "Byta trygghetslarm", "Trygghetslarmen byts när näten släcks. Planera i god tid."),
    document("upp", "Upphandla digital tillsyn", "Så gör ni en upphandling av kameror.", topic="tillsyn"),
    document("stöd", "Vem hjälper till", "Det finns ett upphandlingsstöd hos myndigheten.", topic="stöd"),
    document("med", "Läkemedelsautomat", "En läkemedelsautomat ger rätt dos i rätt tid.", topic="läkemedel"),
    document("råd", "Pensionärsråd", "Fråga rådet om råd i god tid."),
    document("lås", "Digitala lås", "Leverantören VT-2026-000143 svarar enligt SFS 2010:659."),
]


@pytest.fixture(params=ADAPTERS)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    made: SearchIndex = request.param(tmp_path / "index")
    made.rebuild(ARTICLES)
    return made


def found(index: SearchIndex, text: str) -> list[str]:
    return [hit.id for hit in index.search(Query(text, PUBLIC)).hits]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("trygghetslarm", "larm"),
        ("trygghetslarmen", "larm"),
        ("trygghetslarmens", "larm"),
        ("upphandla kameror", "upp"),
        ("upphandlingar", "upp"),
        ("upphandlingsstödet", "stöd"),
        ("lakemedelsautomat", "med"),
        ("LÄKEMEDELSAUTOMATER", "med"),
        ("läkemedel", "med"),
        ("läkemedelsautomaat", "med"),
        ("trygghtslarm", "larm"),
        ("vt-2026-000143", "lås"),
        ("2010:659", "lås"),
        ('"digitala lås"', "lås"),
    ],
)
def test_the_right_document_comes_first(index: SearchIndex, text: str, id_: str) -> None:
    assert found(index, text)[:1] == [id_]


def test_a_word_is_found_inside_compounds(index: SearchIndex) -> None:
    assert "stöd" in found(index, "stöd")
    assert "larm" in found(index, "larm")


def test_the_dots_make_a_word_of_its_own(index: SearchIndex) -> None:
    index.upsert([document("rad", "En rad", "Skriv en ny rad.")])
    assert found(index, "råd") == ["råd"]
    assert found(index, "rad")[0] == "rad"


def test_a_title_counts_more_than_a_body(index: SearchIndex) -> None:
    index.upsert(
        [document("a", "Annat", "sekretess gäller här alltid"), document("b", "sekretess", "gäller Annat alltid")]
    )
    assert found(index, "sekretess") == ["b", "a"]


def test_an_unknown_word_is_taken_for_its_nearest_and_said_so(index: SearchIndex) -> None:
    answer = index.search(Query("Byta trygghetslrm?", PUBLIC))
    assert answer.did_you_mean == "Byta trygghetslarm?"
    assert answer.hits[0].id == "larm"


@pytest.mark.parametrize("text", ["trygghetslarm", "lakemedelsautomat", "xyzzyqwerty"])
def test_nothing_is_proposed_for_what_is_known_or_near_to_nothing(index: SearchIndex, text: str) -> None:
    assert index.search(Query(text, PUBLIC)).did_you_mean is None


def test_marks_stand_around_every_form_and_text_is_escaped(index: SearchIndex) -> None:
    index.upsert(
        [document("x", "Larm & <b>trygghetslarmens</b> test", "Om stöd <script>alert(1)</script> vid trygghetslarm.")]
    )
    hit = next(hit for hit in index.search(Query("trygghetslarm", PUBLIC)).hits if hit.id == "x")
    assert hit.title_marked == "Larm &amp; &lt;b&gt;<mark>trygghetslarmens</mark>&lt;/b&gt; test"
    assert "&lt;script&gt;" in hit.extract
    assert "<mark>trygghetslarm</mark>" in hit.extract


def test_the_extract_is_the_two_sentences_that_say_most(index: SearchIndex) -> None:
    body = "Först om vädret. Sedan om avgifter. Mycket annat står här. Avgifter och taxor beslutas av nämnden. Slut."
    index.upsert([document("x", "Taxa", body)])
    (hit,) = index.search(Query("avgifter taxor", PUBLIC)).hits
    assert hit.extract == (
        "Sedan om <mark>avgifter</mark>. … <mark>Avgifter</mark> och <mark>taxor</mark> beslutas av nämnden."
    )


def test_pages_share_one_order_and_one_total(index: SearchIndex) -> None:
    index.upsert(document(f"p{number}", "Samma text", "Välfärdsteknik för alla.") for number in range(25))
    pages = [index.search(Query("välfärdsteknik", PUBLIC, offset=offset, limit=10)) for offset in (0, 10, 20, 30)]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert len({hit.id for page in pages for hit in page.hits}) == 25


def test_facets_count_all_that_was_found(index: SearchIndex) -> None:
    answer = index.search(Query("tid", PUBLIC, facets=("topic", "kind"), limit=1))
    assert answer.total == 3
    assert answer.facets == {"topic": {"larm": 2, "läkemedel": 1}, "kind": {"article": 3}}


def test_filters_narrow_by_every_name_and_any_value(index: SearchIndex) -> None:
    narrowed = {**PUBLIC, "topic": frozenset({"läkemedel", "stöd"})}
    assert [hit.id for hit in index.search(Query("tid", narrowed)).hits] == ["med"]
    assert index.search(Query("tid", {"audience": frozenset()})).total == 0
    assert index.search(Query("tid", {"unheard": frozenset({"of"})})).total == 0
    assert index.search(Query("tid", {"kind": frozenset({"article"})})).total == 3


def test_a_changed_document_is_found_by_its_new_words_only(index: SearchIndex) -> None:
    index.upsert([replace(ARTICLES[0], title="Nyckelgömmor", body="Inget.", revision=2)])
    assert found(index, "nyckelgömma") == ["larm"]
    assert "larm" not in found(index, "trygghetslarm")
    assert index.ids()["larm"] == 2


def test_a_deleted_document_is_gone(index: SearchIndex) -> None:
    index.delete(["larm", "never-there"])
    assert found(index, "trygghetslarm") == []
    assert "larm" not in index.ids()


def test_a_rebuild_replaces_everything(index: SearchIndex) -> None:
    before = index.generation()
    index.rebuild([ARTICLES[1]])
    assert index.ids() == {"upp": 1}
    assert index.generation() > before


def test_a_rebuild_that_fails_leaves_the_old_index(index: SearchIndex) -> None:
    def broken() -> list[Document]:
        message = "the database went away"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        index.rebuild(doc for doc in [ARTICLES[1], *broken()])
    assert len(index.ids()) == len(ARTICLES)
    index.upsert([document("after", "Efteråt")])
    assert found(index, "efteråt") == ["after"]


def test_the_generation_grows_with_every_change(index: SearchIndex) -> None:
    seen = [index.generation()]
    index.upsert([document("n", "Nytt")])
    seen.append(index.generation())
    index.delete(["n"])
    seen.append(index.generation())
    assert seen == sorted(set(seen))


def test_suggestions_for_a_long_text(index: SearchIndex) -> None:
    text = "Hej! Vi undrar hur andra kommuner har gjort när de bytte ut sina trygghetslarm. " * 30 + "Tack på förhand!"
    assert [hit.id for hit in index.suggest(text, PUBLIC, 3)] == ["larm"]
    assert index.suggest("hej och tack för att ni finns", PUBLIC, 3) == ()


GARBAGE = [
    "",
    " ",
    "\0",
    '"',
    '"öppen utan slut',
    "'" * 50,
    "och att det som",
    "?*[]{}()^~:\\/-+|&!",
    "AND OR NOT",
    "title:x id:larm",
    "å" * 10_000,
    "ord " * 2_500,
    "\ud800",
    "\u202e\u200f\ufeff",
    "😀 👩‍👩‍👧",
    "a-b-c-" * 2_000,
    "%00%s{0}",
    "ﬁ ẞ İ ŉ",
    "1" * 10_000,
]


@pytest.mark.parametrize("text", GARBAGE)
def test_no_text_makes_it_raise(index: SearchIndex, text: str) -> None:
    any_of = {**PUBLIC, "topic": frozenset({text})}
    assert index.search(Query(text, any_of, facets=("topic", text))).total == 0
    index.search(Query(text, PUBLIC))
    index.suggest(text, PUBLIC, 5)
    index.upsert([document("garbage", text, text, topic=text)])
    index.search(Query(text, any_of))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_no_random_text_makes_it_raise(index: SearchIndex, text: str) -> None:
    index.search(Query(text, PUBLIC, facets=("topic",)))
    index.suggest(text, PUBLIC, 5)


SECRETS = [
    document(
        "s1", "Hemlig kvastfening", "Kvastfening och trygghetslarmstest i hemlighet.", audience="staff", topic="dold"
    ),
    document("s2", "Larm", "Larm larm larm upphandling tid läkemedelsautomatik.", audience="staff"),
    document("s3", "Trygghet", "Trygghet tid pensionärsrådslag.", audience="staff", topic="stöd"),
]


def test_the_secret_word_is_there_for_those_who_may_see_it(index: SearchIndex) -> None:
    index.upsert(SECRETS)
    assert [hit.id for hit in index.search(Query("kvastfening", STAFF)).hits] == ["s1"]
    assert index.search(Query("kvasfening", STAFF)).did_you_mean == "kvastfening"
    assert [hit.id for hit in index.suggest("vad är en kvastfening", STAFF, 3)] == ["s1"]


@pytest.mark.parametrize(
    "text",
    [
        "kvastfening",
        "kvastfenig",
        "kvasfening",
        "kvast",
        "fening",
        "trygghetslarmstest",
        "trygghetslarmstst",
        "larm",
        "tid",
        "upphandling tid",
        "trygghet",
        "hemlig",
        "läkemedelsautomatk",
        "pensionarsradslag",
        "rådslag",
    ],
)
def test_hidden_documents_leave_no_trace_at_all(index: SearchIndex, text: str) -> None:
    query = Query(text, PUBLIC, facets=("topic", "audience", "kind"))
    without = index.search(query), index.suggest(text, PUBLIC, 5)
    index.upsert(SECRETS)
    assert (index.search(query), index.suggest(text, PUBLIC, 5)) == without


def test_hidden_forms_of_a_visible_word_put_no_dots_on_it(index: SearchIndex) -> None:
    without = index.search(Query("rad", PUBLIC)), index.search(Query("radets", PUBLIC))
    index.upsert([document("s4", "Rådets", "Rådens, rådets och läkemedlets tid.", audience="staff")])
    assert (index.search(Query("rad", PUBLIC)), index.search(Query("radets", PUBLIC))) == without
    assert "s4" in [hit.id for hit in index.search(Query("radets", STAFF)).hits]


def narrowing(index: SearchIndex) -> None:
    index.rebuild(
        replace(
            document(id_, "Larm", topic=topic), filters={"audience": (audience,), "topic": (topic,), "type": (kind,)}
        )
        for id_, topic, kind, audience in (
            ("1", "larm", "guide", "public"),
            ("2", "larm", "answer", "public"),
            ("3", "stöd", "guide", "public"),
            ("4", "larm", "guide", "staff"),
        )
    )


def test_narrowing_takes_hits_away_and_each_count_is_what_choosing_it_gives(index: SearchIndex) -> None:
    narrowing(index)
    narrowed = {"topic": frozenset({"larm"}), "type": frozenset({"guide"})}
    answer = index.search(Query("larm", PUBLIC, narrowed, facets=("topic", "type")))
    assert ([hit.id for hit in answer.hits], answer.total, answer.in_all) == (["1"], 1, 3)
    assert answer.facets == {"topic": {"larm": 1, "stöd": 1}, "type": {"guide": 1, "answer": 1}}
    for name, counts in answer.facets.items():
        for value, count in counts.items():
            chosen = narrowed | {name: frozenset({value})}
            assert index.search(Query("larm", PUBLIC, chosen)).total == count


def test_narrowing_changes_neither_words_nor_weights(index: SearchIndex) -> None:
    everything = {hit.id: hit for hit in index.search(Query("tid digitla", PUBLIC)).hits}
    chosen = index.search(Query("tid digitla", PUBLIC, {"topic": frozenset({"läkemedel"})}))
    assert chosen.did_you_mean == "tid digital"
    assert chosen.hits == (everything["med"],)


def test_nothing_hidden_is_narrowed_to(index: SearchIndex) -> None:
    narrowing(index)
    answer = index.search(Query("larm", PUBLIC, {"audience": frozenset({"staff"})}, facets=("topic",)))
    assert (answer.total, answer.in_all, answer.facets) == (0, 3, {"topic": {}})
    assert index.search(Query("larm", PUBLIC, {"topic": frozenset()})).total == 0
