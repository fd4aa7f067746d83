"""Gunicorn in production, from the checkout: `gunicorn --config docs/operations/gunicorn.conf.py wsgi:app`.

What stands on the command line wins over what stands here.
"""

_LINES = {"()": "helpdesk.kit.logs.JsonLines"}
_ITS_OWN = {"level": "INFO", "handlers": ["error_console"], "propagate": False}

bind = "127.0.0.1:8000"
workers = 4
threads = 4
timeout = 60
graceful_timeout = 60  # seconds that requests under way are given when it is told to stop
preload_app = True  # the workers share what the first process has loaded: less than half the memory
control_socket_disable = True  # it would be one for all installations of a user
accesslog = None  # the program writes one line a request itself, without addresses
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": _LINES},
    "handlers": {
        "error_console": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"},
    },
    "root": {"level": "WARNING", "handlers": ["error_console"]},
    # A logging configuration switches the access log on, whatever `accesslog` says: only its level keeps it silent.
    "loggers": {"gunicorn.error": _ITS_OWN, "gunicorn.access": _ITS_OWN | {"level": "CRITICAL"}},
}


def when_ready(_server: object) -> None:
    """Just before the first worker is made."""
    from helpdesk.web.warming import warm
    from wsgi import app

    warm(app)
