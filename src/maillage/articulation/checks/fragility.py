"""FRA: what hangs on a single actor, funder, component or promise, and what already gives way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.articulation.catalogue import threshold
from maillage.articulation.chain import Chain, active, favourable
from maillage.articulation.checks.gathering import own
from maillage.articulation.exits import falls, standing
from maillage.articulation.findings import Hit, check, found, name_of, unsaid
from maillage.dossier.tables import (
    Actor,
    Challenge,
    Commitment,
    Component,
    Contribution,
    Flow,
    Resource,
    ValuedRow,
)
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, listing, same


def _named(rows: Any) -> Text:
    return listing([name_of(row) for row in rows])


def _under_way(chain: Chain) -> list[Component]:
    """The components in place or planned: those that are sought have no bearer yet, by definition."""
    return [part for part in chain.components.values() if active(part) and part.status != "sought"]


def _bearers(chain: Chain) -> dict[str, list[Component]]:
    """By actor present, the components under way that it carries."""
    carried: dict[str, list[Component]] = defaultdict(list)
    for part in _under_way(chain):
        for actor in chain.bearers_of.get(part.id, ()):
            carried[actor.id].append(part)
    return carried


def _open_reach(chain: Chain) -> bool:
    """Whether some favourable effect does not say which challenges it reaches."""
    return any(favourable(effect) and effect.challenges is None for effect in chain.effects.values())


# --- bearers ------------------------------------------------------------------------------------------------------


@check("FRA001")
def lone_bearer(chain: Chain) -> Iterator[Hit]:
    """The components that one actor carries alone, grouped by actor."""
    alone: dict[str, list[Component]] = defaultdict(list)
    for part in _under_way(chain):
        bearers = chain.bearers_of.get(part.id, ())
        if len(bearers) == 1:
            alone[bearers[0].id].append(part)
    for actor, parts in alone.items():
        yield found(chain.actors[actor], *parts, parts=_named(parts))


@check("FRA002")
def keystone(chain: Chain) -> Iterator[Hit]:
    """An actor that carries more than a threshold share of the components."""
    parts = _under_way(chain)
    told = sum(1 for part in parts if part.bearers is not None)
    if told < threshold("components_for_keystone"):
        return
    for actor, carried in _bearers(chain).items():
        certain, possible = (100 * Decimal(len(carried)) / total for total in (len(parts), told))
        if possible > threshold("keystone_share_percent"):
            hit = found if certain > threshold("keystone_share_percent") else unsaid
            yield hit(chain.actors[actor], *carried, carried=len(carried), total=len(parts))


@check("FRA003")
def exit_that_breaks_everything(chain: Chain) -> Iterator[Hit]:
    """One actor without whom no challenge is reached any more."""
    reached = standing(chain).challenges
    for actor, fall in falls(chain).items():
        if fall.challenges and len(fall.challenges) == len(reached):
            hit = unsaid if _open_reach(chain) else found
            lost = [chain.challenges[one] for one in fall.challenges]
            yield hit(chain.actors[actor], *lost, challenges=_named(lost))


@check("FRA008")
def bearer_tied_to_nobody(chain: Chain) -> Iterator[Hit]:
    """A bearer without any tie from exchange up; those of whom no tie is told are grouped."""
    levels = vocabulary("tie_levels")
    ranks: dict[str, list[int | None]] = defaultdict(list)
    for tie in own(chain.dossier.ties):
        for one in (tie.actor_a, tie.actor_b):
            ranks[one].append(None if tie.level is None else levels.rank_of(tie.level))
    silent: list[Actor] = []
    for key in _bearers(chain):
        known = ranks.get(key, [None])
        if any(rank is not None and rank >= levels.rank_of("exchange") for rank in known):
            continue
        if None in known:
            silent.append(chain.actors[key])
        else:
            yield found(chain.actors[key])
    if silent and len(chain.actors) > 1:
        yield unsaid(*silent)


@check("FRA009")
def announced_departure(chain: Chain) -> Iterator[Hit]:
    """A bearer that will leave."""
    for key, parts in _bearers(chain).items():
        actor = chain.actors[key]
        if actor.left_on is not None:
            yield found(actor, *parts, parts=_named(parts), day=same(str(actor.left_on)))


# --- challenges ---------------------------------------------------------------------------------------------------


@check("FRA004")
def challenge_on_one_component(chain: Chain) -> Iterator[Hit]:
    """A challenge all of whose effects come from one component."""
    open_reach = _open_reach(chain)
    for challenge, parts in _supports(chain):
        if len(parts) == 1:
            effects = chain.effects_of[challenge.id]
            certain = not open_reach and all(effect.components is not None for effect in effects)
            yield (found if certain else unsaid)(challenge, *parts, part=name_of(parts[0]))


@check("FRA005")
def challenge_on_one_effect(chain: Chain) -> Iterator[Hit]:
    """A challenge that one effect alone reaches, though several components produce it."""
    open_reach = _open_reach(chain)
    for challenge, parts in _supports(chain):
        effects = chain.effects_of[challenge.id]
        if len(effects) == 1 and len(parts) > 1:
            yield (unsaid if open_reach else found)(challenge, *effects, effect=name_of(effects[0]))


def _supports(chain: Chain) -> Iterator[tuple[Challenge, list[Component]]]:
    for challenge in chain.challenges.values():
        effects = chain.effects_of.get(challenge.id, ())
        parts = {part.id: part for effect in effects for part in chain.components_of.get(effect.id, ())}
        if parts:
            yield challenge, list(parts.values())


# --- money --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Income:
    """Money that comes in: from whom, which row says it, how much and how often."""

    payer: str
    row: Any
    amount: Decimal | None
    unit: str | None
    period: str | None

    @property
    def comparable(self) -> Decimal | None:
        """The amount for one year (or once), when it is said."""
        if self.amount is None or self.unit is None or self.period is None:
            return None
        rate = vocabulary("periods").terms[self.period].properties["per_year"]
        return self.amount * Decimal(rate or 1)


def _incomes(chain: Chain) -> list[_Income]:
    """Contributions in money and money from the outside; what is paid once is left out when something comes back."""
    incomes = [
        _Income(row.from_, row, _likeliest(row), row.unit, row.period)
        for row in own(chain.dossier.contributions)
        if row.kind == "money"
    ] + [
        _Income(row.from_, row, row.amount, row.unit, row.period)
        for row in own(chain.dossier.flows)
        if row.from_ == "outside" and _is_money(row.unit)
    ]
    return [income for income in incomes if income.period != "once"] or incomes


def _likeliest(row: ValuedRow) -> Decimal | None:
    """The likely amount, else the middle of the range, else its only end."""
    if row.likely is not None or row.low is None or row.high is None:
        return next((value for value in (row.likely, row.low, row.high) if value is not None), None)
    return (row.low + row.high) / 2


def _is_money(unit: str | None) -> bool:
    term = vocabulary("units").terms.get(unit or "")
    return term is not None and term.properties["dimension"] == "money"


@check("FRA006")
def single_funder(chain: Chain) -> Iterator[Hit]:
    """One actor that brings more than a threshold share of the money."""
    incomes = _incomes(chain)
    if not incomes:
        return
    units = Counter(income.unit for income in incomes if income.unit)
    unit = max(units, key=lambda one: (units[one], one), default=None)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    blank = []
    for income in incomes:
        amount = income.comparable
        if amount is None or income.unit != unit:
            blank.append(income)
        else:
            sums[income.payer] += amount
    yield from _weigh(chain, {income.payer for income in incomes}, sums, blank)


def _weigh(chain: Chain, payers: set[str], sums: dict[str, Decimal], blank: list[_Income]) -> Iterator[Hit]:
    total = sum(sums.values())
    top = max(sums, key=lambda payer: sums[payer]) if total else next(iter(payers))
    share = 100 * sums[top] / total if total else None
    alone = len(payers) == 1 or (share is not None and share > threshold("single_funder_percent"))
    if alone and top in chain.actors and all(income.payer == top for income in blank):
        yield found(chain.actors[top], share=100 if share is None else int(share))
    elif blank and len(payers) > 1:
        yield unsaid(*(income.row for income in blank))


@check("FRA007")
def cost_that_nobody_finances(chain: Chain) -> Iterator[Hit]:
    """Components whose running or coming costs nobody but their bearers pays."""
    paid = _payments(chain)
    borne = {part.id: set(part.bearers or ()) for part in chain.components.values()}
    financed = {row.component for row in paid if row.from_ not in borne.get(row.component or "", ())}
    unassigned = {row.to for row in paid if row.component is None}
    silent: list[Component] = []
    for part in _under_way(chain):
        costs = [cost for cost in chain.costs_of.get(part.id, ()) if not _over(cost.last_year, chain)]
        payers, bearers = {cost.bearer for cost in costs}, borne[part.id]
        if not costs or part.id in financed or payers - bearers - {None}:
            continue
        if paid and None not in payers and not unassigned & {*bearers, "collective", None}:
            yield found(part, *costs)
        else:
            silent.append(part)
    if silent:
        yield unsaid(*silent)


def _payments(chain: Chain) -> list[Contribution | Flow]:
    """The rows that say that money goes from one to another."""
    given = [row for row in own(chain.dossier.contributions) if row.kind == "money"]
    return [*given, *(row for row in own(chain.dossier.flows) if _is_money(row.unit))]


def _over(last_year: int | None, chain: Chain) -> bool:
    return last_year is not None and last_year < chain.on.year


# --- promises and resources ---------------------------------------------------------------------------------------


@check("FRA010")
def bearer_without_held_promise(chain: Chain) -> Iterator[Hit]:
    """A bearer none of whose commitments is held: broken or over, or else proposed or of unknown status."""
    for key, parts in _bearers(chain).items():
        promises = chain.commitments_by.get(key, ())
        statuses = {promise.status for promise in promises}
        if not promises or "held" in statuses or _still_to_come(statuses, parts):
            continue
        hit = found if statuses & {"broken", "ended"} and None not in statuses else unsaid
        yield hit(chain.actors[key], *promises, parts=_named(parts), promises=_promised(promises))


def _still_to_come(statuses: set[str | None], parts: list[Component]) -> bool:
    return statuses == {"proposed"} and all(part.status == "planned" for part in parts)


def _promised(promises: tuple[Commitment, ...]) -> Text:
    labels = vocabulary("commitment_statuses")
    pairs = [(name_of(promise), labels.label_of(promise.status)) for promise in promises]
    return listing([Text(f"{name.fr} ({state.fr})", f"{name.en} ({state.en})") for name, state in pairs])


@check("FRA011")
def resource_giving_way(chain: Chain) -> Iterator[Hit]:
    """An intangible resource that a rater sees missing or fragile, and declining."""
    giving: dict[tuple[str, str | None], list[Resource]] = defaultdict(list)
    for row in own(chain.dossier.resources):
        if row.state in ("missing", "fragile") and row.trend == "declining":
            giving[row.kind, row.holder].append(row)
    for (kind, _), rows in giving.items():
        raters = listing([same(row.rater or row.asserted_by or "?") for row in rows])
        yield found(*rows, kind=vocabulary("resource_kinds").label_of(kind), raters=raters)
