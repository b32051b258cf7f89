"""The server of the live process: uvicorn, with the sockets of `websockets`, and no patience for silent connections."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from maillage_web.workshops.actions import limits
from maillage_web.workshops.sockets.application import application

_BACKLOG = 2048  # a whole room comes back at once after a cut
_GRACE = 3  # seconds to say goodbye
_TURN = 0.0005  # seconds: the thread that writes does not wait five milliseconds for each of its turns


class Door(H11Protocol):
    """A connection before it is a socket: closed when nothing was asked within the time of a hello."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(limits.HELLO_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """It left by itself."""
        self._patience.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        if self.transport.get_protocol() is self:  # otherwise it has become a socket
            self.transport.abort()


class Socket(WebSocketsSansIOProtocol):
    """A socket that can be cut: closing waits for what was written to be read, which a mute one never does."""

    def handle_connect(self, event: Any) -> None:
        """Give the application the means to cut."""
        super().handle_connect(event)
        scope = cast(dict[str, Any], getattr(self, "scope", {}))
        scope.setdefault("extensions", {})["maillage.abort"] = {"now": self.transport.abort}

    def keepalive_timeout(self) -> None:
        """It does not answer pings any more."""
        self.transport.abort()


def serve(listening: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).setLevel(
            logging.CRITICAL
        )  # what it would log names addresses, and what was sent
    sys.setswitchinterval(_TURN)
    uvicorn.Server(configuration()).run(sockets=[listening])


def configuration() -> uvicorn.Config:
    """How it is served."""
    return uvicorn.Config(
        application,
        http=Door,
        ws=Socket,
        ws_max_size=limits.MESSAGE_BYTES,
        ws_per_message_deflate=False,  # a compressor for each phone costs more memory than all the rest
        ws_ping_interval=limits.PING_SECONDS,
        ws_ping_timeout=limits.PING_SECONDS,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        lifespan="on",
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_GRACE,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `OSError` when it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    listening.set_inheritable(True)
    return listening
