"""How subjects of automatic answers begin, as the programmes write them.

Only at the very beginning and with the colon: "SV: Automatiskt svar: ..." is a person's answer to one, and "Frånvaro:" is
how schools and workplaces head real letters (`email.md`, section 4).
"""

import re

SURE = (
    *("automatiskt svar:", "autosvar:", "automatiskt svarsmeddelande:"),
    *("automatic reply:", "automated reply:", "automatic response:", "auto reply:", "auto-reply:", "autoreply:"),
    *("auto response:", "auto-response:", "autoresponse:", "out of office autoreply:", "out-of-office autoreply:"),
    *("yahoo! auto response", "yahoo! autoresponse"),
    *("out of office automatic reply:", "[auto generated]", "[auto-generated]", "[auto reply]", "[autoreply]"),
    *("automatisk svar:", "automatisk besvarelse:", "automatisk svar fra"),
    *("automaattinen vastaus:", "automaattivastaus:"),
    *("automatische antwort:", "automatische antwort auf:", "abwesenheitsnotiz:", "automatische rückantwort:"),
    *("réponse automatique d'absence", "respuesta automática de fuera de", "afwezigheidsbericht:"),
    *("réponse automatique :", "réponse automatique:", "respuesta automática:", "risposta automatica:"),
    *("automatisch antwoord:", "resposta automática:", "odpowiedź automatyczna:", "[automatyczna odpowiedź]"),
    *("automatická odpověď:", "automatická odpoveď:", "automatikus válasz:", "răspuns automat:", "otomatik yanıt:"),
    *("автоматический ответ:", "автоответ:", "автоматична відповідь:", "αυτόματη απάντηση:", "automaatvastus:"),
    *(
        "automatinis atsakymas:",
        "automātiska atbilde:",
        "自动答复:",
        "自动答复：",
        "自动回复:",
        "自动回复：",
        "自動回覆:",
    ),
    *("自動回覆：", "自動応答:", "自動返信:", "자동 회신:"),
)
"""Prefixes that a person does not write."""
ENDINGS = ("(automatic response)", "(automatic reply)", "(auto-reply)", "(autoreply)", "(automatiskt svar)")
"""How some put it behind the subject that they answer."""
LIKELY = (
    *("out of office:", "out of the office:", "out of office reply:", "on vacation:", "vacation reply:", "auto:"),
    *("abwesenheit:", "ikke til stede:", "poissa:", "fraværsmelding:", "fraværsbesked:", "frånvaromeddelande:"),
)
"""Prefixes that a person could write too: they count on an answer that no programme for writing mail has signed."""
_TAG = re.compile(r"^\[[^\]]{1,100}#\d{1,12}\]\s{0,5}")
"""With the number of a case before it."""
_AWAY = re.compile(
    r"auto: .{1,200}(?:is out of the office|är inte på kontoret|er ikke på kontoret|ist außer haus|ist nicht im büro"
    r"|est absent|(?:returning|åter|tilbake|tilbage|rückkehr|retour|zurück)\s.{0,60}\d)"
)
"""As HCL Notes writes them."""
_CARRIED_ON = ("re:", "sv:", "vs:", "aw:", "antw:")


def is_answering_subject(subject: str) -> bool:
    """Whether the subject begins, or ends, as only automatic answers do."""
    lowered = _TAG.sub("", subject.lower())
    return lowered.startswith(SURE) or lowered.rstrip().endswith(ENDINGS) or _AWAY.match(lowered) is not None


def is_likely_answering_subject(subject: str) -> bool:
    """Whether the subject begins as automatic answers often do."""
    return subject.lower().startswith(LIKELY)


def quotes_subject(subject: str) -> bool:
    """Whether behind the first colon stands the subject of an answer, as in `Out of office: Re: ...`."""
    return subject.lower().partition(":")[2].lstrip().startswith(_CARRIED_ON)
