"""A local server that stands for all the official services of the territory, and answers as they do, well or badly.

In a test: ``with OpenDataServer() as server: … server.settings …``. Beside a browser or a terminal:
``python -m tests.open_data_server PORT``, which prints the settings; ``GET /mode/NAME`` changes how it answers.
"""

from __future__ import annotations

import gzip
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from maillage.io.open_data.services import services
from tests.local_server import LocalHandler, LocalServer
from tests.open_data_answers import SERVICES, Answer, datagouv, files

MODIFIED = "Tue, 06 Jan 2026 11:33:00 GMT"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came: its path with the query, its headers, when (seconds of a monotonic clock)."""

    path: str
    headers: Mapping[str, str]
    moment: float
    status: list[int] = field(default_factory=list)


class OpenDataServer(LocalServer):
    """The server: ``asked`` is what came.

    ``files`` may be changed; ``checksum`` is announced instead of the right one; ``etags`` says whether files have any.
    """

    def __init__(self, port: int = 0) -> None:
        super().__init__(_Handler, port)
        self.asked: list[Asked] = []
        self.files = files()
        self.checksum: str | None = None
        self.etags = True

    @property
    def settings(self) -> dict[str, str]:
        """The environment variables that send every service here."""
        return {one.setting: f"{self.url}/{one.id}" for one in services().values()}

    def answer(self, path: str, query: str) -> Answer:
        """What the service answers when all is well."""
        if path in self.files:
            return Answer(200, "application/octet-stream", self.files[path], file=True)
        service, _, rest = path.strip("/").partition("/")
        asked = parse_qs(query)
        rest = f"/{rest}/" if path.endswith("/") else f"/{rest}"
        if service == "datagouv":
            return datagouv(rest, asked, self.checksum)
        if service in SERVICES:
            return SERVICES[service](rest, asked)
        return Answer(404, "text/html", b"<!doctype html><title>404</title>")


class _Handler(LocalHandler):
    @property
    def services(self) -> OpenDataServer:
        assert isinstance(self.asked_of, OpenDataServer)
        return self.asked_of

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path.startswith("/mode/"):
            self.services.mode = address.path.removeprefix("/mode/")
            self.send(Answer(200, "text/plain", self.services.mode.encode()))
            return
        self.services.asked.append(Asked(self.path, dict(self.headers), time.monotonic()))
        mode = self.services.next_mode()
        MODES[mode](self, self.services.answer(address.path, address.query))

    def send(self, answer: Answer, send: int | None = None, **headers: str) -> None:
        """Answer, with only the first ``send`` bytes of the body when that is given."""
        if self.services.asked:
            self.services.asked[-1].status.append(answer.status)
        if (
            send is None
            and answer.kind == "application/json"
            and "gzip" in self.headers.get("Accept-Encoding", "")
        ):
            headers["Content_Encoding"] = "gzip"
            answer = replace(answer, body=gzip.compress(answer.body))
        body = answer.body if send is None else answer.body[:send]
        self.answer_with(body, answer.status, answer.kind, len(answer.body), **headers)
        if send is not None:
            self.wfile.flush()
            self.close_connection = True


def _validators(handler: _Handler, answer: Answer) -> dict[str, str]:
    if not (answer.file and handler.services.etags):
        return {}
    return {"ETag": answer.etag, "Last_Modified": MODIFIED, "Accept_Ranges": "bytes"}


def _normal(handler: _Handler, answer: Answer, send: int | None = None) -> None:
    """As a good server: what did not change is not sent, a part is sent when the file is still the same."""
    validators = _validators(handler, answer)
    if answer.location:
        handler.send(answer, Location=handler.services.url + answer.location)
    elif validators and handler.headers.get("If-None-Match") == answer.etag:
        handler.send(replace(answer, status=304, body=b""), **validators)
    elif (
        validators
        and handler.headers.get("Range")
        and handler.headers.get("If-Range") in (answer.etag, MODIFIED)
    ):
        _part(handler, answer, send, validators)
    else:
        handler.send(answer, send, **validators)


def _part(handler: _Handler, answer: Answer, send: int | None, validators: dict[str, str]) -> None:
    start, total = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-")), len(answer.body)
    if start >= total:
        handler.send(replace(answer, status=416, body=b""), Content_Range=f"bytes */{total}")
        return
    place = f"bytes {start}-{total - 1}/{total}"
    part = replace(answer, status=206, body=answer.body[start:])
    handler.send(part, send, **validators, Content_Range=place)


def _cut(handler: _Handler, answer: Answer) -> None:
    """The connection is lost after a third of the file."""
    _normal(handler, answer, send=len(answer.body) // 3)


def _cut_and_changed(handler: _Handler, answer: Answer) -> None:
    """The file is replaced by another one while it is sent."""
    _cut(handler, answer)
    path = urlsplit(handler.path).path
    handler.services.files[path] = answer.body[::-1]


def _ignores_range(handler: _Handler, answer: Answer) -> None:
    handler.send(answer, **_validators(handler, answer))


def _mixes(handler: _Handler, answer: Answer) -> None:
    """A broken server: it sends the end of another file, not looking at what it was asked."""
    other = replace(answer, body=answer.body[::-1])
    _part(handler, other, None, _validators(handler, other))


def _turned_away(after: str, status: int = 429) -> Callable[[_Handler, Answer], None]:
    body = b'{"message": "Too Many Requests"}'
    return lambda handler, answer: handler.send(Answer(status, "application/json", body), Retry_After=after)


def _failing(handler: _Handler, answer: Answer) -> None:
    handler.send(
        Answer(500, "text/plain;charset=UTF-8", "Le serveur a rencontré une erreur inattendue.".encode())
    )


def _html(handler: _Handler, answer: Answer) -> None:
    page = "<!doctype html><title>Maintenance</title><h1>Maintenance</h1>"
    handler.send(Answer(200, "text/html; charset=utf-8", page.encode()))


def _truncated(handler: _Handler, answer: Answer) -> None:
    """What stops in the middle, in an answer that looks whole."""
    handler.send(replace(answer, body=answer.body[: len(answer.body) // 2]))


def _slow(handler: _Handler, answer: Answer) -> None:
    """Never answers while anybody waits."""
    handler.services.released.wait(60)
    handler.close_connection = True


def _closed(handler: _Handler, answer: Answer) -> None:
    """The connection is lost before a word."""
    handler.close_connection = True


def _round(handler: _Handler, answer: Answer) -> None:
    handler.send(Answer(302, "text/html", b""), Location=handler.services.url + handler.path)


def _same_page(handler: _Handler, answer: Answer) -> None:
    """A next page that is always this one."""
    here = f'"next": "{handler.services.url}{handler.path}"'.encode()
    handler.send(replace(answer, body=answer.body.replace(b'"next": null', here)))


MODES: dict[str, Callable[[_Handler, Answer], None]] = {
    "normal": _normal,
    "busy": _turned_away("1"),
    "busy-long": _turned_away("3000"),
    "unavailable": _turned_away("1", 503),
    "failing": _failing,
    "cut": _cut,
    "cut-and-changed": _cut_and_changed,
    "ignores-range": _ignores_range,
    "mixes": _mixes,
    "html": _html,
    "truncated": _truncated,
    "slow": _slow,
    "closed": _closed,
    "round": _round,
    "same-page": _same_page,
    "missing": lambda handler, answer: handler.send(Answer(404, "text/html", b"<html>404</html>")),
    "forbidden": lambda handler, answer: handler.send(Answer(403, "text/html", b"<html>403</html>")),
    "shapeless": lambda handler, answer: handler.send(replace(answer, body=b'{"results": "aucun"}')),
    "elsewhere": lambda handler, answer: handler.send(
        replace(answer, body=answer.body.replace(b"https://apidf-preprod.cerema.fr", b"http://192.0.2.1"))
    ),
}
"""How the server can answer."""


def main(arguments: list[str]) -> None:
    """Serve until interrupted."""
    with OpenDataServer(int(arguments[0])) as server:
        for name, value in server.settings.items():
            print(f"export {name}={value}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1:])
