"""What the local servers that stand for official services share: a thread that answers, modes, what came, an end."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections import deque
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class LocalServer:
    """A server on a free port unless one is given, which answers by handlers of ``kind``.

    ``mode`` says how it answers; ``then`` holds modes for the next requests, one each.
    """

    def __init__(self, kind: type[BaseHTTPRequestHandler], port: int = 0, mode: str = "normal") -> None:
        self.mode, self.then = mode, deque[str]()
        self.released = threading.Event()
        self._http = _Quiet(("127.0.0.1", port), type("Handler", (kind,), {"asked_of": self}))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        """Start answering."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; whoever waits for a slow answer is let go."""
        self.stop()

    def stop(self) -> None:
        """Stop answering: from then on nobody is at this address."""
        self.released.set()
        self._http.shutdown()
        for kept in tuple(self._http.open):
            with contextlib.suppress(OSError):
                kept.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()

    def next_mode(self) -> str:
        """How to answer the request that has just come."""
        return self.then.popleft() if self.then else self.mode


class LocalHandler(BaseHTTPRequestHandler):
    """One request; ``asked_of`` is the server."""

    asked_of: Any
    protocol_version = "HTTP/1.1"

    def answer_with(
        self, body: bytes, status: int, kind: str, length: int | None = None, **headers: str
    ) -> None:
        """Answer with ``body``, of the length it has unless another one is claimed."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember whom it talks to."""
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget whom it no longer talks to."""
        self.open.discard(request)
        super().shutdown_request(request)

    @cached_property
    def open(self) -> set[socket.socket]:
        """The connections that clients keep."""
        return set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)
