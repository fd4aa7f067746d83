"""Every address that a rule can have on the stage, and what is typed in its form."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from werkzeug.routing import Rule

from helpdesk.settings.queries.stated import mark_of
from tests.factories.pictures import PNG
from tests.house.scene import TICKETS, Scene

UNKNOWN = "VT-2026-999999"


def bodies(scene: Scene) -> Mapping[str, Mapping[str, Any]]:
    """Endpoint -> what is typed in its form, for every form about an object that has more than its button."""
    topics = {"first_topic": "LAR-3", "second_topic": "", "third_topic": ""}
    draft = {"title": "Om larm", "kind": "guide", "audience": "public", "body": "Text.", **topics}
    expertise = {"topic": "UPP-2", "level": "answers", "valid_until": "2027-06-30"}
    days = {"from_on": "2027-01-04", "until_on": "2027-01-08", "substitute": ""}
    reuse = {
        "messages": str(scene.public_message),
        "title": "Om larm",
        "kind": "answer",
        "owner": str(scene.adviser_id),
    }
    named = {"name_sv": "Robotar", "description_sv": "Om robotar.", "parent": "", "icon": ""}
    canned = {"title": "Kvittens", "topic": "", "text": "Tack."}
    return {
        **dict.fromkeys(("canned_replies.create_canned_reply", "canned_replies.save_canned_reply"), canned),
        **dict.fromkeys(
            (
                "knowledge.autosave_article",
                "knowledge.preview_article",
                "knowledge.remove_article_picture",
                "knowledge.save_article",
            ),
            draft,
        ),
        "directory.drop_domain": {"dropped": "harnosand.se"},
        "directory.save_domain": {"domain": "harnosand.example"},
        **dict.fromkeys(("directory.save_new_topic", "directory.save_topic"), named),
        "directory.shift_topic": {"step": "down"},
        "knowledge.submit_article": {
            **draft,
            "short_answer": "Ja.",
            "review_by": "2027-11-01",
        },
        "knowledge.add_article_picture": {
            **draft,
            "alt": "En knapp",
            "picture": lambda: (BytesIO(PNG), "knapp.png"),
        },
        "mailroom.add_letter_to_ticket": {"reference": TICKETS["own"], "text": "Går det?"},
        "mailroom.answer_letter": {"text": "Vi svarar bara kommuner."},
        "mailroom.begin_answer": {"text": "Hej!", "ready": "inte-for-oss"},
        "mailroom.save_letter_as_ticket": {"text": "Går det?"},
        "mailroom.save_mailbox_topic": {"topic": "LAR"},
        "knowledge.begin_new_article": {"title": "Om lås", "kind": "guide", "municipality": ""},
        **{key: {"comment": "Förklara mer."} for key in ("knowledge.comment_article", "knowledge.send_back_article")},
        "knowledge.mark_as_reviewed": {"review_by": "2027-11-01"},
        "knowledge.rate_article": {"useful": "no"},
        "knowledge.withdraw_article_now": {"reason": "Lagen gäller inte längre."},
        **dict.fromkeys(("staff.save_expertise", "staff.save_my_expertise"), expertise),
        **{key: {"dropped": "LAR"} for key in ("staff.remove_expertise", "staff.remove_my_expertise")},
        **dict.fromkeys(("staff.save_absence", "staff.save_expert_absence"), days),
        "settings.restore_settings": {"seen": mark_of({})},
        **{
            key: {"opening": "Hej {tjänst}", "closing": "", "version": "0"}
            for key in ("settings.preview_letter_text", "settings.remove_letter_text", "settings.save_letter_text")
        },
        "settings.save_settings": {"seen": mark_of({}), "name": "Vårt stöd"},
        "notifications.read_all": {"up_to": "1"},
        "notifications.save_choices": {"web_answer": "y", "mail_review_due": "daily"},
        "staff.log_my_time": {"worked_on": "2026-11-18", "hours": "1", "minutes": "0", "note": "Möte"},
        "staff.save_hours": {"hours_a_month": "10"},
        "staff.save_new_team": {
            "name": "Lås",
            "description": "",
            "members": [str(scene.adviser_id)],
            "topics": ["HEM"],
        },
        "staff.save_team": {"name": "Larm", "description": "", "members": [str(scene.adviser_id)], "topics": ["LAR"]},
        "tickets.answer_question": {"text": "Så här gör vi.", "minutes": "30"},
        "tickets.decline_question": {"reason": "Jag hinner inte."},
        "tickets.fill_canned_reply": {"canned": str(scene.objects.canned_replies[0][1])},
        **dict.fromkeys(("tickets.choose_for_article", "tickets.mask_article"), reuse),
        "tickets.make_article_of_ticket": {**reuse, "short_answer": "", "text": "Text.", "masked": "", "warned": ""},
        "tickets.preview_answer": {"text": "Så här gör vi."},
        "tickets.save_expert_draft": {"text": "Så här gör vi."},
        "tickets.send_consultation": {
            "who": f"expert:{scene.objects.experts[1][1]}:1490",
            "topic": "UPP-2",
            "title": "Vem svarar?",
            "text": "Hur gör ni?",
            "answer_by": "2026-12-01",
        },
        **{key: {"message": "Hur många?"} for key in ("tickets.write_to_adviser", "tickets.write_to_expert")},
        "accounts.save_roles": {"roles": ["requester"]},
        "accounts.save_workplace": {"municipality": "2280", "is_confirmed": "y"},
        "tickets.answer_ticket": {"text": "Ja, det går.", "readers": "requester", "then": "answered"},
        "tickets.assign_ticket": {"owner": str(scene.adviser_id)},
        "tickets.classify_ticket": {
            "first_topic": "UPP-2",
            "second_topic": "",
            "third_topic": "",
            "phase": "plan",
            "priority": "high",
            "municipality": "2280",
        },
        "tickets.close_own_ticket": {"reason": "solved"},
        "tickets.close_ticket_now": {"reason": "solved"},
        "tickets.involve_colleague": {"address": "municipal_contact@harnosand.example"},
        "tickets.change_many_now": {"owner": str(scene.adviser_id), "chosen": f"{TICKETS['own']}:1"},
        "tickets.keep_reply": {"text": "Tack."},
        "tickets.link_ticket": {"other": "2"},
        "tickets.log_ticket_time": {"minutes": "30", "worked_on": "2026-11-18", "time_note": "Möte"},
        "tickets.merge_ticket": {"merge_into": "3"},
        "tickets.preview": {"text": "Ja, det går."},
        "tickets.rate_ticket": {"rating": "5", "comment": "Bra."},
        "tickets.register_ticket_now": {
            "email": "bo.ek@harnosand.example",
            "name": "Bo Ek",
            "channel": "phone",
            "subject": "Larm",
            "text": "Går det?",
            "priority": "normal",
        },
        "tickets.rename_tag": {"name": "Lås"},
        "tickets.reply_to_ticket": {"text": "Tack."},
        "tickets.save_answer_draft": {"text": "Ja, det går.", "readers": "requester"},
        "tickets.save_new_view": {"name": "Mina nya", "vy": "mina"},
        "tickets.save_ticket_tags": {"tags": "lås"},
        "tickets.save_view": {"name": "Mina äldsta"},
        "tickets.share_ticket": {"sharing": "municipality"},
        "tickets.strike_ticket_time": {"line": str(scene.objects.time_lines[0][1])},
        "tickets.uninvolve_colleague": {"account": str(scene.objects.experts[0][1])},
        "tickets.unlink_ticket": {"other": "VT-2026-000090"},
        "tickets.wait_for_other": {"wake_on": "2026-12-01", "reason": "Leverantören svarar."},
    }


def seen(rule: Rule, path: str, scene: Scene) -> str:
    """The version of the object that was on screen."""
    if "article_id" in rule.arguments:
        article_id = next(int(part) for part in path.split("/") if part.isdecimal())
        return scene.objects.revisions.get(article_id, "1.1")
    return str(next((version for reference, version in scene.versions.items() if reference in path), 1))


def paths(rule: Rule, scene: Scene) -> list[tuple[str, str]]:
    """The addresses to ask: one for each kind of object that the rule can name."""
    objects = scene.objects
    known: dict[str, list[tuple[str, str]]] = {
        "reference": _references(rule),
        "absence_id": _ids(objects.absences),
        "code": _codes(rule.rule),
        "account_id": _ids(objects.experts),
        "article_id": _ids(objects.articles),
        "consultation_id": _ids(objects.consultations),
        "feedback_id": _ids(objects.feedback),
        "line_id": _ids(objects.lines),
        "letter_id": _ids(objects.letters),
        "name": [("known", "fraga"), ("unknown", "finns-inte")],
        "message_id": _ids(scene.strange_messages),
        "letter": [("known", "received"), ("unknown", "finns-inte")],
        "notice_id": _ids(objects.notices),
        "number": [("first", "1"), ("unknown", "9")],
        "picture_id": _ids(objects.pictures),
        "team_id": _ids(objects.teams),
        "tag_id": _ids(objects.tags),
        "view_id": _ids(objects.views),
        "change_id": _ids(objects.changes),
        "token": [("unknown", "x" * 43)],
        "slug": _slugs(rule.endpoint),
        "id_": _ids(objects.canned_replies)
        if rule.endpoint.startswith("canned_replies.")
        else [
            ("other", str(scene.stranger_id)),
            ("colleague", str(scene.colleague_id)),
            ("newcomer", str(scene.newcomer_id)),
            ("unknown", "999999"),
        ],
        "file_id": [
            ("public", str(scene.public_file)),
            ("internal", str(scene.internal_file)),
            *([("shared", str(scene.shared_file))] if "consultation_id" in rule.arguments else []),
        ],
        "key": [("unknown", "nothing.eml")],
    }
    paths = [("-", rule.rule)]
    for argument in sorted(rule.arguments):
        paths = [
            (f"{label},{name}".removeprefix("-,"), _replaced(path, argument, value))
            for label, path in paths
            for name, value in known[argument]
        ]
    return paths


def _ids(labelled: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(label, str(id_)) for label, id_ in labelled]


def _references(rule: Rule) -> list[tuple[str, str]]:
    """All tickets; for a question to an expert or a message its own and one that it is not on."""
    if {"consultation_id", "message_id"} & rule.arguments:
        return [(label, TICKETS[label]) for label in ("foreign", "own")]
    return [*TICKETS.items(), ("unknown", UNKNOWN)]


def _codes(rule: str) -> list[tuple[str, str]]:
    """A municipality's, or a topic's that has no subtopics."""
    return [("known", "2280" if "kommuner" in rule else "UPP-2"), ("unknown", "9999")]


def _slugs(endpoint: str) -> list[tuple[str, str]]:
    if "topic" in endpoint:
        return [("known", "larm-och-tillsyn"), ("unknown", "finns-inte")]
    return [("public", "oppen"), ("municipalities", "for-kommuner"), ("unknown", "finns-inte")]


def _replaced(path: str, argument: str, value: str) -> str:
    before, _, rest = path.partition("<")
    converter, _, after = rest.partition(">")
    if converter.rpartition(":")[2] == argument:
        return f"{before}{value}{after}"
    return f"{before}<{converter}>{_replaced(after, argument, value)}"
