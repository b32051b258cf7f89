"""What arrives as JSON, by a socket or a form: read strictly, before anybody looks at what it means."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from maillage.text import Text
from maillage_web.workshops.actions.limits import MESSAGE_BYTES
from maillage_web.workshops.actions.saying import SITE_SAYS, Said

_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
_CODE = re.compile(r"[a-z0-9_-]{0,20}")
TOO_BIG = Text(
    "Ce message est trop long (16 Ko au plus). Raccourcissez le texte, ou coupez-le en deux.",
    "This message is too long (16 kB at most). Make the text shorter, or cut it in two.",
)
NOT_READ = Text(
    "Ce message n’a pas été compris : du JSON était attendu, de la forme que cette page envoie. Rechargez la page.",
    "This message was not understood: JSON was expected, of the form that this page sends. Load the page again.",
)
NOT_YOURS = Text(
    "Ce geste n’est pas possible d’ici : entrer et sortir passent par la page de l’atelier.",
    "This cannot be done from here: coming in and leaving go through the page of the workshop.",
)


class UnreadableError(ValueError):
    """What arrived is not a message of ours. `code` is ``malformed``, ``big`` or ``role``; `text` says it to people."""

    def __init__(self, text: Text, code: str = "malformed", key: str | None = None) -> None:
        super().__init__(text.fr)
        self.text, self.code, self.key = text, code, key


def read_message(raw: str | bytes) -> dict[str, Any]:
    """The object that this JSON is. Raises `UnreadableError`: too long, not JSON, not an object, not storable."""
    content = raw.encode("utf-8", errors="surrogatepass") if isinstance(raw, str) else raw
    if len(content) > MESSAGE_BYTES:
        raise UnreadableError(TOO_BIG, "big")
    try:
        message = json.loads(content, parse_constant=_refuse)
        told = json.dumps(message, ensure_ascii=False).encode()  # half a character cannot be stored
    except (ValueError, RecursionError):
        raise UnreadableError(NOT_READ) from None
    if not isinstance(message, dict) or b"\\u0000" in told:
        raise UnreadableError(NOT_READ)
    return message


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("not a number of JSON")


def read_said(message: dict[str, Any]) -> Said:
    """What is said in a message ``say``; its content is judged later, on the board. Raises `UnreadableError`."""
    key, activity, kind = message.get("key"), message.get("activity", ""), message.get("kind")
    content = message.get("content", {})
    if not _is(key, _KEY):
        raise UnreadableError(NOT_READ)
    if not (_is(activity, _CODE) and _is(kind, _CODE) and isinstance(content, dict)):
        raise UnreadableError(NOT_READ, key=key)
    if kind in SITE_SAYS:
        raise UnreadableError(NOT_YOURS, "role", key)
    return Said(key, activity, kind, content)


def read_since(value: object) -> int:
    """The number up to which somebody is up to date; 0 for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else 0


def _is(value: object, form: re.Pattern[str]) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None
