"""Every module with tables: migrations see them all."""

from helpdesk.accounts import models as account_tables
from helpdesk.canned_replies import models as canned_reply_tables
from helpdesk.directory import models as directory_tables
from helpdesk.kit import once, outbox, runs, tally, throttle
from helpdesk.kit.fulltext import marks
from helpdesk.knowledge import models as knowledge_tables
from helpdesk.mailroom import models as mailroom_tables
from helpdesk.notifications import models as notice_tables
from helpdesk.settings import models as settings_tables
from helpdesk.staff import models as staff_tables
from helpdesk.tickets.models import consulting as consulting_tables
from helpdesk.tickets.models import handling as handling_tables
from helpdesk.tickets.models import mail as mail_tables
from helpdesk.tickets.models import ticket as ticket_tables
from helpdesk.tickets.models import writing as writing_tables

TABLES = (
    account_tables,
    canned_reply_tables,
    consulting_tables,
    directory_tables,
    handling_tables,
    knowledge_tables,
    mail_tables,
    mailroom_tables,
    marks,
    notice_tables,
    once,
    outbox,
    runs,
    settings_tables,
    staff_tables,
    tally,
    throttle,
    ticket_tables,
    writing_tables,
)
