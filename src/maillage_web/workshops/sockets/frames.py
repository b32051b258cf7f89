"""What the live process sends, as JSON text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from maillage.text import Text
from maillage_web.workshops.actions.saying import Answer, Refused

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encoded(value: object) -> str:
    """A value as JSON, with no space."""
    return _compact(value)


def joined(fragments: Mapping[str, str]) -> str:
    """An object from its members, encoded already.

    >>> joined({"n/1": "null"})
    '{"n/1":null}'
    """
    return "{" + ",".join(f"{_compact(key)}:{value}" for key, value in fragments.items()) + "}"


def welcome(*, who: str, role: str, seq: int, now: int, whole: bool, objects: str, more: bool) -> str:
    """The first frame. `now`: milliseconds of the server's clock; `whole`: what the browser kept is to be dropped."""
    head = _compact({"t": "welcome", "who": who, "role": role, "seq": seq, "now": now, "whole": whole})
    following = "true" if more else "false"
    return f'{head[:-1]},"more":{following},"objects":{objects}}}'


def changes(seq: int, objects: str, *, more: bool = False) -> str:
    """What changed, up to the number `seq`; `more`: frames with the same number follow."""
    following = '"more":true,' if more else ""
    return f'{{"t":"set","seq":{seq},{following}"objects":{objects}}}'


def answered(answer: Answer) -> str:
    """An acknowledgement, or a refusal."""
    if answer.refusal is None:
        return _compact({"t": "ack", "key": answer.key, "number": answer.number})
    return refused(answer.key, answer.refusal)


def refused(key: str | None, refusal: Refused) -> str:
    """A refusal; `again`: in how many seconds the same may be sent again, null when never."""
    return _compact(
        {
            "t": "no",
            "key": key,
            "code": refusal.code,
            "text": refusal.text._asdict(),
            "again": refusal.again,
        }
    )


def bye(code: str, text: Text, again: float | None = None) -> str:
    """The last frame; `again`: in how many seconds to come back, null when there is no use."""
    return _compact({"t": "bye", "code": code, "text": text._asdict(), "again": again})


def pong(now: int) -> str:
    """The answer to a ping, with the server's clock in milliseconds."""
    return f'{{"t":"pong","now":{now}}}'


def kind_of(message: Mapping[str, Any]) -> str:
    """What a message of a browser is: ``hello``, ``say``, ``ping``, or nothing known."""
    kind = message.get("t")
    return kind if kind in ("hello", "say", "ping") else ""
