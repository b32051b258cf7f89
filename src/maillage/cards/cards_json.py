"""Cards, matrices and paths as plain values, for programs: stable keys, sentences in both languages, rows named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.articulation.findings import RowRef
from maillage.cards.card import Card
from maillage.cards.interest import Line
from maillage.cards.matrix import Cell, Matrix
from maillage.cards.path import Step
from maillage.cards.registers import FIELDS, Register, Statement
from maillage.cards.replies import FrameReplies
from maillage.cards.trajectory import Moment, Stage, Trajectory
from maillage.dossier.tables import StatedRow
from maillage.text import Text


def card_json(card: Card) -> dict[str, Any]:
    """One card: what is said with the row that says it, and what is not."""
    interest = card.interest
    return {
        "actor": {"id": card.actor.id, "name": card.actor.name},
        "on": card.on.isoformat(),
        "registers": [_register(one) for one in card.registers],
        "interest": {name: [_line(one) for one in getattr(interest, name)] for name in interest.__slots__},
        "known_by": [{"actor": one.actor, "how": one.how} for one in card.knowledge.knowers],
        "resources": [
            {"kind": one.kind, "agreed": one.agreed, "rows": [_resource(row) for row in one.rows]}
            for one in card.intangibles
        ],
        "answers": [
            {"row": row.id, "frame": row.frame, "version": row.version, "item": row.item, "value": row.value}
            for row in card.answers
        ],
        "replies": [_replies(one) for one in card.replies],
        "obstacles": [{"row": row.id, "obstacle": row.obstacle} for row in card.obstacles],
        "milestones": [row.id for row in card.milestones],
        "findings": [{"code": one.code, "said": _text(one.message)} for one in card.findings],
        "proposals": [
            {
                "kind": one.kind,
                "others": list(one.others),
                "said": _text(one.said),
                "because": _refs(one.because),
            }
            for one in card.proposals
        ],
        "missing": [
            {"code": one.code, "asked": _text(one.asked), "table": one.table, "cells": dict(one.cells)}
            for one in card.missing
        ],
    }


def matrix_json(matrix: Matrix) -> dict[str, Any]:
    """The matrix: a cell by actor and register."""
    return {
        "on": matrix.on.isoformat(),
        "registers": list(matrix.columns),
        "actors": [
            {
                "id": line.actor.id,
                "name": line.actor.name,
                "cells": {one.code: _cell(one) for one in line.cells},
            }
            for line in matrix.lines
        ],
    }


def trajectory_json(path: Trajectory) -> dict[str, Any]:
    """A path: its moments, its documented stages, its milestones in order."""
    return {
        "holder": path.holder,
        "moments": [_moment(one) for one in path.moments],
        "stages": [_stage(one) for one in path.stages],
        "milestones": [_step(one) for one in path.steps],
    }


def _register(one: Register) -> dict[str, Any]:
    return {
        "code": one.code,
        "said": _text(one.said),
        "stage": one.stage,
        "direction": one.direction,
        "disputed": one.disputed,
        "stances": [{"stage": it.stage, "direction": it.direction, **_said_by(it.row)} for it in one.stances],
        **{field: [_statement(it) for it in one.fields[field]] for field in FIELDS},
    }


def _statement(one: Statement) -> dict[str, Any]:
    return {"words": one.words, **_said_by(one.row)}


def _said_by(row: StatedRow) -> dict[str, Any]:
    """Where a statement comes from."""
    return {
        "row": row.id,
        "source": list(row.source or ()),
        "asserted_by": row.asserted_by,
        "confidence": row.confidence,
        "since": str(row.since) if row.since else None,
        "until": str(row.until) if row.until else None,
        "visibility": row.visibility,
        "variant_of": row.variant_of,
    }


def _resource(row: Any) -> dict[str, Any]:
    return {"state": row.state, "trend": row.trend, "rater": row.rater, **_said_by(row)}


def _replies(one: FrameReplies) -> dict[str, Any]:
    return {
        "frame": one.frame,
        "version": one.version,
        "apart": one.apart,
        "registers": {
            str(register.code): [{"item": it.item, "said": _text(it.said)} for it in register.items]
            for register in one.registers
        },
    }


def _line(one: Line) -> dict[str, Any]:
    return {"table": one.ref.table, "id": one.ref.id, "name": _text(one.ref.name), "said": _text(one.said)}


def _cell(one: Cell) -> dict[str, Any]:
    shown = one.register
    return {
        "state": one.state,
        "kept": one.kept,
        "stage": shown.stage if shown else None,
        "direction": shown.direction if shown else None,
        "fields": list(one.fields),
        "said": _text(one.said),
    }


def _moment(one: Moment) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "named": list(one.named),
        "state": [_text(said) for said in one.state],
        "changed": [_text(said) for said in one.changed],
    }


def _stage(one: Stage) -> dict[str, Any]:
    row = one.row
    return {
        "actor": one.actor,
        "register": row.register,
        "stage": row.stage,
        "direction": row.direction,
        "today": row.today,
        **_said_by(row),
    }


def _step(one: Step) -> dict[str, Any]:
    row = one.row
    return {
        "title": row.title,
        "status": row.status,
        "aimed_on": str(row.aimed_on) if row.aimed_on else None,
        "reached_on": str(row.reached_on) if row.reached_on else None,
        "stage": row.stage,
        "register": row.register,
        "said": _text(one.said),
        **_said_by(row),
        "variants": [_step(other) for other in one.variants],
    }


def _refs(refs: Iterable[RowRef]) -> list[dict[str, str]]:
    return [{"table": ref.table, "id": ref.id} for ref in refs]


def _text(words: Text) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}
