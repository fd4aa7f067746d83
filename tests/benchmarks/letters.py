"""Letters a second, from raw bytes to a committed ticket: `make bench-mail`, or `python -m tests.benchmarks.letters`.

The letters are as people send them: quoted-printable and base64, text and HTML, every fourth with a file, every third an answer
to a letter that has come before. Each is kept, read in the bounded process, filed, and committed with its receipt and its
index marks. Every worker is a process of its own with its own share of the letters.
"""

import argparse
import multiprocessing
import sys
from email.message import EmailMessage
from email.utils import make_msgid
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from flask_migrate import upgrade

from config import Settings
from helpdesk.app import create_app
from helpdesk.directory.operations.load_register import load_register
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks.intake import reader, take_in
from tests.postgres import database_of_worker

OURS = "fraga@stod.example"
TEXTS = (
    "Hej!\n\nVi ska upphandla digital tillsyn på natten. Vilka krav ställer ni på larmets svarstid?\n\nMed vänlig hälsning\nÅsa",
    "Hur har ni gjort när den boende inte vill ha kamera men anhöriga vill det?\n\n- samtycke\n- beslut\n- uppföljning",
    "Kan vi använda bidraget till utbildning av personal, eller bara till tekniken?",
)


def letters(count: int, seed: int) -> list[bytes]:
    """So many letters as raw bytes."""
    pick = Random(seed)  # noqa: S311  letters, no secrets
    made: list[bytes] = []
    first: list[tuple[str, str]] = []
    for number in range(count):
        letter = EmailMessage()
        sender = f"person{number // 9}-{seed}@{pick.choice(('boras.se', 'lund.se', 'harnosand.se', 'kiruna.se'))}"
        answered = pick.choice(first[-20:]) if number % 3 == 2 else None
        sender = answered[0] if answered else sender
        letter["From"], letter["To"] = f"Åsa Öberg <{sender}>", OURS
        letter["Subject"] = f"Fråga {number} om välfärdsteknik på natten"
        letter["Date"] = "Fri, 20 Nov 2026 12:00:00 +0100"
        letter["Message-ID"] = make_msgid(idstring=str(number), domain="kommun.example")
        if answered:
            letter["In-Reply-To"] = answered[1]
        else:
            first.append((sender, letter["Message-ID"]))
        text = f"{pick.choice(TEXTS)}\n\nNr {number}-{seed}\n\nDen 19 november 2026 kl. 08:12 skrev Stödet <{OURS}>:\n> Hej!\n> Tack."
        letter.set_content(text)
        letter.add_alternative(f"<html><body><p>{text.replace(chr(10), '<br>')}</p></body></html>", subtype="html")
        if number % 4 == 0:
            letter.add_attachment(
                b"%PDF-1.7\n" + pick.randbytes(60_000),
                maintype="application",
                subtype="pdf",
                filename="Kravbilaga å.pdf",
            )
        made.append(letter.as_bytes())
    return made


def _work(settings: Settings, worker: int, count: int, ready: Barrier, spent: SimpleQueue[tuple[float, float]]) -> None:
    app = create_app(settings)
    raws = letters(count, worker)
    with app.app_context():
        take_in(letters(1, 1000 + worker)[0], Envelope("warm", 1, worker))
        ready.wait()
        began = process_time()
        for number, raw in enumerate(raws):
            take_in(raw, Envelope(f"bench{worker}", 1, number))
        own = process_time() - began
        ready.wait()
        reader().close()
    reading = getrusage(RUSAGE_CHILDREN)
    spent.put((own, reading.ru_utime + reading.ru_stime))


def measured(database_url: str, folder: Path, workers: int, count: int) -> tuple[float, float, float]:
    """Letters a second with so many workers, each of them taking in `count`; and for each letter the milliseconds of processor
    time that filing it and reading it take.
    """
    settings = Settings(
        secret_key="only for figures, only for figures, only",
        public_url="http://localhost",
        mail_url=f"folder:{folder / 'post'}",
        mail_from=OURS,
        instance=folder,
        database_url=database_url,
    )
    app = create_app(settings)
    with app.app_context():
        upgrade()
        load_register()
        db.session.commit()
        db.engine.dispose()
    spawn = multiprocessing.get_context("spawn")
    ready, spent = spawn.Barrier(workers + 1), spawn.SimpleQueue()
    running = [spawn.Process(target=_work, args=(settings, each, count, ready, spent)) for each in range(workers)]
    for process in running:
        process.start()
    ready.wait()
    began = perf_counter()
    ready.wait()
    seconds = perf_counter() - began
    costs = [spent.get() for _ in running]
    for process in running:
        process.join()
    with app.app_context():
        done = db.session.query(ReceivedLetter).filter(ReceivedLetter.message_row_id.is_not(None)).count()
        db.session.rollback()
        db.engine.dispose()
    if done != workers * (count + 1):
        message = f"{done} of {workers * (count + 1)} letters lie on a ticket"
        raise RuntimeError(message)
    filing, reading = (1000 * sum(cost) / (workers * count) for cost in zip(*costs, strict=True))
    return workers * count / seconds, filing, reading


def main() -> int:
    parser = argparse.ArgumentParser(description="Letters a second from raw bytes to a committed ticket.")
    parser.add_argument("--letters", type=int, default=1000, help="for each worker")
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        for database, workers in (("sqlite", 1), ("postgresql", 1), ("postgresql", 2)):
            folder = Path(name) / f"{database}-{workers}"
            folder.mkdir()
            if database == "sqlite":
                rate, filing, reading = measured("", folder, workers, asked.letters)
            else:
                with database_of_worker(str(workers), Path(name)) as url:
                    rate, filing, reading = measured(url, folder, workers, asked.letters)
            print(  # noqa: T201
                f"{database:<11}{workers} worker{'s' * (workers > 1):<2}{rate:6.0f} letters/s, of processor time for each letter: "
                f"{filing:.1f} ms to file, {reading:.1f} ms to read",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
