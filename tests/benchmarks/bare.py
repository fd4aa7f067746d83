"""For comparison: a Flask page with the queue's rows and nothing of the house. `gunicorn tests.benchmarks.bare:app`."""

from flask import Flask, render_template_string
from sqlalchemy import create_engine, text

from config import Settings

OPEN = "('new', 'open', 'waiting_requester', 'waiting_expert', 'waiting_other')"
PERSON = text(
    "SELECT id, name, email FROM account WHERE id = (SELECT min(account_id) FROM account_role WHERE role = 'adviser')"
)
ROWS = text(
    "SELECT t.reference, t.subject, t.status, t.priority, t.due_at, t.wake_on, m.name AS municipality, a.name AS owner "  # noqa: S608  our own words
    "FROM ticket t LEFT JOIN municipality m ON m.code = t.municipality_code LEFT JOIN account a ON a.id = t.owner_id "
    f"WHERE t.status IN {OPEN} ORDER BY t.due_order, t.id LIMIT 51"
)
COUNTS = text(
    f"SELECT count(*), count(owner_id), sum(CASE WHEN status = 'new' THEN 1 ELSE 0 END) FROM ticket WHERE status IN {OPEN}"  # noqa: S608
)
OTHERS = (
    text("SELECT code, parent_code, name_sv FROM topic ORDER BY position, code"),
    text(
        "SELECT code, name FROM municipality m WHERE EXISTS (SELECT 1 FROM ticket t WHERE t.municipality_code = m.code) "
        "ORDER BY sort_key, code"
    ),
    text(
        "SELECT DISTINCT a.id, a.name FROM account a JOIN account_role r ON r.account_id = a.id "
        "WHERE r.role IN ('adviser', 'coordinator')"
    ),
)
PAGE = """<!doctype html><title>{{ person.name }}: {{ counts }}</title>
{% for list in lists %}<select>{% for each in list %}<option value="{{ each[0] }}">{{ each[1] }}</option>{% endfor %}</select>{% endfor %}
<table>{% for row in rows %}<tr><td><a href="/arenden/{{ row.reference }}">{{ row.subject }}</a><td>{{ row.reference }}<td>
{{ row.municipality }}<td>{{ row.status }}<td>{{ row.owner }}<td>{{ row.priority }}<td>{{ row.due_at or row.wake_on }}</tr>{% endfor %}</table>
"""


def create_app() -> Flask:
    """The page at `/`, on the database of the settings."""
    settings = Settings.from_environ()
    engine = create_engine(settings.database_url or f"sqlite:///{settings.instance / 'helpdesk.db'}")
    app = Flask(__name__)

    @app.get("/")
    def show() -> str:
        with engine.connect() as connection:
            return render_template_string(
                PAGE,
                person=connection.execute(PERSON).one(),
                rows=connection.execute(ROWS).all(),
                counts=connection.execute(COUNTS).one(),
                lists=[connection.execute(query).all() for query in OTHERS],
            )

    return app
