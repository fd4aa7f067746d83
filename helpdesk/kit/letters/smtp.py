"""Letters over SMTP: Flask-Mail with its seven traps closed.

Its time-out, its open certificate check and its debug output are put right in the connection; its headers, bodies and
file names by handing it finished bytes (`mime.as_bytes`), which leave it nothing to inject into; its null return path by
naming the envelope. Letters are sent by a worker only, never within a request.
"""

import smtplib
import ssl
from collections.abc import Generator, Iterable
from contextlib import suppress
from email.utils import formataddr

import flask_mail
from flask import Flask

from helpdesk.kit.letters.compose import OutgoingLetter
from helpdesk.kit.letters.delivery import Delivery, PermanentDeliveryError, TemporaryDeliveryError
from helpdesk.kit.letters.mime import as_bytes

TIMEOUT = 15.0
"""Seconds of silence after which a mail server counts as gone."""

LETTERS_A_CONNECTION = 50
"""Some servers hang up after a hundred; a fresh connection costs little."""

_SERVICE_CLOSING = 421
_TOO_LARGE = 552


class SmtpPostman:
    """Delivers over the SMTP server that the Mail object is set up for; one connection for many letters."""

    def __init__(self, mail: flask_mail.Mail, *, timeout: float = TIMEOUT, helo: str | None = None) -> None:
        """`timeout` in seconds for each word of the server; `helo` the name we greet with, by default the host's own."""
        if mail.app is None:
            message = "the Mail object must be made with its app"
            raise ValueError(message)
        self._app: Flask = mail.app
        self._timeout = timeout
        self._helo = helo

    def deliver(self, letters: Iterable[OutgoingLetter]) -> Generator[Delivery, None, None]:
        """See Postman. Once the server cannot be reached the remaining letters are not tried, so that none waits long."""
        round_ = _Round(self._app, self._timeout, self._helo)
        try:
            for letter in letters:
                yield Delivery(letter, round_.send(letter))
        finally:
            round_.close()

    def greet(self) -> None:
        """See Postman: connects, encrypts and signs in as for a letter."""
        round_ = _Round(self._app, self._timeout, self._helo)
        try:
            if error := round_.open():
                raise error
        finally:
            round_.close()


class _LetterMessage(flask_mail.Message):
    """A Flask-Mail message whose bytes are ours. Its fields are filled for whoever listens to `email_dispatched`."""

    def __init__(self, letter: OutgoingLetter) -> None:
        super().__init__(
            subject=letter.subject,
            recipients=[letter.to_address],
            body=letter.text,
            html=letter.html,
            sender=formataddr((letter.from_name, letter.from_address)),
            reply_to=letter.reply_to,
            date=letter.date.timestamp(),
        )
        self.msgId = letter.message_id
        self._wire = as_bytes(letter)

    def as_bytes(self) -> bytes:
        return self._wire

    def as_string(self) -> str:
        return self._wire.decode("ascii")


