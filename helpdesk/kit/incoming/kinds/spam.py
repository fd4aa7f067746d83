"""What the spam filters on the way wrote into a letter. The filter's own score is never judged anew."""

import re
from collections.abc import Callable, Mapping
from email.message import Message

from helpdesk.kit.incoming.kinds.fields import fields, first_word

LOWEST_SPAM_LEVEL = 5
"""The spam confidence level from which Exchange treats a letter as spam (5 and 6 spam, 7 to 9 surely)."""

_LEADING_NUMBER = re.compile(r"-?\d{1,3}(?![\d.])")
_VERDICT = re.compile(
    r"(?:^|;)\s?(?:S[FC]V:(?:SPM|SKB|SKS)|CAT:(?:H?SPM|H?PHSH|MALW)|SCL:[5-9])\s?(?:;|$)", re.IGNORECASE
)
_RSPAMD = re.compile(r"^[^;:]{0,100}:\s?True\s?\[", re.IGNORECASE)


def _says(*words: str) -> Callable[[str], bool]:
    return lambda value: first_word(value).rstrip(",") in words


def _is_high(value: str) -> bool:
    number = _LEADING_NUMBER.match(value)
    return number is not None and int(number[0]) >= LOWEST_SPAM_LEVEL


MARKS: Mapping[str, Callable[[str], bool]] = {
    "X-Spam-Flag": _says("yes", "true"),
    "X-Spam-Status": _says("yes"),
    "X-Spam": _says("yes", "true", "spam"),
    "X-Spamd-Result": lambda value: _RSPAMD.match(value) is not None,
    "X-Rspamd-Action": lambda value: value.lower() in {"reject", "add header", "rewrite subject"},
    "X-MS-Exchange-Organization-SCL": _is_high,
    "X-Forefront-Antispam-Report": lambda value: _VERDICT.search(value) is not None,
    "X-DSPAM-Result": _says("spam"),
    "X-Bogosity": _says("spam", "yes"),
    "X-Proofpoint-Spam-Details": lambda value: value.lower().startswith(("rule=spam", "rule=bulkspam")),
    "X-Barracuda-Spam-Flag": _says("yes"),
}
"""Field and when it calls the letter spam."""


def is_spam(message: Message) -> bool:
    """Whether a filter on the way called it spam."""
    return any(judges(value) for name, judges in MARKS.items() for value in fields(message, name))
