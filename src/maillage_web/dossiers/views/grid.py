"""Many rows of one table at once: a page of cells, and the small batches in which a script saves them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.articulation.findings import name_of
from maillage.dossier.tables import LISTED, TABLES
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import (
    Conflict,
    ConflictError,
    Edit,
    NotAllowedError,
    RefusedError,
    Written,
)
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.forms.grid import Grid
from maillage_web.dossiers.mappers.living import cells_of
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries import editing
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.editing import GET_OR_POST
from maillage_web.dossiers.views.opening import keep_private, open_living, page_of
from maillage_web.dossiers.views.saving import living_of, open_bench, row_or_404

LINES_PER_PAGE = 50
LINES_PER_BATCH = 25


@dataclass
class Line:
    """A line that was sent: what it is called on the page, its row if it has one, what was typed, what came of it."""

    name: str
    key: int | None
    base: int | None
    typed: Mapping[str, str]
    cells: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, dict[str, str]] = field(default_factory=dict)
    written: bool = False

    def edit(self, table: str) -> Edit:
        """What is asked of the row."""
        if self.key is None:
            return Edit("add", table, None, self.cells)
        return Edit("change", table, self.key, self.cells, self.base)


@require_http_methods(GET_OR_POST)
def grid(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """The grid of a table; by POST, a batch of lines as JSON."""
    if table not in LISTED:
        raise Http404(table)
    state = open_bench(request, slug)
    wide = request.GET.get("colonnes") == "toutes"
    made = Grid(TABLES[table], editing.seen_dossier(living_of(state)), language(), wide=wide)
    if request.method == "POST":
        return keep_private(_saved(request, state, made))
    page = page_of(request, Paginator(made.dossier.rows(table), LINES_PER_PAGE))
    living = living_of(state)
    context = {
        "state": state,
        "day_form": DayForm(),
        "table": TABLES[table],
        "grid": made,
        "wide": wide,
        "page": page,
        "number": living.number,
        "lines": [_line(made, living, row) for row in page],
        "batch": LINES_PER_BATCH,
    }
    return keep_private(render(request, "dossiers/editing/grid.html", context))


def _line(made: Grid, living: Living, row: Any) -> dict[str, Any]:
    cells = cells_of(made.table.name, row)
    writes = living.standing.writes(made.table.name, cells).allowed
    return {
        "key": row.line,
        "name": name_of(row),
        "writes": writes,
        "cells": [
            {"field": field, "words": words, "locked": not writes or "\n" in words}
            for field, words in made.line(cells)
        ],
    }


def _saved(request: HttpRequest, state: State, made: Grid) -> JsonResponse:
    living = living_of(state)
    lines = _sent(request)
    for line in lines:
        if line.key is not None:
            row_or_404(living, made.table.name, line.key)
        _read(made, line)
    sound = [line for line in lines if not line.errors]
    numbers = _write(living, made, sound)
    fresh = open_living(request, state.entry.slug, Action.WRITE)
    stand = {
        row.line: cells_of(made.table.name, row) for row in editing.seen_dossier(fresh).rows(made.table.name)
    }
    now = Grid(made.table, editing.seen_dossier(fresh), made.language)
    rows = [_answer(now, line, stand) for line in lines]
    return JsonResponse({"number": fresh.number, "acts": numbers, "rows": rows})


def _sent(request: HttpRequest) -> list[Line]:
    """The lines of the batch. Raises `BadRequest`."""
    try:
        lines = json.loads(request.body)["rows"]
        found = [
            Line(
                str(one["line"]),
                None if one["key"] is None else int(one["key"]),
                None if one["key"] is None else int(one["base"]),
                {str(column): str(typed) for column, typed in one["cells"].items()},
            )
            for one in lines
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest("not a batch of lines") from error
    if not 0 < len(found) <= LINES_PER_BATCH:
        raise BadRequest("too many lines")
    return found


def _read(made: Grid, line: Line) -> None:
    try:
        for column, typed in line.typed.items():
            text, wrong = made.read(column, typed)
            if wrong:
                line.errors[column] = wrong
            else:
                line.cells[column] = text
    except KeyError as error:
        raise BadRequest("no such column") from error


def _write(living: Living, made: Grid, lines: list[Line]) -> list[int]:
    """Write the lines as one act; when one of them cannot be, each by itself. Give the numbers of the acts."""
    if len(lines) > 1:
        try:
            return _done(lines, _attempt(living, made, lines))
        except (ConflictError, RefusedError, NotAllowedError):
            pass
    return [number for line in lines for number in _told(living, made, line)]


def _done(lines: list[Line], written: Written) -> list[int]:
    for line, key in zip(lines, written.rows, strict=True):
        line.key, line.written = key, True
    return [written.number] if written.number else []


def _attempt(living: Living, made: Grid, lines: Iterable[Line]) -> Written:
    edits = [line.edit(made.table.name) for line in lines]
    return write(dossier=living.pk, author=living.standing.user_id, edits=edits, now=timezone.now())


def _told(living: Living, made: Grid, line: Line) -> list[int]:
    """Write one line, or say on it why it cannot be."""
    try:
        return _done([line], _attempt(living, made, [line]))
    except ConflictError as error:
        names = editing.names_of(one.author_id for one in error.conflicts)
        for one in error.conflicts:
            line.conflicts[one.column] = _conflict(made, one, names)
    except RefusedError as error:
        for refusal in error.refusals:
            line.errors[refusal.column] = " ".join(
                text.in_(language()) for text in (refusal.message, refusal.repair)
            )
    except NotAllowedError:
        line.errors[""] = _("Your role does not allow you to write this row like this. Nothing was saved.")
    return []


def _conflict(made: Grid, one: Conflict, names: Mapping[int, str]) -> dict[str, str]:
    if not one.column:
        return {"theirs": "", "who": names.get(one.author_id or 0, ""), "when": "", "whole": "yes"}
    at = f"({formats.date_format(timezone.localtime(one.at), 'j F, H:i')})" if one.at else ""
    theirs = made.shown(made.table.field(one.column), one.theirs)
    return {"theirs": theirs, "who": names.get(one.author_id or 0, ""), "when": at}


def _answer(now: Grid, line: Line, stand: Mapping[int | None, Mapping[str, str]]) -> dict[str, Any]:
    """What came of a line, and what its row says now, others' words included."""
    cells = stand.get(line.key, {})
    return {
        "line": line.name,
        "key": line.key,
        "saved": line.written,
        "cells": {
            field.name: now.shown(field, cells.get(field.name, "")) for field in now.table.fields if cells
        },
        "errors": line.errors,
        "conflicts": line.conflicts,
    }
