"""Every letter that only looks quoted or signed, with every signature and over every old letter: not a line of it is lost."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from helpdesk.kit.incoming.split.new_text import new_text

TRAPS = Path(__file__).parents[2] / "mail" / "replies" / "traps.toml"
SIGNATURES = (
    "",
    "Mvh Bo",
    "/Bo",
    "Med vänlig hälsning\n\nBo Alm\nEnhetschef\nSunds kommun\n070-174 06 12 | www.sund.example",
    "-- \nBo Alm",
    "Skickat från min iPhone",
)
OLD = "Gammalt, sa hon då."
OLD_LETTERS = (
    f"Den mån 4 mars 2024 kl 09:12 skrev Karin Ek <karin.ek@vik.example>:\n\n> {OLD}",
    f"Den mån 4 mars 2024 kl 09:12 skrev Kompetenscentrum för välfärdsteknik <\nreply+abc@vik.example>:\n\n{OLD}",
    f"Den 2024-03-04 kl. 09:12, skrev Karin Ek:\n> {OLD}",
    f"> 4 mars 2024 kl. 09:12 skrev Karin Ek <karin.ek@vik.example>:\n> \n> {OLD}",
    f"-----Ursprungligt meddelande-----\nFrån: Karin Ek\nSkickat: den 4 mars 2024 09:12\n\n{OLD}",
    f"Från: Karin Ek <karin.ek@vik.example>\nDatum: måndag, 4 mars 2024 09:12\nTill: Bo Alm\nÄmne: Larm\n\n{OLD}",
    f"________________________________\nFrån: Karin Ek <karin.ek@vik.example>\nSkickat: Monday, March 4, 2024\n\n{OLD}",
    f"man. 4. mars 2024 kl. 09:12 skrev Karin Ek <karin.ek@vik.example>:\n\n> {OLD}",
    f"Karin Ek kirjoitti 4.3.2024 klo 9.12:\n> {OLD}",
    f"Am 04.03.24 um 09:12 schrieb Karin Ek:\n> {OLD}",
    f"On Mon, Mar 4, 2024 at 9:12 AM Karin Ek <karin.ek@vik.example> wrote:\n\n{OLD}",
    f"##- Skriv ditt svar ovanför den här raden -##\n\n{OLD}",
)


def traps() -> list[tuple[str, str]]:
    """Those from which nothing may be cut, without what they cite or end with."""
    cases = tomllib.loads(TRAPS.read_text(encoding="utf-8"))["case"]
    return [(case["name"], case["text"]) for case in cases if "new" not in case and "\n>" not in "\n" + case["text"]]


@pytest.mark.parametrize(("name", "text"), [pytest.param(*trap, id=trap[0]) for trap in traps()])
def test_nothing_is_lost_and_the_old_letter_goes(name: str, text: str) -> None:
    wanted = [line.strip() for line in text.split("\n") if line.strip()]
    for signature, old in product(SIGNATURES, OLD_LETTERS):
        letter = "\n\n".join(filter(None, (text.strip("\n"), signature, old)))
        lines = [line.strip() for line in new_text(letter, "").split("\n")]
        assert [line for line in wanted if line not in lines] == [], (name, letter)
        assert not any(OLD in line for line in lines), (name, letter)
