"""STR: what can be read in the dossier and yet looks odd, or says what to fill next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Any

from maillage.articulation.chain import Chain, active, favourable
from maillage.articulation.checks.gathering import PRESENT, own
from maillage.articulation.findings import REGISTRY, Hit, RowRef, check, found, name_of, unsaid
from maillage.articulation.silences import in_force, names
from maillage.dossier.fields import Field
from maillage.dossier.tables import LISTED, TABLES, Actor, Silence
from maillage.dossier.values import slug
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, listing, same

_STEPS = ("challenges", "effects", "components", "actors")
_THREAD = (("effects", "challenges"), ("effects", "components"), ("components", "bearers"))
_AT_LARGE = frozenset(("guarantor", "facilitator", "vehicle"))
"""Roles held towards everybody: nothing else needs to link these actors."""

_POINTING = {
    name: tuple(field for field in table.fields if field.kind == "reference")
    for name, table in TABLES.items()
}
_STATING = {
    name: tuple(field for field in fields if field.name != "source") for name, fields in _POINTING.items()
}
_TOLD_BY_THE_CHAIN = (*_THREAD[1:], ("effects", "beneficiaries"))
"""Lists of which another check says that nothing is left in them."""


def _pointed(row: Any, field: Field) -> tuple[str, ...]:
    value = getattr(row, field.attribute)
    return (value,) if isinstance(value, str) else value or ()


def _mentioned(chain: Chain) -> set[str]:
    """The ids of the actors that another row speaks of."""
    return {
        one
        for table in LISTED
        for field in _POINTING[table]
        if field.table == "actors"
        for row in chain.dossier.rows(table)
        for one in _pointed(row, field)
    }


@check("STR001")
def no_thread(chain: Chain) -> Iterator[Hit]:
    """No complete thread yet from a challenge to an actor, and something left to fill."""
    if any(_complete(chain, effect.id) for effect in chain.effects.values()):
        return
    missing = [TABLES[table].label for table in _STEPS if not getattr(chain, table)]
    missing = missing or [TABLES[t].field(c).label for t, c in _THREAD if _blank(chain, t, c)]
    if missing:
        yield unsaid(chain.dossier.record, step=missing[0], missing=listing(missing))


def _blank(chain: Chain, table: str, column: str) -> bool:
    return any(getattr(row, column) is None for row in getattr(chain, table).values())


def _complete(chain: Chain, effect: str) -> bool:
    row = chain.effects[effect]
    reaches = favourable(row) and any(one in chain.challenges for one in row.challenges or ())
    return reaches and any(chain.bearers_of.get(part.id) for part in chain.components_of.get(effect, ()))


@check("STR002")
def lone_actor(chain: Chain) -> Iterator[Hit]:
    """Actors present that no other row speaks of."""
    mentioned = _mentioned(chain)
    lone = [
        actor
        for actor in chain.actors.values()
        if chain.present(actor)
        and actor.id not in mentioned
        and not _AT_LARGE.intersection(actor.roles or ())
    ]
    if lone:
        yield unsaid(*lone)


@check("STR003")
def twin_actors(chain: Chain) -> Iterator[Hit]:
    """Two actors with one official number, or with one name and no number that tells them apart."""
    numbered: set[str] = set()
    for number in ("siren", "rna"):
        for twins in _alike(chain, attrgetter(number)):
            if not numbered.issuperset(one.id for one in twins):
                numbered.update(one.id for one in twins)
                yield found(*twins)
    for twins in _alike(chain, lambda actor: slug(actor.name)):
        if not numbered.issuperset(one.id for one in twins) and not _told_apart(twins):
            yield unsaid(*twins)


def _alike(chain: Chain, key: Callable[[Actor], str | None]) -> Iterator[list[Actor]]:
    groups: dict[str, list[Actor]] = defaultdict(list)
    for actor in chain.actors.values():
        if shared := key(actor):
            groups[shared].append(actor)
    return (group for group in groups.values() if len(group) > 1)


def _told_apart(twins: list[Actor]) -> bool:
    return all(one.siren for one in twins) and len({one.siren for one in twins}) == len(twins)


@check("STR004")
def gone_but_named(chain: Chain) -> Iterator[Hit]:
    """An actor who has left and that rows still count on, beyond what the chain already shows as broken."""
    gone = {actor.id for actor in chain.actors.values() if chain.has_left(actor)}
    counted: dict[str, list[Any]] = defaultdict(list)
    for one, row in _counted_on(chain):
        if one in gone:
            counted[one].append(row)
    for one, rows in counted.items():
        yield found(chain.actors[one], *rows, places=listing([name_of(row) for row in rows]))


def _counted_on(chain: Chain) -> Iterator[tuple[str | None, Any]]:
    """Each row that counts on somebody today, with the id of the actor it counts on."""
    for component in chain.components.values():
        if active(component) and chain.bearers_of.get(component.id):
            yield from ((one, component) for one in component.bearers or ())
    for commitment in own(chain.dossier.commitments):
        if commitment.status == "held":
            yield from ((one, commitment) for one in {commitment.from_, commitment.to})
    for contribution in own(chain.dossier.contributions):
        if contribution.period not in (None, "once"):
            yield contribution.from_, contribution


@check("STR005")
def tie_with_oneself(chain: Chain) -> Iterator[Hit]:
    """A tie, a contribution, a flow or a commitment whose two ends are the same actor."""
    ends = [(tie, tie.actor_a, tie.actor_b) for tie in chain.dossier.ties]
    for table in ("contributions", "flows", "commitments"):
        ends += [(row, row.from_, row.to) for row in chain.dossier.rows(table)]
    for row, one, other in ends:
        if one == other and one in chain.actors:
            yield found(row, actor=same(chain.actors[one].name))


@check("STR006")
def reference_out_of_time(chain: Chain) -> Iterator[Hit]:
    """Rows that hold on the day and point to a row that does not."""
    here = {table: {row.id for row in chain.dossier.rows(table)} for table in LISTED}
    missed: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for table in PRESENT:
        for row in chain.dossier.rows(table):
            if getattr(row, "status", None) in ("ended", "broken"):
                continue
            for field in _STATING[table]:
                target = field.table or table
                for one in _absent(table, field, _pointed(row, field), here[target]):
                    missed[target, one].append(row)
    names = {
        table: {row.id: name_of(row) for row in chain.whole.rows(table)}
        for table in {key[0] for key in missed}
    }
    for (target, one), rows in missed.items():
        yield found(*rows, target=names[target].get(one, same(one)), day=same(chain.on.isoformat()))


def _absent(table: str, field: Field, pointed: tuple[str, ...], here: set[str]) -> list[str]:
    absent = [one for one in pointed if one not in here and one not in field.parties]
    told = (table, field.name) in _TOLD_BY_THE_CHAIN and len(absent) == len(pointed)
    return [] if told else absent


@check("STR007")
def idle_silence(chain: Chain) -> Iterator[Hit]:
    """A silence in force of an unknown check or row, or whose finding is no longer there."""
    ids = {table: {row.id for row in chain.whole.rows(table)} for table in TABLES}
    hits: dict[str, list[RowRef]] = {}
    for silence in chain.dossier.silences:
        code = silence.code.upper()
        if code == "STR007" or not in_force(silence, chain.on):
            continue
        if code.lower() in vocabulary("obstacles").terms:  # a lock-in that signs proposed, set aside
            continue
        if code in REGISTRY and code not in hits:
            hits[code] = [RowRef.of(row) for hit in REGISTRY[code](chain) for row in hit.rows]
        known = code in REGISTRY and _names_a_row(silence, ids)
        if not known or not any(names(silence, ref) for ref in hits[code]):
            yield found(silence, code=same(silence.code), row=same(silence.row or "–"))


def _names_a_row(silence: Silence, ids: dict[str, set[str]]) -> bool:
    if silence.table is not None and silence.table not in ids:
        return False
    tables = ids if silence.table is None else (silence.table,)
    return silence.row is None or any(silence.row in ids[table] for table in tables)


@check("STR008")
def gap_between_versions(chain: Chain) -> Iterator[Hit]:
    """Rows whose dated states leave days of which nothing is said."""
    rows = []
    for table in LISTED:
        versions: dict[str, list[Any]] = defaultdict(list)
        for row in chain.whole.rows(table):
            if row.since is not None or row.until is not None:
                versions[row.id].append(row)
        rows += [later for states in versions.values() for later in _after_a_gap(states)]
    if rows:
        yield unsaid(*rows)


def _after_a_gap(states: list[Any]) -> Iterator[Any]:
    states.sort(key=lambda row: (row.since is not None, row.since and row.since.first_day()))
    for earlier, later in pairwise(states):
        if earlier.until and later.since and (later.since.first_day() - earlier.until.last_day()).days > 1:
            yield later


@check("STR009")
def no_legal_form(chain: Chain) -> Iterator[Hit]:
    """Organisations present of which nobody says the legal form."""
    silent = [
        actor
        for actor in chain.actors.values()
        if chain.present(actor) and actor.legal_form is None and actor.category != "citizens"
    ]
    if silent:
        yield unsaid(*silent)


@check("STR010")
def unknown_columns(chain: Chain) -> Iterator[Hit]:
    """Columns that Maillage keeps without knowing them."""
    columns = Counter(
        (table, column) for table in TABLES for row in chain.dossier.rows(table) for column, _ in row.extras
    )
    if columns:
        named = [Text(*(f"{part} ({column})" for part in TABLES[table].label)) for table, column in columns]
        yield found(chain.dossier.record, columns=listing(named))


@check("STR011")
def ended_source_of_effect(chain: Chain) -> Iterator[Hit]:
    """A component that has ended and is still given as producing an effect that others keep alive."""
    for component in chain.components.values():
        if not active(component):
            kept = [one for one in chain.effects_by.get(component.id, ()) if chain.components_of.get(one.id)]
            if kept:
                yield found(component, *kept, effects=listing([same(one.name) for one in kept]))


@check("STR012")
def unconfirmed_role(chain: Chain) -> Iterator[Hit]:
    """Actors said to be bearers, beneficiaries or funders that no row shows in that role."""
    mentioned = _mentioned(chain)
    for role, acting, complete in _roles(chain):
        lone = [one for one in chain.with_role(role) if one.id in mentioned and one.id not in acting]
        if lone:
            yield (found if complete else unsaid)(*lone, role=vocabulary("roles").label_of(role))


def _roles(chain: Chain) -> Iterator[tuple[str, set[str], bool]]:
    """A role, the ids of those whom rows show in it, and whether every row that could say so does."""
    for role, table, column in (
        ("bearer", "components", "bearers"),
        ("beneficiary", "effects", "beneficiaries"),
    ):
        rows = getattr(chain, table).values()
        acting = {one for row in rows for one in getattr(row, column) or ()}
        yield role, acting, bool(rows) and all(getattr(row, column) is not None for row in rows)
    paying = {row.from_ for row in chain.dossier.contributions if row.kind == "money"}
    paying |= {row.from_ for row in chain.dossier.flows} | {
        row.bearer for row in chain.dossier.costs if row.bearer
    }
    yield "funder", paying, False
