"""`flask mail receive`: one letter from a mail server's pipe."""

import sys

import click
from flask.cli import with_appcontext

from helpdesk.kit.mailboxes import pipe
from helpdesk.kit.mailboxes.envelope import clean_address
from helpdesk.kit.mailboxes.port import TOO_LARGE, MailboxLetter
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks.faults import kind_of
from helpdesk.mailroom.tasks.intake import take_in


@click.command()
@click.option("--sender", help="The envelope's sender; empty for the null path.")
@click.option("--recipient", default="", help="The envelope's recipient.")
@click.pass_context
@with_appcontext
def receive(context: click.Context, *, sender: str | None, recipient: str) -> None:
    """Take in the letter on standard input.

    Exit code 0: it is kept. 65: it is too large for ever, or none. 75: not now, hand it over again later.
    """
    context.exit(_received(sender, recipient))


def _received(sender: str | None, recipient: str) -> int:
    try:
        letter = pipe.read(sys.stdin.buffer)
        if letter is None:
            # The mail server hands these words on to the sender.
            click.echo(TOO_LARGE, err=True)
            return pipe.TOO_LARGE
        if not letter.raw.strip():
            click.echo("There is no letter on standard input.", err=True)
            return pipe.NO_LETTER
        take_in(letter.raw, _envelope(letter, sender, recipient))
    except Exception as error:  # noqa: BLE001  whatever it is, the mail server still has the letter
        click.echo(f"The letter could not be taken in: {kind_of(error)}. Try again later.", err=True)
        return pipe.TRY_AGAIN
    return pipe.TAKEN


def _envelope(letter: MailboxLetter, sender: str | None, recipient: str) -> Envelope:
    return Envelope(
        mailbox="pipe",
        sender=None if sender is None else clean_address(sender),
        recipient=clean_address(recipient),
        is_headers_only=letter.is_headers_only,
        size=letter.size,
    )
