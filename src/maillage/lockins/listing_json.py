"""Lock-ins for programs: boards, loops and recurrences as JSON values, words in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillage.articulation.chain import Chain
from maillage.lockins.board import Board, Card
from maillage.lockins.catalogue import catalogue
from maillage.lockins.cycles import Loop, across
from maillage.lockins.naming import naming
from maillage.lockins.proposing import Hint, Proposal
from maillage.lockins.recurring import Recurrence, Recurrences
from maillage.text import Text


def board_json(seen: Board, chain: Chain, loops: dict[str, Any] | None = None) -> dict[str, Any]:
    """A board: by column, what is noted and what signs propose; the loops when they were asked for."""
    names = naming(chain)
    return {
        "catalogue": catalogue().version,
        "on": seen.on.isoformat(),
        "obstacles": list(seen.codes),
        "columns": [
            {
                "code": column.code,
                "title": _text(column.title),
                "cards": [_card(one) for one in column.cards],
                "proposals": [_proposal(one, names[one.holder]) for one in column.proposals],
            }
            for column in seen.columns
        ],
        **({"loops": loops} if loops is not None else {}),
    }


def loops_json(found: Sequence[Loop]) -> dict[str, Any]:
    """Loops, link by link, and the levers that touch several of them."""
    return {
        "found": [
            {
                "obstacles": list(loop.codes),
                "links": [
                    {"said": _text(edge.sentence), "source": _text(edge.source)} for edge in loop.edges
                ],
                "levers": [lever.code for lever in loop.levers],
            }
            for loop in found
        ],
        "levers": [
            {"lever": one.lever.code, "loops": list(one.loops), "obstacles": list(one.obstacles)}
            for one in across(found)
        ],
    }


def recurrences_json(found: Recurrences, unread: Sequence[str] = ()) -> dict[str, Any]:
    """What recurs, what was met once, and the paths that could not be read."""
    return {
        "catalogue": catalogue().version,
        "dossiers": found.read,
        "noting": found.noting,
        "unreadable": list(unread),
        "obstacles": [_recurrence(one) for one in found.found],
    }


def _text(words: Text) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


def _card(card: Card) -> dict[str, Any]:
    row = card.row
    return {
        "row": row.id,
        "obstacle": row.obstacle,
        "family": card.family.code if card.family else None,
        "holder": row.holder,
        "intensity": row.intensity,
        "narrative": row.narrative,
        "levers": None if row.levers is None else list(row.levers),
        "statements": [other.id for other in card.others],
        "at_hand": [lever.code for lever in card.at_hand],
        "practices": [one.code for one in card.practices],
    }


def _proposal(one: Proposal, holder: Text) -> dict[str, Any]:
    return {
        "obstacle": one.obstacle,
        "holder": one.holder,
        "holder_name": _text(holder),
        "open": one.open,
        "recorded": [row.id for row in one.recorded],
        "set_aside": one.set_aside.reason if one.set_aside else None,
        "hints": [_hint(hint) for hint in one.hints],
    }


def _hint(hint: Hint) -> dict[str, Any]:
    return {
        "kind": hint.sign.kind,
        "what": hint.sign.what,
        "said": _text(hint.said),
        "seen": _text(hint.seen),
        "rows": [{"table": ref.table, "id": ref.id} for ref in hint.rows],
    }


def _recurrence(one: Recurrence) -> dict[str, Any]:
    return {
        "obstacle": one.code,
        "label": _text(one.label),
        "family": one.family.code if one.family else None,
        "dossiers": list(one.dossiers),
        "spheres": list(one.spheres),
        "met": [
            {"dossier": met.key, "row": met.row.id, "holder": _text(met.holder), "over": met.over}
            for met in one.met
        ],
        "levers": [
            {"lever": tried.lever, "dossiers": list(tried.dossiers), "over": list(tried.over)}
            for tried in one.tried
        ],
    }
