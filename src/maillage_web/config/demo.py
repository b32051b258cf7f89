"""The demonstration: prepare a data folder, load the examples, serve the site and its jobs until Ctrl-C."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from maillage_web.config import environment
from maillage_web.config import live as sockets
from maillage_web.config.processes import Household, Lifeline

WORKERS = 2
CANNOT_START = 2
JOBS_POLL = 0.4  # seconds between two looks at the queue: whoever tries the demonstration is waiting
_BAD_PORT = (
    "PORT must be a number from 1 to 65535, not {found!r}.\n"
    "PORT doit être un nombre de 1 à 65535, pas {found!r}."
)
_TAKEN = (
    "Cannot listen on {host}:{port}: {reason}. Try another port:  PORT={other} make demo\n"
    "Impossible d’écouter sur {host}:{port} : {reason}. Essayez un autre port :  PORT={other} make demo"
)
_NO_ACCOUNTS = (
    "No demonstration accounts: this site {why}, and their password is known to all. "
    "MAILLAGE_DEMO_ACCOUNTS=1 makes them all the same.\n"
    "Pas de comptes de démonstration : leur mot de passe est connu de tous. "
    "MAILLAGE_DEMO_ACCOUNTS=1 les crée malgré tout."
)
_READY = "\nMaillage: http://{shown}:{port}/   (English: http://{shown}:{port}/en/)\nCtrl-C: stop / arrêter\n"


def run() -> int:
    """Prepare and serve; return the exit code."""
    try:
        host, port = environment.host(), environment.port()
    except ValueError:
        print(_BAD_PORT.format(found=os.environ.get("PORT")), file=sys.stderr)
        return CANNOT_START
    if reason := sockets.refusal(host, port):
        other = port + 1 if port < 65535 else 8001
        print(_TAKEN.format(host=host, port=port, reason=reason, other=other), file=sys.stderr)
        return CANNOT_START
    if reason := _no_sockets(host):
        print(reason, file=sys.stderr)
        return CANNOT_START
    accounts = prepare()
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    told = _READY.format(shown=shown, port=port) + (f"\n{accounts.rstrip()}\n" if accounts else "")
    return live(host, port, lambda: print(told, flush=True))


def _no_sockets(host: str) -> str:
    """Why workshops cannot be served live; empty when they can."""
    try:
        port = sockets.choose_port(host)
    except ValueError:
        return sockets.bad_port()
    reason = sockets.refusal(host, port)
    return sockets.taken(host, port, reason) if reason else ""


def prepare() -> str:
    """Make the data folder, its key and its tables; load the examples; drop what has expired.

    Return how to enter: one account per role, and their password.
    """
    environment.make_data_folder()
    if not why_no_accounts():
        os.environ.setdefault("MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR", "0")  # the demo administrator has none
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("load_examples", verbosity=0)
    call_command("purge_uploads", verbosity=0)
    return _accounts()


def _accounts() -> str:
    """Make the accounts of the demonstration; a site that others may reach gets them only when asked to."""
    from django.core.management import call_command, get_commands

    if "make_demo" not in get_commands():
        return ""
    if reason := why_no_accounts():
        return _NO_ACCOUNTS.format(why=reason)
    return str(call_command("make_demo", verbosity=0, stdout=io.StringIO()) or "")


def why_no_accounts() -> str:
    """Why accounts whose password is known to all are not made here; empty when they may be."""
    if os.environ.get("MAILLAGE_DEMO_ACCOUNTS") == "1":
        return ""
    if environment.behind_https():
        return "is behind https"
    return "has a DATABASE_URL" if os.environ.get("DATABASE_URL") else ""


def live(host: str, port: int, ready: Callable[[], None]) -> int:
    """Serve the site and its sockets and run its jobs until told to stop; return the exit code."""
    from django.db import connections

    connections.close_all()  # a connection is never shared between processes
    return Household(
        lambda lifeline: serve(host, port, ready, lifeline), run_jobs, lambda: serve_sockets(host)
    ).live()


def serve_sockets(host: str) -> None:
    """Serve the sockets of workshops until told to stop; when the port is taken meanwhile, say so."""
    port = environment.live_port()
    try:
        sockets.serve(host, port, ready=lambda: None)
    except OSError as error:
        print(sockets.taken(host, port, str(error.strerror or error)), file=sys.stderr)


def run_jobs() -> None:
    """Run the jobs until told to stop."""
    from maillage_web.jobs import actions

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    actions.work(poll=JOBS_POLL)


def _worth_telling(record: logging.LogRecord) -> bool:
    """Whether a line of the log is: a page cut short by Ctrl-C is not."""
    return not (record.exc_info and isinstance(record.exc_info[1], SystemExit))


def serve(host: str, port: int, ready: Callable[[], None], lifeline: Lifeline) -> None:
    """Serve with gunicorn until it is told to stop."""
    from gunicorn.app.base import BaseApplication

    from maillage_web.config.wsgi import application

    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": WORKERS,
        "timeout": 120,
        "graceful_timeout": 5,
        "limit_request_line": 8_190,  # a perimeter of a thousand communes is in its address
        "loglevel": "warning",
        "control_socket_disable": True,
        "when_ready": lambda server: ready(),
        "post_fork": lambda server, worker: lifeline.watch(),
    }

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    logging.getLogger("gunicorn.error").addFilter(_worth_telling)
    Site().run()
