"""Rules compared, as plain values for programs: amounts as numbers, words in one language."""

from __future__ import annotations

from typing import Any

from maillage.text import Language
from maillage.value.comparing import RuleRow, RulesCompared


def as_json(compared: RulesCompared, language: Language) -> dict[str, Any]:
    """The rules of `compared` with their shares, or why there are none."""
    found = compared.found
    return {
        "measure": found.measure,
        "reading": compared.reading,
        "unit": found.unit,
        "players": [{"id": one, "name": found.names[one]} for one in found.players],
        "total": float(found.game.total) if found.game is not None else None,
        "why": found.why.in_(language) if found.why else None,
        "parts": [
            {"table": part.table, "id": part.id, "name": part.name, "carried_by": list(those)}
            for part, those in found.parts
        ],
        "rules": [_rule(compared, row, language) for row in compared.rows],
        "notes": [one.in_(language) for one in compared.notes],
    }


def _rule(compared: RulesCompared, row: RuleRow, language: Language) -> dict[str, Any]:
    return {
        "code": row.code,
        "label": row.label.in_(language),
        "shares": dict(row.shares) if row.shares is not None else None,
        "why": row.why.in_(language) if row.why else None,
        "said": [one.in_(language) for one in row.said],
        "method": row.method.in_(language) if row.method else None,
        "error": row.error,
        "assumes": [one.in_(language) for one in row.assumes],
        "properties": {one.code: one.kept for one in row.properties},
        "leavers": _leavers(row),
        "least_change": _change(compared, row, language),
        "remarks": [one.in_(language) for one in row.remarks],
    }


def _leavers(row: RuleRow) -> list[dict[str, Any]] | None:
    if row.leavers is None:
        return None
    return [
        {"coalition": [str(one) for one in each.members], "gain": float(each.gain)} for each in row.leavers
    ]


def _change(compared: RulesCompared, row: RuleRow, language: Language) -> dict[str, Any] | None:
    change = row.change
    if change is None:
        return None
    return {
        "possible": change.possible,
        "moved": float(change.moved),
        "epsilon": float(change.epsilon),
        "shares": {str(player): float(share) for player, share in change.shares.items()},
        "said": change.said.in_(language),
    }
