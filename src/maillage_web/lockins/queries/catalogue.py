"""The catalogue as its pages show it: what recurs by family, and one entry with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from maillage.articulation.catalogue import catalogue as checks
from maillage.data import packaged
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import Term, vocabulary
from maillage.lockins.catalogue import Edge, Family, Practice, SignRow, Version, catalogue
from maillage.lockins.recurring import Met, Recurrence, Recurrences
from maillage.lockins.wording import text
from maillage.text import Text
from maillage_web.dossiers.queries.state import Link
from maillage_web.lockins.queries.board import entry_address


@dataclass(frozen=True, slots=True)
class MetShown:
    """An obstacle met in a dossier, and the address of its card there."""

    met: Met
    href: str


@dataclass(frozen=True, slots=True)
class RecurrenceShown:
    """An obstacle that dossiers note: its page, where it was met, the levers tried, in which spheres."""

    found: Recurrence
    href: str
    met: tuple[MetShown, ...]
    spheres: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A family: what recurs in it, what one dossier notes, what nobody noted yet."""

    code: str
    label: Text
    definition: Text | None
    recurring: tuple[RecurrenceShown, ...]
    once: tuple[RecurrenceShown, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RecurringPage:
    """Everything the page shows."""

    read: int
    noting: int
    recurring: int
    groups: tuple[Group, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class SignShown:
    """Where an obstacle may show: what to look at, and in which words it is a hint."""

    sign: SignRow
    where: Text


@dataclass(frozen=True, slots=True)
class EdgeShown:
    """A link of the catalogue and its other end."""

    edge: Edge
    other: Link


@dataclass(frozen=True, slots=True)
class LeverShown:
    """A lever and what others did with it."""

    lever: Term
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry of the catalogue."""

    term: Term
    family: Family
    signs: tuple[SignShown, ...]
    unseen: Text | None
    sustains: tuple[EdgeShown, ...]
    sustained_by: tuple[EdgeShown, ...]
    levers: tuple[LeverShown, ...]
    found: RecurrenceShown | None
    read: int


def recurring_page_of(found: Recurrences) -> RecurringPage:
    """What recurs, by family; the words that people added come last."""
    shown = [_recurrence(one) for one in found.found]
    groups = [_group(code, family, shown) for code, family in catalogue().families.items()]
    added = [one for one in shown if one.found.family is None]
    if added:
        groups.append(Group("added", text("lockins.family-added"), None, *_split(added), ()))
    return RecurringPage(found.read, found.noting, len(found.recurring), tuple(groups), catalogue().versions)


def _group(code: str, family: Family, shown: Sequence[RecurrenceShown]) -> Group:
    mine = [one for one in shown if one.found.family == family]
    met = {one.found.code for one in mine}
    others = [term for term in catalogue().of_family(code) if term.code not in met]
    links = tuple(Link(term.label, entry_address(term.code)) for term in others)
    return Group(code, family.label, family.definition, *_split(mine), links)


def _split(
    shown: Sequence[RecurrenceShown],
) -> tuple[tuple[RecurrenceShown, ...], tuple[RecurrenceShown, ...]]:
    several = tuple(one for one in shown if one.found.recurs)
    return several, tuple(one for one in shown if not one.found.recurs)


def _recurrence(one: Recurrence) -> RecurrenceShown:
    return RecurrenceShown(
        found=one,
        href=entry_address(one.code),
        met=tuple(
            MetShown(met, f"{reverse('lockins', args=[met.key])}#frein-{met.row.id}") for met in one.met
        ),
        spheres=tuple(vocabulary("spheres").label_of(code) for code in one.spheres),
    )


def entry_page(code: str, found: Recurrences) -> EntryPage | None:
    """The page of an obstacle; none for a word that is not in the catalogue."""
    known = catalogue()
    family = known.family_of(code)
    if family is None:
        return None
    met = found.of(code)
    return EntryPage(
        term=known.obstacles[code],
        family=family,
        signs=tuple(SignShown(sign, _where(sign)) for sign in known.signs_for(code)),
        unseen=known.unseen.get(code),
        sustains=tuple(_edge(edge, edge.sustains) for edge in known.sustains(code)),
        sustained_by=tuple(_edge(edge, edge.obstacle) for edge in known.sustained_by(code)),
        levers=tuple(
            LeverShown(lever, known.practices_of([lever.code])) for lever in known.loosened_by(code)
        ),
        found=_recurrence(met) if met else None,
        read=found.read,
    )


def _edge(edge: Edge, other: str) -> EdgeShown:
    return EdgeShown(edge, Link(vocabulary("obstacles").label_of(other), entry_address(other)))


def _where(sign: SignRow) -> Text:
    """What a sign looks at, in words."""
    if sign.kind == "finding":
        return checks()[sign.what].title
    if sign.kind == "resource":
        return vocabulary("resource_kinds").label_of(sign.what)
    if sign.kind == "indicator":
        return _labelled("territory/indicators.csv", "code", sign.what)
    if sign.kind == "answer":
        frame, _, item = sign.what.partition("/")
        return _labelled(f"frames/{frame}/items.csv", "id", item)
    return TABLES["models"].field(sign.what).label


def _labelled(path: str, column: str, code: str) -> Text:
    for row in packaged.rows(path):
        if row[column] == code:
            return Text(row["label_fr"], row["label_en"])
    return Text(code, code)
