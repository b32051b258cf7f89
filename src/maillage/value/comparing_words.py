"""Rules compared, in words: what is to be said of each, who would leave and for what."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.text import Text, same
from maillage.value import sharing
from maillage.value.comparing import RuleRow, RulesCompared
from maillage.value.rule_words import named, sentence, text, worth_words

_NOTHING = 1e-6
SHOWN = 3
"""How many coalitions that would leave are named."""


def told(compared: RulesCompared, row: RuleRow) -> tuple[Text, ...]:
    """What is to be said of one rule: why it is not computed, or who would leave, the least change, its remarks."""
    if row.why is not None:
        return (row.why,)
    if row.shares is None:
        return row.said
    return (*row.assumes, *leaving(compared, row), *row.remarks)


def leaving(compared: RulesCompared, row: RuleRow) -> tuple[Text, ...]:
    """Who would rather leave under a rule and by how much, the most first; then the least change that keeps all."""
    if row.leavers is None:
        return ()
    if not row.leavers:
        return (text("compare.nobody-leaves"),)
    said = [leaver_said(compared, one) for one in worth_telling(row.leavers)[:SHOWN]]
    change = change_said(row)
    return (*said, change) if change else tuple(said)


def change_said(row: RuleRow) -> Text | None:
    """The least change that keeps everyone, in words; when there is none and nothing to move, that it is so."""
    if row.change is None:
        return None
    if row.leavers and abs(float(row.change.moved)) < _NOTHING:
        return text("compare.nearest")
    return row.change.said


def worth_telling(leavers: Sequence[sharing.Leaver]) -> tuple[sharing.Leaver, ...]:
    """The coalitions to tell of: a larger one that gains no more than one inside it says nothing new."""
    kept: list[sharing.Leaver] = []
    for one in leavers:
        if not any(other.coalition < one.coalition for other in kept):
            kept.append(one)
    return tuple(kept)


def leaver_said(compared: RulesCompared, one: sharing.Leaver) -> Text:
    """A coalition that would rather leave, and what it would gain."""
    reading = "cost" if compared.found.measure == "costs" else compared.reading
    key = f"compare.leaves-{reading}"
    names = [same(compared.found.names[str(player)]) for player in one.members]
    return sentence(key, names=named(names), gain=worth_words(float(one.gain), compared.found.unit))