class _Connection(flask_mail.Connection):
    """Flask-Mail's connection with a time-out, a checked certificate, and no password in the log."""

    def __init__(self, mail: flask_mail.Mail, timeout: float, helo: str | None) -> None:
        super().__init__(mail)
        self._timeout = timeout
        self._helo = helo

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Connect, encrypt where asked for, sign in; a connection that fails half-way is closed."""
        host = self._connected()
        try:
            if self.mail.use_tls:
                host.starttls(context=ssl.create_default_context())
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        except BaseException:
            host.close()
            raise
        return host

    def _connected(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        server, port = self.mail.server, self.mail.port
        if self.mail.use_ssl:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server, port, self._helo, timeout=self._timeout, context=context)
        return smtplib.SMTP(server, port, self._helo, timeout=self._timeout)

    def post(self, letter: OutgoingLetter) -> None:
        """Send the letter under its own return path."""
        self.send(_LetterMessage(letter), envelope_from=letter.return_path)


class _Round:
    """One pass over waiting letters: a connection that is opened when needed, renewed, and given up when dead."""

    def __init__(self, app: Flask, timeout: float, helo: str | None) -> None:
        self._app = app
        self._timeout = timeout
        self._helo = helo
        self._open: _Connection | None = None
        self._sent = 0
        self._dead: TemporaryDeliveryError | None = None

    def send(self, letter: OutgoingLetter) -> TemporaryDeliveryError | PermanentDeliveryError | None:
        """Send one letter; the error says why it did not leave."""
        if self._dead is not None:
            return self._dead
        try:
            with self._app.app_context():
                self._post(letter)
        except (smtplib.SMTPException, OSError) as error:
            return self._judged(error)
        return None

    def open(self) -> TemporaryDeliveryError | PermanentDeliveryError | None:
        """Connect, where that has not been done; the error says why it can't be."""
        try:
            with self._app.app_context():
                self._connection()
        except (smtplib.SMTPException, OSError) as error:
            return self._judged(error)
        return None

    def close(self) -> None:
        """Take leave of the server; a letter it has taken stays taken whatever it answers now."""
        if self._open is not None and self._open.host is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.host.quit()
            self._open.host.close()
        self._open, self._sent = None, 0

    def _post(self, letter: OutgoingLetter) -> None:
        if self._sent >= LETTERS_A_CONNECTION:
            self.close()
        try:
            self._connection().post(letter)
        except smtplib.SMTPResponseException as error:
            # "Closing" before our letter was taken: nothing can be sent twice by trying once more on a fresh connection.
            if error.smtp_code != _SERVICE_CLOSING or not self._sent:
                raise
            self._drop()
            self._connection().post(letter)
        self._sent += 1

    def _connection(self) -> _Connection:
        if self._open is None:
            connection = _Connection(self._app.extensions["mail"], self._timeout, self._helo)
            connection.__enter__()
            self._open = connection
        return self._open

    def _judged(self, error: smtplib.SMTPException | OSError) -> TemporaryDeliveryError | PermanentDeliveryError:
        """The error in our terms; where the connection suffered it is dropped, and given up when it never worked."""
        verdict = judged(error)
        if isinstance(verdict, TemporaryDeliveryError) and verdict.is_unreachable:
            # Only a line that was open, and broke without an answer, can have carried the letter.
            verdict.is_perhaps_taken = self._open is not None and verdict.code is None
            never_worked = not self._sent
            self._drop()
            if never_worked or _timed_out(error):
                self._dead = verdict
        return verdict

    def _drop(self) -> None:
        """Close without a word: whoever fell silent is not waited for again."""
        if self._open is not None and self._open.host is not None:
            self._open.host.close()
        self._open, self._sent = None, 0


def judged(error: smtplib.SMTPException | OSError) -> TemporaryDeliveryError | PermanentDeliveryError:
    """Sort an error of smtplib: what is the letter's or the recipient's fault is permanent, all else temporary.

    A refused sender, sign-in or encryption is a fault of our own set-up, whatever its code says: these letters wait until
    it is mended. Only "too large" (552) is the letter's own.
    """
    code, words = _reply(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        about_letter = True
    else:
        about_letter = isinstance(error, smtplib.SMTPSenderRefused) and code == _TOO_LARGE
    if about_letter and code is not None and code >= 500:
        return PermanentDeliveryError(words, code=code, is_recipient=isinstance(error, smtplib.SMTPRecipientsRefused))
    answered = about_letter or isinstance(error, smtplib.SMTPSenderRefused)
    return TemporaryDeliveryError(words, code=code, is_unreachable=not answered or code == _SERVICE_CLOSING)


def _reply(error: smtplib.SMTPException | OSError) -> tuple[int | None, str]:
    """The server's code and words, where it gave any."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return code, f"{code} {_decoded(words)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return None, str(error) or type(error).__name__


def _decoded(words: bytes | str) -> str:
    return words if isinstance(words, str) else words.decode("utf-8", "replace")


def _timed_out(error: BaseException) -> bool:
    """Whether silence was the trouble; smtplib tells so only in the error it covers with its own."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
