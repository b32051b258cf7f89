"""A local server that answers as the official directory of organisations does, well or badly.

In a test: ``with DirectoryServer() as server: … server.url …``. Beside a browser: ``python -m tests.directory_server
PORT [MODE]``; then ``GET /mode/NAME`` changes how it answers. The organisations and the people are invented.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.directory_data import ORGANISATIONS
from tests.local_server import LocalHandler, LocalServer

PUBLISHED_RATE = 7  # requests per second and per address
ALWAYS = (
    "siren",
    "nom_complet",
    "nom_raison_sociale",
    "sigle",
    "nombre_etablissements",
    "activite_principale",
)
SECONDARY = ("complements", "dirigeants", "finances", "matching_etablissements", "siege", "score", "tva")

Asked = dict[str, str]


class DirectoryServer(LocalServer):
    """The server.

    ``moments`` are when the requests came (seconds of a monotonic clock), ``asked`` what they asked, ``agents`` who
    they said they were.
    """

    def __init__(self, port: int = 0, mode: str = "normal") -> None:
        super().__init__(_Handler, port, mode)
        self.moments: list[float] = []
        self.asked: list[Asked] = []
        self.agents: list[str] = []
        self.organisations: list[Any] = list(ORGANISATIONS)

    def most_in_a_second(self) -> int:
        """The most requests that came within any one second."""
        moments = sorted(self.moments)
        return max((sum(0 <= later - one < 1 for later in moments) for one in moments), default=0)


class _Handler(LocalHandler):
    @property
    def directory(self) -> DirectoryServer:
        assert isinstance(self.asked_of, DirectoryServer)
        return self.asked_of

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path.startswith("/mode/"):
            self.directory.mode = address.path.removeprefix("/mode/")
            self.send({"mode": self.directory.mode})
            return
        self.directory.moments.append(time.monotonic())
        asked = {name: values[-1] for name, values in parse_qs(address.query).items()}
        self.directory.asked.append(asked)
        self.directory.agents.append(self.headers.get("User-Agent", ""))
        MODES[self.directory.next_mode()](self, asked)

    def send(self, payload: object, status: int = 200, **headers: str) -> None:
        """Answer with JSON."""
        self.answer_with(json.dumps(payload).encode(), status, "application/json", **headers)


def _normal(handler: _Handler, asked: Asked) -> None:
    refused = _refused(asked)
    if refused:
        handler.send({"erreur": refused}, 400)
        return
    found = _found(handler.directory.organisations, asked)
    page, size = int(asked.get("page", "1")), int(asked.get("per_page", "10"))
    shown = [_shown(one, asked) for one in found[(page - 1) * size : page * size]]
    pages = -(-len(found) // size)
    handler.send(
        {"results": shown, "total_results": len(found), "page": page, "per_page": size, "total_pages": pages}
    )


def _refused(asked: Asked) -> str | None:
    """What the directory says of a request it does not take."""
    if int(asked.get("per_page", "10")) > 25:
        return "Veuillez indiquer un paramètre `per_page` entre `1` et `25`, par défaut `10`."
    if "include" in asked and asked.get("minimal", "").lower() != "true":
        return "Veuillez indiquer `minimal=True` avec `include`."
    if len(asked.get("q", "")) < 3:
        return "3 caractères minimum pour les termes de la requête (ou utilisez au moins un filtre)."
    return None


def _found(organisations: list[Any], asked: Asked) -> list[Any]:
    """Nine or fourteen digits find one organisation and forget every other filter; words are also those of people."""
    words = asked["q"]
    if words.isdecimal() and len(words) in (9, 14):
        return [one for one in organisations if one["siren"] == words[:9]]
    kept = [one for one in organisations if all(word in _text(one) for word in _plain(words).split())]
    for name, key in (("code_commune", "commune"), ("departement", "departement")):
        if name in asked:
            wanted = asked[name].split(",")
            kept = [one for one in kept if one["siege"] and one["siege"][key] in wanted]
    return kept


def _text(one: Any) -> str:
    people = " ".join(str(person.get("nom")) for person in one["dirigeants"])
    return _plain(f"{one['nom_complet']} {one['nom_raison_sociale']} {people}")


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _shown(one: Any, asked: Asked) -> Any:
    if asked.get("minimal", "").lower() != "true":
        return one
    included = asked.get("include", "").split(",")
    return {key: value for key, value in one.items() if key not in SECONDARY or key in included}


def _empty(handler: _Handler, asked: Asked) -> None:
    handler.send({"results": [], "total_results": 0, "page": 1, "per_page": 25, "total_pages": 0})


def _limited(handler: _Handler, asked: Asked) -> None:
    """As the real one: more than the published rate is turned away."""
    now = time.monotonic()
    if sum(now - moment < 1 for moment in handler.directory.moments) > PUBLISHED_RATE:
        handler.send({"erreur": "Too Many Requests"}, 429, Retry_After="1")
    else:
        _normal(handler, asked)


def _turned_away(after: Callable[[], str] | None, status: int = 429) -> Callable[[_Handler, Asked], None]:
    def answer(handler: _Handler, asked: Asked) -> None:
        headers = {"Retry_After": after()} if after else {}
        handler.send({"erreur": "Too Many Requests"}, status, **headers)

    return answer


def _failing(status: int) -> Callable[[_Handler, Asked], None]:
    return lambda handler, asked: handler.answer_with(b"Internal error", status, "text/plain")


def _slow(handler: _Handler, asked: Asked) -> None:
    """Never answers while anybody waits."""
    handler.directory.released.wait(60)
    handler.close_connection = True


def _drip(handler: _Handler, asked: Asked) -> None:
    """Sends one byte at a time, for as long as it is read."""
    handler.answer_with(b"{", 200, "application/json", length=100_000)
    while not handler.directory.released.wait(0.02):
        try:
            handler.wfile.write(b" ")
        except OSError:
            break
    handler.close_connection = True


def _html(handler: _Handler, asked: Asked) -> None:
    page = "<!doctype html><title>Maintenance</title><h1>Maintenance</h1>"
    handler.answer_with(page.encode(), 200, "text/html; charset=utf-8")


def _truncated(handler: _Handler, asked: Asked) -> None:
    """JSON that stops in the middle, in an answer that looks whole."""
    body = json.dumps({"results": _found(handler.directory.organisations, asked)}).encode()
    handler.answer_with(body[: len(body) // 2], 200, "application/json")


def _cut(handler: _Handler, asked: Asked) -> None:
    """The connection is lost in the middle of the body."""
    handler.answer_with(b'{"results": [', 200, "application/json", length=5_000)
    handler.close_connection = True


def _closed(handler: _Handler, asked: Asked) -> None:
    """The connection is lost before a word."""
    handler.close_connection = True


def _huge(handler: _Handler, asked: Asked) -> None:
    handler.send({"results": [], "total_results": 0, "padding": "x" * 3_000_000})


def _shapeless(handler: _Handler, asked: Asked) -> None:
    """Results of every shape but the right one, with a right one among them."""
    good = ORGANISATIONS[0]
    wrong: list[Any] = [
        None,
        "texte",
        [],
        {},
        good | {"siren": 12},
        good | {"siren": "999990006"},
        good | {"siren": None},
    ]
    odd = [
        {"siren": "999990013"},
        {"siren": "999990021", "nom_raison_sociale": ["liste"], "siege": "texte", "complements": [1]},
        {"siren": "999990039", "nom_raison_sociale": "SANS NATURE", "nature_juridique": 5710},
        {"siren": "999990047", "nom_raison_sociale": "NATURE INCONNUE", "nature_juridique": "9999"},
        good | {"siren": "999990062", "date_creation": "hier", "etat_administratif": None},
    ]
    handler.send({"results": [*wrong, good, *odd], "total_results": "beaucoup"})


def _other(payload: object) -> Callable[[_Handler, Asked], None]:
    return lambda handler, asked: handler.send(payload)


MODES: dict[str, Callable[[_Handler, Asked], None]] = {
    "normal": _normal,
    "empty": _empty,
    "limited": _limited,
    "busy": _turned_away(lambda: "1"),
    "busy-until": _turned_away(lambda: formatdate(time.time() + 30, usegmt=True)),
    "busy-long": _turned_away(lambda: "60"),
    "busy-silent": _turned_away(None),
    "busy-odd": _turned_away(lambda: "bientôt".encode().decode("latin-1")),
    "failing": _failing(500),
    "unavailable": _failing(503),
    "unavailable-long": _turned_away(lambda: "40", 503),
    "forbidden": _failing(403),
    "moved": lambda handler, asked: handler.send({}, 302, Location="/search?q=ailleurs"),
    "slow": _slow,
    "drip": _drip,
    "html": _html,
    "truncated": _truncated,
    "cut": _cut,
    "closed": _closed,
    "huge": _huge,
    "shapeless": _shapeless,
    "list": _other([]),
    "results-null": _other({"results": None}),
    "deep": lambda handler, asked: handler.answer_with(b"[" * 200_000, 200, "application/json"),
}
"""How the server can answer."""


def main(arguments: list[str]) -> None:
    """Serve until interrupted."""
    port, mode = int(arguments[0]), arguments[1] if len(arguments) > 1 else "normal"
    with DirectoryServer(port, mode) as server:
        print(f"{server.url}  ({mode})", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1:])
