"""GOV: how the group learns from what it does, decides, keeps track and comes back to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from maillage.articulation.catalogue import threshold
from maillage.articulation.chain import Chain, Said
from maillage.articulation.checks.gathering import own
from maillage.articulation.findings import Hit, check, found, name_of, unless, unsaid
from maillage.dossier.tables import Decision, Session
from maillage.dossier.values import PartialDate
from maillage.text import listing, same


def _begun(date: PartialDate | None, chain: Chain) -> bool:
    return date is None or date.first_day() <= chain.on


def _sessions(chain: Chain) -> list[Session]:
    """The sessions held by the day, undated ones included."""
    return [row for row in own(chain.dossier.sessions) if _begun(row.date, chain)]


def _decisions(chain: Chain) -> list[Decision]:
    """The decisions made by the day, undated ones included."""
    return [row for row in own(chain.dossier.decisions) if _begun(row.date, chain)]


# --- who looks after the cooperation ------------------------------------------------------------------------------


@check("GOV001")
def no_guarantor(chain: Chain) -> Iterator[Hit]:
    """Nobody present is the guarantor of the cooperation."""
    yield from _without_role(chain, "guarantor")


@check("GOV002")
def no_facilitator(chain: Chain) -> Iterator[Hit]:
    """Nobody present accompanies the group."""
    yield from _without_role(chain, "facilitator")


def _without_role(chain: Chain, role: str) -> Iterator[Hit]:
    present = [actor for actor in chain.actors.values() if chain.present(actor)]
    if present and not chain.with_role(role):
        told = all(actor.roles is not None for actor in present)
        yield from unless(Said.NO if told else Said.UNKNOWN, chain.dossier.record)


@check("GOV003")
def unrecognised_facilitation(chain: Chain) -> Iterator[Hit]:
    """The work of facilitating appears neither in the costs nor in the time that people bring."""
    costs, given = own(chain.dossier.costs), own(chain.dossier.contributions)
    tending = {actor.id for role in ("facilitator", "guarantor") for actor in chain.with_role(role)}
    time = any(row.kind == "time" and (row.from_ in tending or row.to == "collective") for row in given)
    if not chain.actors or time or any(cost.kind == "facilitation" for cost in costs):
        return
    told = costs and given and all(cost.kind is not None for cost in costs)
    yield from unless(Said.NO if told else Said.UNKNOWN, chain.dossier.record)


# --- sessions -----------------------------------------------------------------------------------------------------


@check("GOV004")
def no_recent_session(chain: Chain) -> Iterator[Hit]:
    """Dated sessions, and the last one is long past; that there is none at all is another check."""
    held = _sessions(chain)
    dated = [(row.date.last_day(), row) for row in held if row.date is not None]
    if not dated or any(_recent(chain, day.year, day.month, day.day) for day, _ in dated):
        return
    if len(dated) < len(held):
        yield unsaid(*(row for row in held if row.date is None))
        return
    latest = max(day for day, _ in dated)
    last = [row for day, row in dated if day == latest]
    dates = listing([same(date) for date in sorted({str(row.date) for row in last})])
    yield found(*last, day=dates, months=threshold("months_without_session"))


def _recent(chain: Chain, year: int, month: int, day: int) -> bool:
    limit = (year * 12 + month + int(threshold("months_without_session")), day)
    return limit >= (chain.on.year * 12 + chain.on.month, chain.on.day)


@check("GOV005")
def learnings_without_decision(chain: Chain) -> Iterator[Hit]:
    """Sessions where the group learnt something, and no decision in the dossier."""
    learnt = [row for row in _sessions(chain) if row.learnings]
    if learnt and not _decisions(chain):
        yield unsaid(*learnt)


@check("GOV009")
def absent_bearers(chain: Chain) -> Iterator[Hit]:
    """Bearers that no session names among those who took part, since they joined."""
    held = _sessions(chain)
    listed = [row for row in held if row.participants is not None]
    seen = {one for row in listed for one in row.participants or ()}
    absent = [
        actor
        for actor in chain.actors.values()
        if chain.present(actor) and chain.borne_by.get(actor.id) and actor.id not in seen
        if any(_after(row.date, actor.joined_on) for row in listed)
    ]
    if absent:
        yield (found if len(listed) == len(held) else unsaid)(*absent)


def _after(date: PartialDate | None, start: PartialDate | None) -> bool:
    """Whether `date` cannot be before `start`; an unknown date or start does not prevent it."""
    return date is None or start is None or date.first_day() >= start.last_day()


# --- decisions and promises to come back to -----------------------------------------------------------------------


@check("GOV006")
def decision_review_overdue(chain: Chain) -> Iterator[Hit]:
    """A decision to review by a day that has passed, and that no other replaces."""
    decisions = _decisions(chain)
    replaced = {row.supersedes for row in decisions}
    for row in decisions:
        if row.id not in replaced and _past(row.review_on, chain):
            yield found(row, day=same(str(row.review_on)))


@check("GOV007")
def commitment_review_overdue(chain: Chain) -> Iterator[Hit]:
    """A commitment to review by a day that has passed; when its status is not said, it may be over."""
    for row in own(chain.dossier.commitments):
        if row.status in ("held", "proposed", None) and _past(row.review_on, chain):
            yield (unsaid if row.status is None else found)(row, day=same(str(row.review_on)))


def _past(date: PartialDate | None, chain: Chain) -> bool:
    return date is not None and date.last_day() < chain.on


@check("GOV008")
def incomplete_decisions(chain: Chain) -> Iterator[Hit]:
    """Decisions of which nobody says what came out, or who decided."""
    silent = [row for row in _decisions(chain) if row.outcome is None or row.decided_by is None]
    nobody = [row for row in _decisions(chain) if row.outcome is not None and row.decided_by == ()]
    if nobody:
        yield found(*nobody)
    if silent:
        yield unsaid(*silent)


@check("GOV012")
def decision_replaced_twice(chain: Chain) -> Iterator[Hit]:
    """A decision that two others replace: which one holds?"""
    heirs: dict[str, list[Decision]] = defaultdict(list)
    for row in _decisions(chain):
        if row.supersedes is not None:
            heirs[row.supersedes].append(row)
    for old in _decisions(chain):
        if len(new := heirs.get(old.id, [])) > 1:
            yield found(old, *new, new=listing([name_of(row) for row in new]))


# --- obstacles ----------------------------------------------------------------------------------------------------


@check("GOV010")
def obstacle_without_lever(chain: Chain) -> Iterator[Hit]:
    """An obstacle that matters and against which nothing was tried; those without a word of it are grouped."""
    silent: list[Any] = []
    undecided = _undecided(chain)
    for row in own(chain.dossier.obstacles):
        if row.intensity == "low" or row.levers or row.id in undecided:
            continue
        if row.levers is None:
            silent.append(row)
        else:
            yield found(row)
    if silent:
        yield unsaid(*silent)


@check("GOV011")
def blocking_obstacle_undecided(chain: Chain) -> Iterator[Hit]:
    """A blocking obstacle that no decision follows."""
    undecided = _undecided(chain)
    for row in own(chain.dossier.obstacles):
        if row.id in undecided:
            yield from unless(undecided[row.id], row)


def _undecided(chain: Chain) -> dict[str, Said]:
    """The blocking obstacles that no dated decision follows: `NO` when every date is there to say so."""
    decisions = _decisions(chain)
    days = [row.date.last_day() for row in decisions if row.date is not None]
    all_dated = 0 < len(days) == len(decisions)
    undecided = {}
    for row in own(chain.dossier.obstacles):
        if row.intensity == "blocking":
            start = row.since.first_day() if row.since else None
            if start is None or not days or max(days) < start:
                undecided[row.id] = Said.NO if all_dated and start is not None else Said.UNKNOWN
    return undecided
