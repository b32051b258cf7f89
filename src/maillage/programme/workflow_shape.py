"""A workflow read from what was kept or sent: nothing is trusted, everything wrong is said at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from maillage.programme.workflow_parts import LetterTemplate, State, Transition, Workflow
from maillage.programme.workflow_wording import Problem, problem
from maillage.text import Text

LONGEST = 8000
"""Characters of the longest words that are read."""
MOST = {"states": 40, "transitions": 120, "letters": 40}
"""How many rows of each table are read."""
Row = TypeVar("Row")
CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(slots=True)
class _Reader:
    """What was found wrong so far, and where one is."""

    problems: list[Problem] = field(default_factory=list)
    where: tuple[str, str] = ("workflow", "")

    def wrong(self, name: str, expected: str) -> None:
        self.problems.append(problem("shape", *self.where, name=name, expected=expected))

    def words(self, row: Mapping[str, Any], name: str) -> Text:
        """A pair of words; a half that is missing takes the words of the other."""
        found = row.get(name) or {}
        halves = (found.get("fr"), found.get("en")) if isinstance(found, Mapping) else (0, 0)
        if any(not isinstance(half, str | None) or len(half or "") > LONGEST for half in halves):
            self.wrong(name, '{"fr": "…", "en": "…"}')
            return Text("", "")
        french, english = (half.strip() if isinstance(half, str) else "" for half in halves)
        return Text(french or english, english or french)

    def line(self, row: Mapping[str, Any], name: str) -> str:
        found = row.get(name, "")
        if not isinstance(found, str) or len(found) > 200:
            self.wrong(name, '"…"')
            return ""
        return found.strip()

    def several(self, row: Mapping[str, Any], name: str) -> tuple[str, ...]:
        found = row.get(name, [])
        if not isinstance(found, list | tuple) or any(not isinstance(one, str) for one in found):
            self.wrong(name, '["…"]')
            return ()
        return tuple(dict.fromkeys(one.strip() for one in found if one.strip()))

    def flag(self, row: Mapping[str, Any], name: str) -> bool:
        found = row.get(name, False)
        if not isinstance(found, bool):
            self.wrong(name, "true, false")
        return found is True

    def stage(self, row: Mapping[str, Any]) -> int:
        found = row.get("stage", 1)
        if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= 9:
            self.wrong("stage", "1, 2… 9")
            return 1
        return found


def parsed(content: object) -> tuple[Workflow, tuple[Problem, ...]]:
    """The workflow as far as it can be read, and what could not be."""
    reader = _Reader()
    if not isinstance(content, Mapping):
        reader.wrong("workflow", '{"states": […], "transitions": […]}')
        content = {}
    title, about = reader.words(content, "title"), reader.words(content, "about")
    states = _rows(reader, content, "states", _state)
    transitions = _rows(reader, content, "transitions", _transition)
    letters = _rows(reader, content, "letters", _letter)
    return Workflow(title, about, states, transitions, letters), tuple(reader.problems)


def _rows(
    reader: _Reader, content: Mapping[str, Any], table: str, read: Callable[[_Reader, Any], Row]
) -> tuple[Row, ...]:
    rows = content.get(table, [])
    reader.where = ("workflow", "")
    if not isinstance(rows, list | tuple) or len(rows) > MOST[table]:
        reader.wrong(table, f"[…] (0–{MOST[table]})")
        return ()
    found = []
    for row in rows:
        reader.where = (table, "")
        if not isinstance(row, Mapping):
            reader.wrong(table, "{…}")
            continue
        code = row.get("code")
        reader.where = (table, code[:40] if isinstance(code, str) else "")
        if not isinstance(code, str) or not CODE.fullmatch(code):
            reader.wrong("code", "a-z, 0-9, -")
            continue
        found.append(read(reader, row))
    return tuple(found)


def _state(reader: _Reader, row: Mapping[str, Any]) -> State:
    kind, outcome = reader.line(row, "kind") or "open", reader.line(row, "outcome")
    return State(row["code"], reader.words(row, "label"), kind, reader.stage(row), outcome)


def _transition(reader: _Reader, row: Mapping[str, Any]) -> Transition:
    return Transition(
        row["code"],
        reader.words(row, "label"),
        reader.line(row, "source"),
        reader.line(row, "target"),
        actors=reader.several(row, "actors"),
        asks=reader.several(row, "asks"),
        needs=reader.several(row, "needs"),
        sends=reader.several(row, "sends"),
        submits=reader.flag(row, "submits"),
        decides=reader.flag(row, "decides"),
    )


def _letter(reader: _Reader, row: Mapping[str, Any]) -> LetterTemplate:
    words = reader.words(row, "title"), reader.words(row, "body")
    return LetterTemplate(row["code"], reader.line(row, "to"), *words)


def as_content(workflow: Workflow) -> dict[str, Any]:
    """The workflow as JSON keeps it; `parsed` gives the same one back."""
    return {
        "title": _pair(workflow.title),
        "about": _pair(workflow.about),
        "states": [state_content(one) for one in workflow.states],
        "transitions": [transition_content(one) for one in workflow.transitions],
        "letters": [letter_content(one) for one in workflow.letters],
    }


def state_content(one: State) -> dict[str, Any]:
    """A state as JSON keeps it."""
    return {
        "code": one.code,
        "label": _pair(one.label),
        "kind": one.kind,
        "stage": one.stage,
        "outcome": one.outcome,
    }


def transition_content(one: Transition) -> dict[str, Any]:
    """A transition as JSON keeps it."""
    return {
        "code": one.code,
        "label": _pair(one.label),
        "source": one.source,
        "target": one.target,
        "actors": list(one.actors),
        "asks": list(one.asks),
        "needs": list(one.needs),
        "sends": list(one.sends),
        "submits": one.submits,
        "decides": one.decides,
    }


def letter_content(one: LetterTemplate) -> dict[str, Any]:
    """A letter as JSON keeps it."""
    return {"code": one.code, "to": one.to, "title": _pair(one.title), "body": _pair(one.body)}


def _pair(words: Text) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


def checksum(workflow: Workflow) -> str:
    """The SHA-256 of what the workflow says, whatever the order of the keys it was kept with."""
    kept = json.dumps(as_content(workflow), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(kept.encode()).hexdigest()
