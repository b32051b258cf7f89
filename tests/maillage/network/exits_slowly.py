"""Exits computed slowly, from the rows alone: everything is looked at again until nothing more falls."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from maillage.articulation.chain import is_present
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import (
    Actor,
    Challenge,
    Commitment,
    Component,
    Contribution,
    Cost,
    Effect,
    Flow,
    Record,
    Tie,
    Words,
)
from maillage.dossier.values import PartialDate

DAY = datetime.date(2026, 1, 15)
EURO = "eur"
Key = tuple[str, str]
Rows = dict[Key, Any]


def slowly(
    dossier: Dossier,
    day: datetime.date,
    gone: Collection[str],
    stopped: Collection[Key] = (),
    *,
    money_decides: bool = False,
) -> set[Key]:
    """The rows that fall when the actors `gone` leave and the rows or purses (``money``) `stopped` dry up."""
    state = dossier.at(day)
    here = {one.id for one in state.actors if one.variant_of is None and is_present(one, day)}
    rows = _rows(state)
    before = _standing(rows, here, day)
    left, after = here - set(gone), before - set(stopped)
    purses = {one for table, one in stopped if table == "money"} | set(gone)
    while True:
        falls = {key for key in after if _falls(key, rows, before, after, left, here, purses, money_decides)}
        if not falls:
            return before - after
        after -= falls


def _rows(state: Dossier) -> Rows:
    tables = ("challenges", "effects", "components", "contributions", "commitments", "costs", "flows", "ties")
    return {(table, row.id): row for table in tables for row in state.rows(table) if row.variant_of is None}


def _standing(rows: Rows, here: set[str], day: datetime.date) -> set[Key]:
    """What stands before anybody leaves."""
    ends = here | {"collective", "outside", None}
    up: set[Key] = set()
    for key, row in rows.items():
        table = key[0]
        if (
            (table == "components" and row.status != "ended" and (row.bearers is None or here & set(row.bearers)))
            or (table in ("contributions", "flows") and {row.from_, row.to} <= ends)
            or (table == "commitments" and {row.from_, row.to} <= ends and row.status not in ("broken", "ended"))
            or (table == "ties" and {row.actor_a, row.actor_b} <= here and row.level != "unknown")
            or (table == "costs" and (row.last_year is None or row.last_year >= day.year) and row.bearer in {*here, None})
        ):  # fmt: skip
            up.add(key)
    for key, row in rows.items():
        if key[0] == "effects" and (
            row.components is None or any(("components", one) in up for one in row.components)
        ):
            up.add(key)
    reached = {
        one for key, row in rows.items() if key in up and _is_good(key, row) for one in row.challenges or ()
    }
    return up | {key for key in rows if key[0] == "challenges" and key[1] in reached}


def _is_good(key: Key, row: Any) -> bool:
    return key[0] == "effects" and row.sign != "negative"


def _falls(
    key: Key, rows: Rows, before: set[Key], after: set[Key], left: set[str], here: set[str], purses: set[str], money: bool
) -> bool:  # fmt: skip
    table, row = key[0], rows[key]

    def all_fell(table: str, ids: Words) -> bool:
        were = {(table, one) for one in ids or ()} & before
        return bool(were) and not were & after

    if table == "components":
        unpaid = (
            money and _paid(key[1], row, rows, before, before) and not _paid(key[1], row, rows, after, before)
        )
        return (row.bearers is not None and not left & set(row.bearers)) or bool(unpaid)
    if table == "effects":
        return all_fell("components", row.components)
    if table == "challenges":
        reaching = tuple(
            one[1] for one in before if _is_good(one, rows[one]) and key[1] in (rows[one].challenges or ())
        )
        return all_fell("effects", reaching)
    if table == "ties":
        return not {row.actor_a, row.actor_b} <= left
    if table == "costs":
        return row.bearer is not None and (row.bearer not in left or row.bearer in purses)
    if not {row.from_, row.to} & here <= left:
        return True
    if table == "commitments":
        return row.reciprocates != row.id and all_fell(
            "commitments", (row.reciprocates,) if row.reciprocates else ()
        )
    dry = row.from_ in purses and (row.kind == "money" if table == "contributions" else row.unit == EURO)
    if table == "contributions":
        return dry or all_fell("effects", row.in_return_of)
    one_of = [("components", row.component), ("contributions", row.realises)]
    return dry or any(all_fell(table, (one,)) for table, one in one_of if one)


def _paid(component: str, row: Any, rows: Rows, up: set[Key], before: set[Key]) -> set[Key]:
    """The rows by which money comes to a component."""
    return {
        key
        for key in up
        if getattr(rows[key], "component", None) == component
        and (
            (key[0] == "contributions" and rows[key].kind == "money")
            or (key[0] == "costs" and rows[key].bearer is not None)
            or (
                key[0] == "flows"
                and rows[key].unit == EURO
                and rows[key].from_ not in (row.bearers or ())
                and ("contributions", rows[key].realises) not in before
            )
        )
    }


# --- ecosystems to try ----------------------------------------------------------------------------------------------

ACTORS = "vwxyz"


def one_of(ids: str) -> st.SearchStrategy[str]:
    return st.sampled_from(ids)


def maybe(ids: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(ids)


def some(ids: str) -> st.SearchStrategy[Words]:
    return st.none() | st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple)


@st.composite
def ecosystems(draw: st.DrawFn) -> Dossier:
    """A small ecosystem in which everything may rest on everything: people gone, silences, money, promises in a ring."""

    def dates(key: str) -> dict[str, PartialDate]:
        kind = draw(st.sampled_from(["here", "here", "here", "gone", "coming"]))
        return {"gone": {"left_on": PartialDate(2025)}, "coming": {"joined_on": PartialDate(2027)}}.get(
            kind, {}
        )

    status, parts, goods = st.sampled_from(["existing", "planned", "ended", None]), "abcd", "efgh"
    unit = st.sampled_from([EURO, "kg", None])
    return Dossier(
        record=Record(id="e", title="E"),
        actors=tuple(Actor(id=one, name=one.upper(), **dates(one)) for one in ACTORS),
        components=tuple(
            Component(id=one, name=one, bearers=draw(some(ACTORS)), status=draw(status)) for one in parts
        ),
        effects=tuple(
            Effect(
                id=one,
                name=one,
                components=draw(some(parts)),
                challenges=draw(some("tu")),
                sign=draw(st.sampled_from(["positive", "negative"])),
            )
            for one in goods
        ),
        challenges=tuple(Challenge(id=one, name=one) for one in "tu"),
        contributions=tuple(
            Contribution(
                id=one,
                from_=draw(one_of(ACTORS)),
                to=draw(st.none() | st.sampled_from([*ACTORS, "collective"])),
                kind=draw(st.sampled_from(["money", "time"])),
                in_return_of=draw(some(goods)),
                component=draw(maybe(parts)),
            )
            for one in "ijk"
        ),
        commitments=tuple(
            Commitment(
                id=one,
                from_=draw(one_of(ACTORS)),
                to=draw(st.none() | st.sampled_from([*ACTORS, "collective"])),
                reciprocates=draw(maybe("lmn")),
                status=draw(st.sampled_from(["held", "proposed", "broken", None])),
            )
            for one in "lmn"
        ),
        costs=tuple(
            Cost(
                id=one,
                component=draw(maybe(parts)),
                bearer=draw(maybe(ACTORS)),
                last_year=draw(st.sampled_from([None, 2020, 2030])),
            )
            for one in "op"
        ),
        flows=tuple(
            Flow(
                id=one,
                from_=draw(st.sampled_from([*ACTORS, "outside"])),
                to=draw(one_of(ACTORS)),
                object=one,
                unit=draw(unit),
                component=draw(maybe(parts)),
                realises=draw(maybe("ijk")),
            )
            for one in "qr"
        ),
        ties=tuple(
            Tie(id=one, actor_a=draw(one_of(ACTORS)), actor_b=draw(one_of(ACTORS)), level=draw(maybe_level))
            for one in "s"
        ),
    )


maybe_level = st.sampled_from([None, "unknown", "exchange"])
