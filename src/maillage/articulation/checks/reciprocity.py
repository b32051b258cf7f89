"""REC: who receives and brings nothing, who brings and receives nothing, which commitment has no answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from maillage.articulation.catalogue import threshold
from maillage.articulation.chain import Chain, Said
from maillage.articulation.checks.gathering import (
    all_gifts_said,
    gathered,
    givers,
    named,
    open_loops,
    own,
    receivers,
    some_receiver_contributes,
)
from maillage.articulation.findings import Hit, check, found, name_of, unless, unsaid
from maillage.dossier.tables import Commitment, Tie
from maillage.text import Text, joined_by, same

OVER = ("broken", "ended")
COLLECTIVE = "collective"


def _name(chain: Chain, party: str | None) -> Text:
    """What people call a party: an actor by its name, the collective, or nobody known."""
    actor = chain.actors.get(party or "")
    if actor is not None:
        return same(actor.name)
    return Text("le collectif", "the collective") if party == COLLECTIVE else Text("?", "?")


def _promise(chain: Chain) -> Callable[[Any], Text]:
    """How to call a contribution or a commitment: what it is, and who it comes from."""

    def label(row: Any) -> Text:
        giver = _name(chain, row.from_)
        return Text(f"{name_of(row).fr} ({giver.fr})", f"{name_of(row).en} ({giver.en})")

    return label


# --- receiving and bringing ---------------------------------------------------------------------------------


@check("REC001")
def receives_and_brings_nothing(chain: Chain) -> Iterator[Hit]:
    """A beneficiary that brings nothing, where others do; those of an open loop are named with it (ART011)."""
    if not some_receiver_contributes(chain):
        return
    told = {one.id for _, served in open_loops(chain) for one in served}
    bringing, said = givers(chain) | told, all_gifts_said(chain)
    lone = [actor for actor in receivers(chain) if actor.id not in bringing]
    hits = (hit for one in lone for hit in unless(said, one, effects=named(chain.benefits_to[one.id])))
    yield from gathered(hits)


@check("REC002")
def brings_and_receives_nothing(chain: Chain) -> Iterator[Hit]:
    """An actor that contributes or bears costs, and to whom nothing comes back."""
    returned = _receiving(chain)
    if not returned - {None, COLLECTIVE, "outside"}:
        return
    silent = None in returned or any(effect.beneficiaries is None for effect in chain.effects.values())
    bringing = set(chain.contributions_by) | {cost.bearer for cost in own(chain.dossier.costs)}
    lone = [one for one in chain.actors.values() if one.id in bringing - returned and chain.present(one)]
    yield from gathered(unsaid(actor) if silent else found(actor) for actor in lone)


def _receiving(chain: Chain) -> set[str | None]:
    """Those towards whom something goes: an effect, a flow, a contribution, a commitment. `None`: it is not said."""
    state = chain.dossier
    towards: set[str | None] = {flow.to for flow in own(state.flows)}
    towards |= {one.to for one in own(state.contributions)} | {one.to for one in own(state.commitments)}
    return towards | set(chain.benefits_to)


# --- contributions ------------------------------------------------------------------------------------------


@check("REC003")
def in_return_of_nothing(chain: Chain) -> Iterator[Hit]:
    """A contribution that is brought in return of no useful effect."""
    lone = [one for one in own(chain.dossier.contributions) if not one.in_return_of]
    hits = (unsaid(one) if one.in_return_of is None else found(one) for one in lone)
    yield from gathered(hits, _promise(chain))


@check("REC004")
def contribution_not_acceptable(chain: Chain) -> Iterator[Hit]:
    """A contribution that the one who brings it does not find acceptable."""
    for one in own(chain.dossier.contributions):
        if one.acceptable is False:
            yield found(one, giver=_name(chain, one.from_))


@check("REC005")
def acceptability_not_asked(chain: Chain) -> Iterator[Hit]:
    """Contributions whose acceptability is not said, where that of others is."""
    contributions = own(chain.dossier.contributions)
    if any(one.acceptable is not None for one in contributions):
        hits = (unsaid(one) for one in contributions if one.acceptable is None)
        yield from gathered(hits, _promise(chain))


@check("REC006")
def only_money(chain: Chain) -> Iterator[Hit]:
    """Several contributions, and all of them money."""
    contributions = own(chain.dossier.contributions)
    if len(contributions) > 1 and all(one.kind == "money" for one in contributions):
        yield found(chain.dossier.record, contributions=len(contributions))


# --- commitments --------------------------------------------------------------------------------------------


@check("REC007")
def commitment_without_answer(chain: Chain) -> Iterator[Hit]:
    """A commitment under way that answers none and that none answers; proposals have their own check."""
    commitments = own(chain.dossier.commitments)
    answered = {one.reciprocates for one in commitments}
    lone = [one for one in commitments if one.reciprocates is None and one.status not in OVER]
    free = {(one.from_, one.to) for one in lone}
    together = {one.from_ for one in commitments if one.to == COLLECTIVE and one.status not in OVER}
    hits = (
        unless(
            _answer(one, free, together), one, giver=_name(chain, one.from_), receiver=_name(chain, one.to)
        )
        for one in lone
        if one.id not in answered and one.status != "proposed"
    )
    yield from gathered((hit for some in hits for hit in some), _promise(chain))


def _answer(one: Commitment, free: set[tuple[str, str | None]], together: set[str]) -> Said:
    """Whether something answers `one`.

    Commitments to the collective answer each other; a commitment the other way, that does not say what it
    answers (`free`), may be the answer.
    """
    if one.to == COLLECTIVE and together - {one.from_}:
        return Said.YES
    if one.to in (None, COLLECTIVE) or any(
        (one.to, party) in free for party in (one.from_, COLLECTIVE, None)
    ):
        return Said.UNKNOWN
    return Said.NO


@check("REC008")
def answer_from_elsewhere(chain: Chain) -> Iterator[Hit]:
    """An answer that does not come back between the same two parties."""
    known = {one.id: one for one in own(chain.dossier.commitments)}
    for one in known.values():
        first = known.get(one.reciprocates or "")
        if first and not (_same(one.from_, first.to) and _same(one.to, first.from_)):
            yield found(one, first, giver=_name(chain, one.from_), receiver=_name(chain, first.from_))


def _same(party: str | None, other: str | None) -> bool:
    """Whether two parties may be the same: unknown and the collective may be anyone."""
    return party == other or None in (party, other) or COLLECTIVE in (party, other)


@check("REC009")
def broken_without_decision(chain: Chain) -> Iterator[Hit]:
    """A broken commitment after which neither party took part in a decision."""
    last, undated = _last_decisions(chain)
    for one in own(chain.dossier.commitments):
        if one.status != "broken":
            continue
        parties = {one.from_, one.to or COLLECTIVE, None}
        days = [last[party] for party in parties if party in last]
        if one.since and any(day >= one.since.first_day() for day in days):
            continue
        silent = not undated.isdisjoint(parties) or (one.since is None and bool(days))
        said = Said.UNKNOWN if silent else Said.NO
        yield from unless(said, one, giver=_name(chain, one.from_), receiver=_name(chain, one.to))


def _last_decisions(chain: Chain) -> tuple[dict[str | None, datetime.date], set[str | None]]:
    """For each party, the day of the last decision it took part in; and the parties with undated ones.

    `None` stands for the decisions that do not say who took them, the collective for all of them.
    """
    last: dict[str | None, datetime.date] = {}
    undated: set[str | None] = set()
    for decision in own(chain.dossier.decisions):
        for party in (COLLECTIVE, *(decision.decided_by or (None,))):
            if decision.date is None:
                undated.add(party)
            elif decision.date.first_day() <= chain.on:
                last[party] = max(last.get(party, datetime.date.min), decision.date.last_day())
    return last, undated


@check("REC010")
def word_only(chain: Chain) -> Iterator[Hit]:
    """Commitments under way, and none of them written."""
    alive = [one for one in own(chain.dossier.commitments) if one.status not in (*OVER, "proposed")]
    if alive and all(one.form in (None, "oral") for one in alive):
        silent = any(one.form is None for one in alive)
        said = Said.UNKNOWN if silent else Said.NO
        yield from unless(said, chain.dossier.record, *alive, commitments=len(alive))


@check("REC011")
def proposed_for_long(chain: Chain) -> Iterator[Hit]:
    """A commitment proposed long ago and never taken."""
    pending = [one for one in own(chain.dossier.commitments) if one.status == "proposed"]
    hits = (
        found(one, day=one.made_on, giver=_name(chain, one.from_)) if one.made_on else unsaid(one)
        for one in pending
        if one.made_on is None
        or _months_since(one.made_on.last_day(), chain.on) >= threshold("months_proposed")
    )
    yield from gathered(hits, _promise(chain))


def _months_since(day: datetime.date, on: datetime.date) -> int:
    """The whole months from `day` to `on`."""
    return (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)


# --- cooperation --------------------------------------------------------------------------------------------


@check("REC012")
def constraints_not_shared(chain: Chain) -> Iterator[Hit]:
    """A tie said to be a cooperation, where each does not know what constrains the other."""
    ties = [tie for tie in own(chain.dossier.ties) if tie.level == "cooperation"]
    lacking = [tie for tie in ties if {tie.a_knows_b, tie.b_knows_a} & {"none", "partial"}]
    silent = [tie for tie in ties if {tie.a_knows_b, tie.b_knows_a} in ({None}, {None, "shared"})]
    yield from (found(tie, pair=_pair(chain, tie)) for tie in lacking)
    yield from gathered(map(unsaid, silent), lambda tie: _pair(chain, tie))


def _pair(chain: Chain, tie: Tie) -> Text:
    return joined_by(" – ", [_name(chain, party) for party in (tie.actor_a, tie.actor_b)])
