"""The workflow of a call as data: states, who may go from one to the next, on which conditions, with which letters.

Nothing of a workflow is code: it is read, checked, drawn and tried before it is published, and an application ends
under the version it began with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maillage.data import packaged
from maillage.programme.workflow_moves import Facts, Offer, RefusedError, Taken, available, take
from maillage.programme.workflow_parts import (
    ACTORS,
    ASKS,
    FIELDS,
    KINDS,
    NEEDS,
    OUTCOMES,
    RECEIVERS,
    LetterTemplate,
    State,
    Transition,
    Workflow,
    filled,
    reviews_needed,
)
from maillage.programme.workflow_problems import checked, reachable
from maillage.programme.workflow_shape import as_content, checksum, parsed
from maillage.programme.workflow_wording import Problem, sentence
from maillage.text import Text

SHIPPED = ("one-stage", "two-stages", "external-experts", "peer-review")
"""The workflows that come with Maillage: folders of ``data/workflows``."""


class WorkflowError(ValueError):
    """A workflow that cannot be used: `problems` says all that is wrong, `text` the first and how many follow."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        self.problems = problems
        self.text = sentence("refused.workflow", n=len(problems), said=first.said, todo=first.todo)
        super().__init__(self.text.fr)


def problems_of(content: object) -> tuple[Problem, ...]:
    """All that is wrong with a workflow as it is kept; nothing when it may be published."""
    workflow, misread = parsed(content)
    return misread or checked(workflow)


def read_workflow(content: object) -> Workflow:
    """The workflow that `content` says. Raises `WorkflowError`."""
    problems = problems_of(content)
    if problems:
        raise WorkflowError(problems)
    return parsed(content)[0]


# --- what changed -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is new, changed or gone between two versions of a workflow."""

    kind: str
    table: str
    code: str
    label: Text


def changes_between(before: Workflow, after: Workflow) -> tuple[RowChange, ...]:
    """What changed from a version to the next, table by table; another order of the rows is no change."""
    found = [RowChange("changed", "workflow", "", after.title)] if _heads(before) != _heads(after) else []
    for table in ("states", "transitions", "letters"):
        found += _rows_between(table, getattr(before, table), getattr(after, table))
    return tuple(found)


def _heads(workflow: Workflow) -> tuple[Text, Text]:
    return workflow.title, workflow.about


def _rows_between(table: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[RowChange]:
    old, new = ({one.code: one for one in rows} for rows in (before, after))
    for code in [*old, *(one for one in new if one not in old)]:
        if old.get(code) != new.get(code):
            kind = "gone" if code not in new else "new" if code not in old else "changed"
            row = new.get(code) or old[code]
            yield RowChange(kind, table, code, row.title if table == "letters" else row.label)


# --- shipped ----------------------------------------------------------------------------------------------------------


def shipped(name: str) -> dict[str, Any]:
    """The content of a shipped workflow, a fresh copy each time. Raises `KeyError` for a name not in `SHIPPED`.

    >>> read_workflow(shipped("one-stage")).start.code
    'drafting'
    """
    if name not in SHIPPED:
        raise KeyError(name)
    about = next(row for row in packaged.rows("workflows/workflows.csv") if row["workflow"] == name)
    tables = {"states": _state, "transitions": _transition, "letters": _letter}
    read: dict[str, Any] = {"title": _pair(about, "title"), "about": _pair(about, "about")}
    for table, made in tables.items():
        read[table] = [made(row) for row in packaged.rows(f"workflows/{name}/{table}.csv")]
    return read


def _pair(row: dict[str, str], name: str) -> dict[str, str]:
    return {"fr": row[f"{name}_fr"], "en": row[f"{name}_en"]}


def _state(row: dict[str, str]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("code", "kind", "outcome")}
    return {**kept, "label": _pair(row, "label"), "stage": int(row["stage"])}


def _transition(row: dict[str, str]) -> dict[str, Any]:
    kept: dict[str, Any] = {name: row[name] for name in ("code", "source", "target")}
    kept |= {name: row[name].split() for name in ("actors", "asks", "needs", "sends")}
    kept |= {name: row[name] == "yes" for name in ("submits", "decides")}
    return {**kept, "label": _pair(row, "label")}


def _letter(row: dict[str, str]) -> dict[str, Any]:
    return {"code": row["code"], "to": row["to"], "title": _pair(row, "title"), "body": _pair(row, "body")}


__all__ = [
    "ACTORS",
    "ASKS",
    "FIELDS",
    "KINDS",
    "NEEDS",
    "OUTCOMES",
    "RECEIVERS",
    "SHIPPED",
    "Facts",
    "LetterTemplate",
    "Offer",
    "Problem",
    "RefusedError",
    "RowChange",
    "State",
    "Taken",
    "Transition",
    "Workflow",
    "WorkflowError",
    "as_content",
    "available",
    "changes_between",
    "checked",
    "checksum",
    "filled",
    "parsed",
    "problems_of",
    "reachable",
    "read_workflow",
    "reviews_needed",
    "shipped",
    "take",
]
