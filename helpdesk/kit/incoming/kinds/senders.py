"""Addresses that machines write from, and marks of a programme that a person writes with."""

import re
from email.message import Message

from helpdesk.kit.incoming.kinds.fields import field
from helpdesk.kit.incoming.letter import Mailbox

DAEMONS = frozenset(
    {
        *("mailer-daemon", "mailerdaemon", "mailer_daemon", "mailer.daemon", "mail-daemon", "maildaemon", "maildeamon"),
        *(
            "mdaemon",
            "smtp-daemon",
            "internet.mail.daemon",
            "emaildaemon",
            "mail.delivery.system",
            "mail-delivery-system",
        ),
    }
)
"""Local parts that only a mail server's own reports are sent from."""
GATEWAY_WORDS = frozenset(
    {
        *("postmaster", "nrpostmaster", "mmdf", "mmdfmail", "uucp", "smtp", "imss", "viruswall", "antivirus", "ndr"),
        *(
            "bounce",
            "bounces",
            "mailsweeper",
            "amavis",
            "virusscanner",
            "postoffice",
            "mailservice",
            "daemon",
            "inetgw",
        ),
    }
)
"""Words of the local parts that mail servers and filters report from; people may have them too."""
GATEWAY_NAMES = (
    *("mail delivery", "mail deliver ", "mailer-daemon", "mailer daemon", "mail administrator", "system administrator"),
    *("postmaster", "systemadministrat", "microsoft outlook", "microsoft exchange", "internet mail delivery"),
    *(
        "interscan",
        "mail system",
        "e-mail delivery",
        "email delivery",
        "delivery subsystem",
        "delivery system",
        "mail daemon",
    ),
)
"""Beginnings of the names that mail servers report under; people may be called so too."""
EXCHANGE = "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e"
"""How the address begins that every Exchange server writes its own letters from."""
PROGRAMMES = frozenset(
    {
        *("majordomo", "majordomo-owner", "listserv", "sympa", "listproc", "smartlist", "autoreply", "auto-reply"),
        *(
            "autoresponder",
            "auto-responder",
            "autorespond",
            "autoresponse",
            "auto-response",
            "automailer",
            "auto-confirm",
        ),
    }
)
"""Local parts that programmes answer commands and letters from."""
SYSTEM_ACCOUNTS = frozenset({"root", "cron", "daemon", "nobody", "www-data", "apache", "httpd", "nagios", "logwatch"})
"""Accounts of an operating system; somebody may sit at one of them."""

SYSTEM_NAMES = SYSTEM_ACCOUNTS | {"charlie root", "cron daemon", "super-user", "system administrator"}
"""What systems call them; of somebody who only writes from there, the name is another or none."""

_WORDS = re.compile(r"[._+=\-\d\s@\"\\]+")
_NO_REPLY = re.compile(
    r"^(?:no-?reply|do-?not-?reply)|(?:^|[._+-])(?:no|not|do[._-]?not|don[._-]?t|never|ingen|inte|ej|ikke|ei|keine|nicht)[._-]?"
    r"(?:reply|replies|respond|response|svar|svara|antwort|antworten|vastaa)(?:$|[._+\d-])"
    r"|(?:^|[._+-])(?:svara|svar|besvara|besvares|antworten)[._-]?(?:inte|ej|ikke|nicht)(?:$|[._+\d-])"
)
_BY_HAND = re.compile(
    r"outlook|thunderbird|iphone mail|ipad mail|apple mail|\bmutt\b|evolution|k-9|roundcube|squirrelmail|horde|claws"
    r"|kmail|zimbra|open-xchange|airmail|alpine|mailspring|em ?client|lotus notes|hcl notes|groupwise|the bat|seamonkey"
    r"|mozilla/|yahoomail|postbox|sparkmail|fairemail|android|fastmail|sogo|rainloop|nextcloud",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\s{0,200}(?:hej(?:san)?\b|hallå\b|tjena\b|god (?:dag|morgon|kväll|eftermiddag|aften)|goddag\b|dear\b|hello\b|hi\b(?!\.)"
    r"|moi\b|hei\b|hallo\b|guten |kära\b|bästa\b)",
    re.IGNORECASE,
)
"""`Hi.` is how qmail and its followers begin."""
_CARRIED = re.compile(r"\s{0,3}(?:re|sv|vs|aw|wg|fw|fwd|vb|vid|vl|tr|rv|antw)\s?:", re.IGNORECASE)


def is_daemon(sender: Mailbox, written: str) -> bool:
    """Whether the address is a mail server's alone; where none was read, the From field as `written` is asked."""
    local = local_part(sender.address or written)
    return local in DAEMONS or local.startswith(("mailer-daemon", EXCHANGE))


def is_null_path(return_path: str | None) -> bool:
    """Whether the letter came on the null path; sendmail notes it by a name. None where no server noted a path."""
    return return_path is not None and local_part(return_path) in {"", "mailer-daemon"}


def is_gateway(sender: Mailbox, written: str) -> bool:
    """Whether a mail server or filter may be the sender, by words of its address or the beginning of its name."""
    words = _WORDS.split(local_part(sender.address or written))
    names = (sender.name.lower(), " ".join(filter(None, words)))
    return (
        not GATEWAY_WORDS.isdisjoint((*words, "".join(words)))
        or any(name.startswith(GATEWAY_NAMES) for name in names)
        or is_no_reply(sender)
    )


def is_postmaster(sender: Mailbox) -> bool:
    """Whether it is the address that mail servers answer from and that a person reads (RFC 5321, section 4.5.1)."""
    return local_part(sender.address) == "postmaster"


def is_no_reply(sender: Mailbox) -> bool:
    """Whether the address says in whole words that nobody reads answers: noreply@, svara-ej@, but not elinoreply@."""
    return _NO_REPLY.search(local_part(sender.address)) is not None


def is_programme(sender: Mailbox) -> bool:
    """Whether the address is that of a programme which answers."""
    return local_part(sender.address) in PROGRAMMES


def is_system_account(sender: Mailbox) -> bool:
    """Whether an operating system's account is the sender, under the name that the system gives it."""
    return local_part(sender.address) in SYSTEM_ACCOUNTS and sender.name.lower() in SYSTEM_NAMES


def is_written_by_hand(message: Message) -> bool:
    """Whether a programme that people write with left its name in the letter."""
    return any(_BY_HAND.search(field(message, name)[:300]) for name in ("User-Agent", "X-Mailer"))


def is_carried_on(subject: str) -> bool:
    """Whether a person answers or forwards by this subject: `SV:`, `VB:`, `Re:` and their like stand first."""
    return _CARRIED.match(subject) is not None


def greets(text: str) -> bool:
    """Whether the text begins as people begin letters: `Hej`, `God morgon`, `Dear Anna`."""
    return _GREETING.match(text) is not None


def local_part(address: str) -> str:
    """What stands before the @, in lower case, at most 320 characters of it."""
    whole = address[:320].strip(' <>"').lower()
    return whole.rpartition("@")[0] or whole
