"""What could point somebody out is proposed for masking; what is masked is gone, and nothing else is touched.

Personal numbers are Skatteverket's published test numbers; telephone numbers are those that the Swedish Post and Telecom
Authority sets aside for fiction, or too short to belong to anybody.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.masking import MARKS, MaskKind, Proposal, apply, around, chosen_anew, proposals

NAMES = ("Anna Ek", "Karl-Erik von Bo", "sara LINDQVIST", "B")
PLACES = ("Härnösand", "harnosand.se", "Lund", "Falun", "Upplands Väsby", "Gotland")
K = MaskKind


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.text) for each in proposals(text, NAMES, PLACES, ("KS 12:2026",))]


def masked(text: str) -> str:
    return apply(text, proposals(text, NAMES, PLACES, ("KS 12:2026",)))


HITS = (
    (K.PERSONAL_NUMBER, "19121212-1212"),
    (K.PERSONAL_NUMBER, "121212-1212"),
    (K.PHONE, "070-174 06 05"),
    (K.PHONE, "0701740605"),
    (K.PHONE, "070 1740605"),
    (K.PHONE, "070/174 06 05"),
    (K.PHONE, "+46701740605"),
    (K.PHONE, "+46 70 174 06 05"),
    (K.PHONE, "+46 (0)70-174 06 05"),
    (K.PHONE, "0046 8 465 004 00"),
    (K.PHONE, "08-465 004 00"),
    (K.PHONE, "08 465 004 00"),
    (K.PHONE, "(0980) 319 20"),
    (K.PHONE, "0980-31 92 00"),
    (K.PHONE, "+47 22 00 00 00"),
    (K.EMAIL, "anna.ek@harnosand.se"),
    (K.EMAIL, "a+b@x.kommun.example"),
    (K.WEB_ADDRESS, "https://www.harnosand.se/vard/larm.pdf"),
    (K.WEB_ADDRESS, "harnosand.se"),
    (K.WEB_ADDRESS, "https://harnosandkommun.portal.example/x?id=1"),
    (K.ADDRESS, "Storgatan 12"),
    (K.ADDRESS, "Storgatan 12 B, 871 30 Härnösand"),
    (K.ADDRESS, "Norra Vägen 5 lgh 1101"),
    (K.ADDRESS, "S:t Olofs gränd 3"),
    (K.ADDRESS, "Ekvägen 4\n87130 HÄRNÖSAND"),
    (K.ADDRESS, "Box 12, 871 30 Härnösand"),
    (K.ADDRESS, "SE-871 30 Härnösand"),
    (K.REFERENCE, "VT-2026-000143"),
    (K.REFERENCE, "SN 2026/123-4"),
    (K.REFERENCE, "KS/2026-12"),
    (K.REFERENCE, "ks 12:2026"),
    (K.NAME, "Anna Ek"),
    (K.NAME, "anna  ek"),
    (K.NAME, "ANNA"),
    (K.NAME, "Ek"),
    (K.NAME, "Karl-Erik"),
    (K.NAME, "karl-erik von bo"),
    (K.NAME, "Sara"),
    (K.NAME, "Lindqvist"),
    (K.MUNICIPALITY, "Härnösand"),
    (K.MUNICIPALITY, "HÄRNÖSAND"),
    (K.MUNICIPALITY, "härnösands kommun"),
    (K.MUNICIPALITY, "Lund"),
    (K.MUNICIPALITY, "LUND"),
    (K.MUNICIPALITY, "lunds kommun"),
    (K.MUNICIPALITY, "Falu kommun"),
    (K.MUNICIPALITY, "Falun"),
    (K.MUNICIPALITY, "Upplands Väsby"),
    (K.MUNICIPALITY, "Region Gotland"),
)


@pytest.mark.parametrize(("kind", "text"), HITS)
@pytest.mark.parametrize("frame", ["{}", "Det gäller {}.", "({})", "– {}, ja", "**{}**", "x\n{}\ny"])
def test_what_points_somebody_out_is_proposed(kind: MaskKind, text: str, frame: str) -> None:
    whole = frame.format(text)
    [hit] = [each for each in proposals(whole, NAMES, PLACES, ("KS 12:2026",)) if each.kind is kind]

    assert (hit.text, whole[hit.start : hit.end], hit.replacement) == (text, text, MARKS[kind])
    assert masked(whole) == frame.format(MARKS[kind])


LET_THROUGH = (
    "1 050 000 000 kr",
    "0 150 000 000 kronor",
    "250 000 kr, 0,5 miljoner och 15 procent",
    "01-02-2026 eller 01/02/2026",
    "2026-11-20 kl. 09.15–16.30",
    "112, 1177 och 11414",
    "Socialtjänstlagen (2025:400), SFS 2001:454, SOU 2020:14, prop. 2022/23:131, HSLF-FS 2017:40",
    "EU 2016/679 och SS 2026/12",
    "556016-0680",
    "Det är den andra vägen framåt, med 3 steg. På väg 40.",
    "Vi bor på Rosengårdens boende, vid den sista backen.",
    "Ett ekologiskt berg. Ekonomi, annat, lundar, lunds.",
    "En kulle med ek i närheten",
    "https://skr.se/valfardsteknik och info",
    "Lundström och Lundin",
    "b, von och B",
    "",
)


@pytest.mark.parametrize("text", LET_THROUGH)
def test_what_points_nobody_out_is_let_through(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Annas rutin, Härnösands kommuns avtal och HÄRNÖSAND:s larm", "[namn]s rutin, [kommun]s avtal och [kommun]:s larm"),
        ("Härnösandsmodellen", "[kommun]smodellen"),
        ("Hälsningar\nanna", "Hälsningar\n[namn]"),
        ("hej anna,\nvi har en ek", "hej [namn],\nvi har en ek"),
        ("Mvh Anna\nEk", "Mvh [namn]"),
        ("Dnr: 2026-0012", "Dnr: [ärendenummer]"),
        ("Vårt ärendenummer SN 2026:12.", "Vårt ärendenummer [ärendenummer]."),
        ("anna@harnosand.se0701740605", "[e-post]"),
        ("[Läs här](https://harnosand.se/larm).", "[Läs här]([webbadress])."),
        ("Anna Ek, 070-174 06 05, Storgatan 1", "[namn], [telefon], [adress]"),
    ],
)  # fmt: skip
def test_a_masked_text_reads_on(text: str, after: str) -> None:
    assert masked(text) == after


def test_of_hits_that_overlap_there_is_one() -> None:
    assert found("anna.ek@harnosand.se") == [("email", "anna.ek@harnosand.se")]
    assert found("Storgatan 12, 871 30 Härnösand") == [("address", "Storgatan 12, 871 30 Härnösand")]
    assert [each.kind for each in proposals("Lund", ("Lund",), ("Lund",))] == [K.NAME]


def test_what_one_hit_lays_bare_is_found_too() -> None:
    assert masked("Ring 0701740605Anna.") == "Ring [telefon][namn]."


def test_what_is_masked_already_is_no_hit() -> None:
    assert proposals("[namn]s lås i [kommun]", ("namn s", "Kommun"), ("namn", "kommun")) == ()


@pytest.mark.parametrize("nothing", [("", " ", "-", "[xyz"), ()])
def test_names_that_are_none_find_nothing(nothing: tuple[str, ...]) -> None:
    assert proposals("En text - om [xyz", nothing, ("", " ", ".", "-"), nothing) == ()


def test_what_is_kept_stays() -> None:
    text = "Anna Ek i Härnösand"
    name, place = proposals(text, NAMES, PLACES)

    assert apply(text, [place]) == "Anna Ek i [kommun]"
    assert apply(text, []) == text
    assert apply(text, [place, name]) == "[namn] i [kommun]"


def test_a_proposal_for_another_text_is_passed_over() -> None:
    strange = Proposal(0, 4, K.NAME, "Anna", "[namn]")
    longer = Proposal(0, 7, K.NAME, "Anna Ek", "[namn]")

    assert apply("Sara", [strange]) == "Sara"
    assert apply("Anna Ek", [longer, strange]) == "[namn] Ek"


def test_a_hit_is_shown_with_what_stands_round_it() -> None:
    text = "Vi har frågat i kommunen, och det är så att Anna Ek har skrivit en rutin som gäller för alla boenden"
    [hit] = proposals(text, NAMES, PLACES)

    assert around(text, hit, 20) == ("… och det är så att ", " har skrivit en …")
    assert around("Hos\n Anna", proposals("Hos\n Anna", NAMES, PLACES)[0]) == ("Hos ", "")


TEXT = "Anna frågar.\nI Härnösand finns Sara.\nRing Sara."


def test_other_choices_are_carried_into_a_text_that_was_changed_by_hand() -> None:
    hits = proposals(TEXT, NAMES, PLACES)
    anna, place, sara, again = (hit.start for hit in hits)
    everything = {anna, place, sara, again}
    edited = "Ny början.\n[namn] frågar.\nI [kommun] finns Olle.\nRing [namn].\nSlut."

    assert chosen_anew(TEXT, hits, everything, everything, edited) == (edited, 0)
    assert chosen_anew(TEXT, hits, everything, {place, sara}, edited) == (
        "Ny början.\nAnna frågar.\nI [kommun] finns Olle.\nRing Sara.\nSlut.",
        0,
    )
    assert chosen_anew(TEXT, hits, everything, {anna, again}, edited) == (edited, 2)
    assert chosen_anew(TEXT, hits, set(), everything, TEXT) == (apply(TEXT, hits), 0)


WORDS = st.sampled_from(
    [*(text for _, text in HITS), *LET_THROUGH, *MARKS.values(), " ", "\n", ", ", ".", "s", "s Ek", "-", "7", "08", "[", "]("]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=5), max_size=12).map("".join)
PEOPLE = st.lists(st.sampled_from([*NAMES, "s Ek", "Namn", "Ö"]) | st.text(max_size=6), max_size=3)
TOWNS = st.lists(st.sampled_from([*PLACES, "kommun", "a.b"]) | st.text(max_size=6), max_size=3)


@given(TEXTS, PEOPLE, TOWNS)
def test_nothing_is_left_when_all_are_accepted_and_nothing_else_is_touched(
    text: str, people: list[str], towns: list[str]
) -> None:
    hits = proposals(text, people, towns, people)
    after = apply(text, hits)

    assert proposals(after, people, towns, people) == ()
    assert hits == proposals(text, people, towns, people)
    kept = [
        text[first:last]
        for first, last in zip([0, *(h.end for h in hits)], [*(h.start for h in hits), len(text)], strict=True)
    ]
    rest = after
    for between, hit in zip(kept, hits, strict=False):
        assert rest.startswith(between + hit.replacement)
        rest = rest[len(between + hit.replacement) :]
    assert rest == kept[-1]


@given(TEXTS, st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_choices_can_be_taken_back_where_nothing_was_changed_by_hand(
    text: str, first: set[int], second: set[int]
) -> None:
    hits = proposals(text, NAMES, PLACES)
    before, after = ({hits[n % len(hits)].start for n in chosen if hits} for chosen in (first, second))
    edited = apply(text, (hit for hit in hits if hit.start in before))

    assert chosen_anew(text, hits, before, after, edited) == (
        apply(text, (hit for hit in hits if hit.start in after)),
        0,
    )


@pytest.mark.parametrize(
    "piece", ["-a", " ", "hej", "a", "0 1", "a@", "a.", "http://", "Storgatan 1\n", "/ ", "x-gatan", "anna "]
)
def test_a_long_text_of_anything_is_read_through(piece: str) -> None:
    text = piece * 4000
    assert apply(text, ()) == text
    assert proposals(apply(text, proposals(text, NAMES, PLACES)), NAMES, PLACES) == ()
