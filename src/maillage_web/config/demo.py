"""The demonstration: prepare a data folder, load the examples, serve the site until Ctrl-C."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from maillage_web.config import environment

WORKERS = 2
CANNOT_START = 2
_BAD_PORT = (
    "PORT must be a number from 1 to 65535, not {found!r}.\n"
    "PORT doit être un nombre de 1 à 65535, pas {found!r}."
)
_TAKEN = (
    "Cannot listen on {host}:{port}: {reason}. Try another port:  PORT={other} make demo\n"
    "Impossible d’écouter sur {host}:{port} : {reason}. Essayez un autre port :  PORT={other} make demo"
)
_READY = "\nMaillage: http://{shown}:{port}/   (English: http://{shown}:{port}/en/)\nCtrl-C: stop / arrêter\n"


def run() -> int:
    """Prepare and serve; return the exit code."""
    try:
        host, port = environment.host(), environment.port()
    except ValueError:
        print(_BAD_PORT.format(found=os.environ.get("PORT")), file=sys.stderr)
        return CANNOT_START
    if reason := _refusal(host, port):
        other = port + 1 if port < 65535 else 8001
        print(_TAKEN.format(host=host, port=port, reason=reason, other=other), file=sys.stderr)
        return CANNOT_START
    prepare()
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    serve(host, port, lambda: print(_READY.format(shown=shown, port=port), flush=True))
    return 0


def _refusal(host: str, port: int) -> str:
    """Why the port cannot be listened on; empty when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            return "the port is taken / le port est pris" if taken else str(error.strerror or error)
    return ""


def prepare() -> None:
    """Make the data folder, its key and its tables; load the examples; drop what has expired."""
    environment.make_data_folder()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_examples", verbosity=0)
    call_command("purge_uploads", verbosity=0)


def _worth_telling(record: logging.LogRecord) -> bool:
    """Whether a line of the log is: a page cut short by Ctrl-C is not."""
    return not (record.exc_info and isinstance(record.exc_info[1], SystemExit))


def serve(host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve with gunicorn until it is told to stop."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from maillage_web.config.wsgi import application

    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": WORKERS,
        "timeout": 120,
        "graceful_timeout": 5,
        "loglevel": "warning",
        "control_socket_disable": True,
        "when_ready": lambda server: ready(),
    }

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    logging.getLogger("gunicorn.error").addFilter(_worth_telling)
    connections.close_all()  # a connection is never shared between processes
    Site().run()
