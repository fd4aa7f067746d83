"""How subjects of automatic answers begin, as the programmes write them.

Only at the very beginning and with the colon: "SV: Automatiskt svar: ..." is a person's answer to one, and "Frånvaro:" is
how schools and workplaces head real letters (`email.md`, section 4).
"""

SURE = (
    *("automatiskt svar:", "autosvar:", "automatiskt svarsmeddelande:"),
    *("automatic reply:", "automated reply:", "automatic response:", "auto reply:", "auto-reply:", "autoreply:"),
    *("auto response:", "auto-response:", "autoresponse:", "out of office autoreply:", "out-of-office autoreply:"),
    *("out of office automatic reply:", "[auto generated]", "[auto-generated]", "[auto reply]", "[autoreply]"),
    *("automatisk svar:", "automatisk besvarelse:", "automatisk svar fra"),
    *("automaattinen vastaus:", "automaattivastaus:"),
    *("automatische antwort:", "automatische antwort auf:", "abwesenheitsnotiz:", "automatische rückantwort:"),
    *("réponse automatique :", "réponse automatique:", "respuesta automática:", "risposta automatica:"),
    *("automatisch antwoord:", "resposta automática:", "odpowiedź automatyczna:"),
)
"""Prefixes that a person does not write."""
LIKELY = (
    *("out of office:", "out of the office:", "out of office reply:", "on vacation:", "vacation reply:", "auto:"),
    *("abwesenheit:", "ikke til stede:", "poissa:", "fraværsmelding:", "fraværsbesked:", "frånvaromeddelande:"),
)
"""Prefixes that a person could write too: they count on an answer that no programme for writing mail has signed."""
_CARRIED_ON = ("re:", "sv:", "vs:", "aw:", "antw:")


def is_answering_subject(subject: str) -> bool:
    """Whether the subject begins as only automatic answers do."""
    return subject.lower().startswith(SURE)


def is_likely_answering_subject(subject: str) -> bool:
    """Whether the subject begins as automatic answers often do."""
    return subject.lower().startswith(LIKELY)


def quotes_subject(subject: str) -> bool:
    """Whether behind the first colon stands the subject of an answer, as in `Out of office: Re: ...`."""
    return subject.lower().partition(":")[2].lstrip().startswith(_CARRIED_ON)
