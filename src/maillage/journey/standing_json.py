"""Journeys for programs: where each one stands as JSON values, words in both languages."""

from __future__ import annotations

from typing import Any

from maillage.articulation.findings import name_of
from maillage.journey.due import Due
from maillage.journey.hours import Hours, Slice
from maillage.journey.phase_guides import Template
from maillage.journey.standing import PhaseStanding, Standing
from maillage.text import Text


def standing_json(standing: Standing) -> dict[str, Any]:
    """A journey on a day. Hours are decimal numbers written as text."""
    row, coming = standing.journey, standing.next_session
    return {
        "id": row.id,
        "title": row.title,
        "template": row.template,
        "holder": row.holder,
        "on": standing.on.isoformat(),
        "here": [one.phase.code for one in standing.here],
        "phases": [_phase(one) for one in standing.phases],
        "next_session": {"id": coming.id, "date": str(coming.date), "place": coming.place}
        if coming
        else None,
        "to_review": [_due(one, standing) for one in standing.to_review],
        "hours": _hours(standing.hours),
    }


def template_json(template: Template) -> dict[str, Any]:
    """A template: its phases, and where each one loops back."""
    return {
        "id": template.id,
        "title": _text(template.title),
        "kind": template.kind,
        "months": template.months,
        "phases": [
            {"code": one.code, "title": _text(one.title), "loops_to": list(one.loop.to)}
            for one in template.phases
        ],
    }


def _phase(one: PhaseStanding) -> dict[str, Any]:
    return {
        "code": one.phase.code,
        "title": _text(one.phase.title),
        "here": one.here,
        "stays": [{"id": stay.turn.id, "period": _text(stay.period), "now": stay.now} for stay in one.stays],
        "findings": [{"code": finding.code, "message": _text(finding.message)} for finding in one.findings],
        "outputs": [
            {"said": _text(output.said), "there": output.there, "rows": [row.id for row in output.rows]}
            for output in one.outputs
        ],
        "sessions": [row.id for row in one.sessions],
    }


def _due(one: Due, standing: Standing) -> dict[str, Any]:
    named = _text(name_of(one.row))
    return {
        "kind": one.kind,
        "id": one.row.id,
        "on": one.on.isoformat(),
        "past": one.on < standing.on,
        "name": named,
    }


def _hours(hours: Hours) -> dict[str, Any]:
    return {
        "total": str(hours.total),
        "rows": len(hours.rows),
        "by_kind": [_slice(one) for one in hours.by_kind],
        "by_phase": [_slice(one) for one in hours.by_phase],
        "by_giver": [_slice(one) for one in hours.by_giver],
    }


def _slice(one: Slice) -> dict[str, Any]:
    return {"code": one.code, "label": _text(one.label), "hours": str(one.hours), "rows": one.rows}


def _text(words: Text) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}
