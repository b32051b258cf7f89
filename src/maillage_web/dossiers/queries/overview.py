"""The list of dossiers and the first page of one: what it is about, how much is known, its states through time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from maillage.articulation.chain import active, build_chain, is_present
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES, Source
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.queries.findings import Count, counts_of
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of


@dataclass(frozen=True, slots=True)
class Card:
    """A dossier in the list: what it is about and how much is known. No mark, no rank."""

    entry: Entry
    tongue: str
    summary: str
    territory: Text | None
    spheres: tuple[Text, ...]
    rows: int
    actors: int
    counts: tuple[Count, ...]


def card_of(entry: Entry, today: datetime.date) -> Card:
    """The card of a dossier as it stands today."""
    analysis = analysis_of(entry, today)
    record = analysis.chain.dossier.record
    return Card(
        entry=entry,
        tongue=record.language or "fr",
        summary=record.summary or "",
        territory=territory_of(analysis.chain.whole),
        spheres=spheres_of(analysis.chain.whole),
        rows=analysis.chain.whole.count(),
        actors=sum(map(analysis.chain.present, analysis.chain.actors.values())),
        counts=counts_of(analysis),
    )


def territory_of(dossier: Dossier) -> Text | None:
    """What the territory is called, or its codes; `None` when the dossier does not say."""
    record = dossier.record
    words = record.territory_name or ", ".join(record.territory or ())
    return same(words) if words else None


def spheres_of(dossier: Dossier) -> tuple[Text, ...]:
    """The functional spheres, labelled."""
    return tuple(vocabulary("spheres").label_of(code) for code in dossier.record.spheres or ())


@dataclass(frozen=True, slots=True)
class TableCount:
    """A table and how many rows of it hold on the day."""

    name: str
    label: Text
    rows: int
    href: str


def table_counts(state: State) -> tuple[TableCount, ...]:
    """Every table, the empty ones too: what is not there is visible."""
    return tuple(
        TableCount(name, TABLES[name].label, len(state.dossier.rows(name)), state.address("table", name))
        for name in LISTED
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """A named state of the dossier and what the chain held then."""

    title: Text
    date: PartialDate
    asked: str
    current: bool
    challenges: int
    effects: int
    components: int
    actors: int


def moments(state: State) -> tuple[Moment, ...]:
    """The named states, oldest first."""
    named = sorted(state.whole.snapshots, key=lambda snapshot: snapshot.date.first_day())
    return tuple(_moment(state, same(row.title), row.date) for row in named if row.variant_of is None)


def _moment(state: State, title: Text, date: PartialDate) -> Moment:
    chain = build_chain(state.whole, date.last_day())
    return Moment(
        title=title,
        date=date,
        asked=str(date),
        current=state.asked != "" and state.day == date.last_day(),
        challenges=len(chain.challenges),
        effects=len(chain.effects),
        components=sum(map(active, chain.components.values())),
        actors=sum(is_present(actor, chain.on) for actor in chain.actors.values()),
    )


def sources_of(state: State) -> tuple[Source, ...]:
    """The sources, in the order of the dossier."""
    return state.dossier.sources


def licence_of(dossier: Dossier) -> Text | None:
    """The licence, labelled; `None` when the dossier does not say."""
    code = dossier.record.licence
    return vocabulary("licences").label_of(code) if code else None
