import threading, time, pytest
from flask import Flask
from sqlalchemy import select, func, text
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks import intake
from helpdesk.mailroom.queries import kin

def test_race(migrated: Flask, monkeypatch):
    raw = (b"From: Race <race@harnosand.se>\r\nTo: fraga@stod.example\r\nSubject: race\r\nMessage-ID: <race@harnosand.se>\r\n\r\nVem?\r\n")
    from helpdesk.mailroom.operations import file_letter as fl
    real = fl.kin_of
    both = threading.Barrier(2, timeout=2)
    def slow(*a):
        r = real(*a)
        try: both.wait()
        except threading.BrokenBarrierError: pass
        return r
    monkeypatch.setattr(fl, "kin_of", slow)
    errs = []
    def go(box):
        try:
            with migrated.app_context():
                intake.take_in(raw, Envelope(box, 1, 1))
        except BaseException as e:
            errs.append(e)
    ts = [threading.Thread(target=go, args=(b,)) for b in ("a", "b")]
    [t.start() for t in ts]; [t.join(30) for t in ts]
    with migrated.app_context():
        rows = db.session.execute(select(ReceivedLetter.mailbox, ReceivedLetter.outcome, ReceivedLetter.ticket_id, ReceivedLetter.last_error)).all()
        print(rows, errs)
        assert sorted(str(r.outcome) for r in rows) == ["double", "ticket"]
