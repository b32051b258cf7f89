"""Keep what somebody chose on one page of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from maillage.dossier.merge import Plan, with_cited
from maillage_web.dossiers.mappers.importing import Picks, group_of
from maillage_web.dossiers.models import ImportDraft

SIDES = ("current", "incoming", "beside")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a page says: the items it showed, those ticked, the side of each conflict, then what its button asks.

    `verb` and `target` are the button: tick or untick a group, one side for the conflicts of a group, take what the
    chosen items cite, take an added row for the existing one that it looks like, or no longer.
    """

    shown: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()
    sides: Mapping[tuple[str, str], str] = field(default_factory=dict)
    asserted: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    verb: str = ""
    target: str = ""


@transaction.atomic
def choose(*, draft: int, plan: Plan, choice: Choice) -> None:
    """Keep a choice; `plan` is the one that the page showed. What it does not know is left out."""
    row = ImportDraft.objects.select_for_update().defer("content").get(pk=draft)
    if row.state != ImportDraft.State.READY:
        return
    picks = Picks.of(row.picks)
    _take_page(picks, plan, choice)
    _VERBS.get(choice.verb, _nothing)(picks, plan, choice.target)
    row.picks, row.why = picks.kept(), choice.why
    row.save(update_fields=["picks", "why"])


def _take_page(picks: Picks, plan: Plan, choice: Choice) -> None:
    for item in plan.items:
        if item.key not in choice.shown:
            continue
        picks.ticks.pop(item.key, None)
        if picks.takes(item) != (item.key in choice.ticked):
            picks.ticks[item.key] = item.key in choice.ticked
        if item.conflict:
            said = {column: side for (key, column), side in choice.sides.items() if key == item.key}
            picks.sides[item.key] = picks.sides.get(item.key, {}) | said
            picks.asserted[item.key] = choice.asserted.get(item.key, "")


def _nothing(picks: Picks, plan: Plan, target: str) -> None:
    """A button that keeps the page and asks nothing more."""


def _set_group(picks: Picks, plan: Plan, target: str, taken: bool) -> None:
    for item in plan.items:
        if group_of(item) == target:
            picks.ticks.pop(item.key, None)
            picks.groups[target] = taken


def _tick(picks: Picks, plan: Plan, target: str) -> None:
    _set_group(picks, plan, target, True)


def _untick(picks: Picks, plan: Plan, target: str) -> None:
    _set_group(picks, plan, target, False)


def _side(picks: Picks, plan: Plan, target: str) -> None:
    """One side for all the conflicts of a group, those of other pages too."""
    group, _, side = target.rpartition(":")
    if side not in SIDES[:2]:
        return
    for item in plan.items:
        if group_of(item) == group:
            picks.sides.pop(item.key, None)
            picks.group_sides[group] = side


def _take_cited(picks: Picks, plan: Plan, target: str) -> None:
    wanted = with_cited(plan, picks.chosen(plan.items))
    for item in plan.items:
        if item.key in wanted and not picks.takes(item):
            picks.ticks[item.key] = True


def _same(picks: Picks, plan: Plan, target: str) -> None:
    for item in plan.items:
        if item.key == target and item.looks_like:
            picks.same[f"{item.table}.{item.id}"] = item.looks_like


def _apart(picks: Picks, plan: Plan, target: str) -> None:
    picks.same.pop(target, None)


_VERBS = {
    "tick": _tick,
    "untick": _untick,
    "side": _side,
    "take-cited": _take_cited,
    "same": _same,
    "apart": _apart,
}
