"""`flask mail lmtp`: letters from a mail server that hands them over by LMTP."""

import asyncio
import logging

import click
from flask.cli import ScriptInfo

from helpdesk.kit import logs
from helpdesk.kit.mailboxes.lmtp import LmtpServer
from helpdesk.kit.mailboxes.port import MailboxLetter
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks.intake import take_in

log = logging.getLogger(__name__)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8024, show_default=True, help="0 for any that is free.")
@click.pass_obj
def lmtp(info: ScriptInfo, *, host: str, port: int) -> None:
    """Take in letters by LMTP until stopped. Who reaches the port may hand over letters: keep it on this machine."""
    app = info.load_app()
    logs.configure(app.extensions["logs"])
    if not app.config["MAIL_IS_HANDED_OVER"]:
        log.warning("set HELPDESK_MAIL_IS_HANDED_OVER=yes: else letters don't say that they can be answered by mail")

    def take(letter: MailboxLetter, sender: str, recipient: str) -> None:
        envelope = Envelope(
            mailbox="lmtp",
            sender=sender,
            recipient=recipient,
            is_headers_only=letter.is_headers_only,
            size=letter.size,
        )
        with app.app_context():
            take_in(letter.raw, envelope)

    asyncio.run(LmtpServer(take).serve(host, port, lambda number: log.info("lmtp listens on port %s", number)))
