"""The live process of workshops: sockets, apart from the pages (docs/adr/0021)."""

from __future__ import annotations

import errno
import os
import socket
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from maillage_web.config import environment

if TYPE_CHECKING:
    from collections.abc import Callable

CANNOT_START = 2
OTHER_PORTS = 20  # tried one after the other by the demonstration, when none was chosen
_BAD_PORT = (
    "MAILLAGE_LIVE_PORT must be a number from 1 to 65535, not {found!r}.\n"
    "MAILLAGE_LIVE_PORT doit être un nombre de 1 à 65535, pas {found!r}."
)
_TAKEN = (
    "Workshops cannot be served live on {host}:{port}: {reason}. Choose another port:  MAILLAGE_LIVE_PORT={other}\n"
    "Les ateliers ne peuvent pas être servis en direct sur {host}:{port} : {reason}. "
    "Choisissez un autre port :  MAILLAGE_LIVE_PORT={other}"
)
_NO_REDIS = (
    "MAILLAGE_REDIS is set, and the extra that speaks to it is missing: pip install 'maillage[redis]'.\n"
    "MAILLAGE_REDIS est défini, et il manque de quoi lui parler : pip install 'maillage[redis]'."
)
_READY = "Maillage, live workshops / ateliers en direct: {host}:{port}"


def run() -> int:
    """Serve the sockets alone, as a service does, until told to stop; return the exit code."""
    try:
        host, port = environment.host(), environment.live_port()
    except ValueError:
        print(bad_port(), file=sys.stderr)
        return CANNOT_START
    if reason := refusal(host, port):
        print(taken(host, port, reason), file=sys.stderr)
        return CANNOT_START
    if environment.redis_address() and find_spec("redis") is None:
        print(_NO_REDIS, file=sys.stderr)
        return CANNOT_START
    import django

    django.setup()
    serve(host, port, lambda: print(_READY.format(host=host, port=port), flush=True))
    return 0


def serve(host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until told to stop; `ready` is called once the port is held."""
    from maillage_web.workshops.sockets import serving

    with serving.listen(host, port) as listening:
        ready()
        serving.serve(listening)


def refusal(host: str, port: int) -> str:
    """Why the port cannot be listened on; empty when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            in_use = error.errno == errno.EADDRINUSE
            return "the port is taken / le port est pris" if in_use else str(error.strerror or error)
    return ""


def choose_port(host: str) -> int:
    """The port chosen for the sockets; when none was, the first that is free after that of the pages.

    It is written in the environment, where the pages read it. Raises `ValueError`.
    """
    if not os.environ.get("MAILLAGE_LIVE_PORT"):
        following = range(environment.port() + 1, min(environment.port() + OTHER_PORTS, 65536))
        free = next((port for port in following if not refusal(host, port)), environment.live_port())
        os.environ["MAILLAGE_LIVE_PORT"] = str(free)
    return environment.live_port()


def bad_port() -> str:
    """What is said of a port that is none."""
    return _BAD_PORT.format(found=os.environ.get("MAILLAGE_LIVE_PORT") or os.environ.get("PORT"))


def taken(host: str, port: int, reason: str) -> str:
    """What is said of a port that somebody holds."""
    return _TAKEN.format(host=host, port=port, reason=reason, other=port + 1 if port < 65535 else 8001)
