"""The page of one card: each statement with its row, who may open or change it, what answers it, what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from maillage.articulation.findings import Finding
from maillage.cards.card import Card, CardError
from maillage.cards.interest import Line
from maillage.cards.path import Step, steps_of
from maillage.cards.registers import FIELDS, Register
from maillage.dossier.tables import Actor, Model, StatedRow
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text
from maillage_web.cards.queries.brief import Standing, standing_of
from maillage_web.cards.queries.kept import adding, card_on
from maillage_web.dossiers.mappers.living import cells_of
from maillage_web.dossiers.queries.findings import Line as Found
from maillage_web.dossiers.queries.findings import line_of
from maillage_web.dossiers.queries.state import Link, State

OPEN = ("public", "members")
"""The visibilities that the members see; a row that states none is as its dossier, which they see too."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement comes from, who sees it, and what the person may do with its row."""

    by: str
    sources: tuple[Link, ...]
    since: PartialDate | None
    until: PartialDate | None
    confidence: Text | None
    visibility: Text | None
    variant: bool
    edit: str
    key: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and where they come from. `field` is what one opens to the members."""

    field: str
    words: str
    stance: Text | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field of a register: its name, what rows say of it, and where it is filled when nothing does."""

    name: str
    said: tuple[Said, ...]
    differs: bool
    fill: str


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """One register of the card."""

    code: str
    standing: Standing
    fields: tuple[FieldShown, ...]
    stances: tuple[Said, ...]

    @property
    def shared(self) -> Origin | None:
        """Where all that the register says comes from, when it comes from one place: told once."""
        told = [one.origin for field in self.fields for one in field.said]
        told += [one.origin for one in self.stances]
        return told[0] if told and all(one == told[0] for one in told) else None

    @property
    def unsaid(self) -> tuple[FieldShown, ...]:
        """The fields that no row fills, as far as the person sees."""
        return tuple(one for one in self.fields if not one.said)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the dossier on the card: a link, and words beside it."""

    link: Link
    said: Text | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the interest of the actor in the solution."""

    code: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of intangible resource as each rater sees it."""

    label: Text
    agreed: bool | None
    rows: tuple[tuple[Text | None, Text | None, str, str], ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, and the rows that are its reasons."""

    said: Text
    because: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to ask, and the form that its answer fills."""

    words: Text
    href: str


@dataclass(frozen=True, slots=True)
class CardPage:
    """Everything that the page shows."""

    actor: Actor
    what: tuple[Text, ...]
    card: Card
    registers: tuple[RegisterShown, ...]
    parts: tuple[Part, ...]
    resources: tuple[Resource, ...]
    obstacles: tuple[Row, ...]
    steps: tuple[Step, ...]
    findings: tuple[Found, ...]
    proposals: tuple[Proposed, ...]
    asked: tuple[Asked, ...]
    add: str
    answers: int
    lockins: str


def card_page(state: State, actor: str) -> CardPage | None:
    """The card of `actor` as the person may see it; none when no such actor holds on the day."""
    try:
        card = card_on(state, actor)
    except CardError:
        return None
    back = state.address("card", actor)
    states, trends = vocabulary("resource_states"), vocabulary("trends")
    return CardPage(
        actor=card.actor,
        what=tuple(_what(card.actor)),
        card=card,
        registers=tuple(_register(state, one, actor, back) for one in card.registers),
        parts=tuple(_parts(state, card)),
        resources=tuple(
            Resource(
                one.label,
                one.agreed,
                tuple(
                    (
                        states.label_of(row.state) if row.state else None,
                        trends.label_of(row.trend) if row.trend else None,
                        row.rater or row.asserted_by or "",
                        row.narrative or "",
                    )
                    for row in one.rows
                ),
            )
            for one in card.intangibles
        ),
        obstacles=tuple(_obstacle(state, row) for row in card.obstacles),
        steps=steps_of(card.milestones),
        findings=tuple(_findings(state, card.findings)),
        proposals=tuple(
            Proposed(one.said, tuple(state.link_to_ref(ref) for ref in one.because)) for one in card.proposals
        ),
        asked=tuple(
            Asked(one.asked, adding(state, one.table, dict(one.cells), back)) for one in card.missing
        ),
        add=adding(state, "models", {"actor": actor, "register": "overall"}, back),
        answers=len(card.answers),
        lockins=_lockins(state, actor),
    )


def _lockins(state: State, actor: str) -> str:
    """The board, with what this actor alone meets."""
    return f"{state.address('lockins')}{'&' if state.query else '?'}{urlencode({'acteur': actor})}"


def _what(actor: Actor) -> Iterable[Text]:
    if actor.legal_form:
        yield vocabulary("legal_forms").label_of(actor.legal_form)
    if actor.category:
        yield vocabulary("actor_categories").label_of(actor.category)


# --- registers --------------------------------------------------------------------------------------------------------


def _register(state: State, one: Register, actor: str, back: str) -> RegisterShown:
    cells = {"actor": actor, "register": one.code or ""}
    fields = tuple(
        FieldShown(
            field,
            tuple(Said(field, it.words, None, origin_of(state, it.row)) for it in one.fields[field]),
            one.differs(field),
            "" if one.fields[field] else adding(state, "models", cells, back),
        )
        for field in FIELDS
    )
    stances = tuple(Said("stance", "", it.said, origin_of(state, it.row)) for it in one.stances)
    return RegisterShown(one.code or "", standing_of(one), fields, stances)


def origin_of(state: State, row: StatedRow) -> Origin:
    """Where a row of a model comes from, who sees it, and the way to its form for who may write it."""
    edit = _edit(state, row)
    return Origin(
        by=row.asserted_by or "",
        sources=tuple(state.link_to_id("sources", one) for one in row.source or ()),
        since=row.since,
        until=row.until,
        confidence=vocabulary("confidences").label_of(row.confidence) if row.confidence else None,
        visibility=vocabulary("visibilities").label_of(row.visibility) if row.visibility else None,
        variant=row.variant_of is not None,
        edit=edit,
        key=row.line or 0,
        closed=bool(edit) and (row.visibility or "members") not in OPEN,
    )


def _edit(state: State, row: StatedRow) -> str:
    if not state.rights.may_write or state.living is None or row.line is None:
        return ""
    if not state.living.standing.writes("models", _cells(row)).allowed:
        return ""
    return reverse("row", args=[state.entry.slug, "models", row.line])


def _cells(row: StatedRow) -> Mapping[str, str]:
    return cells_of("models", row) if isinstance(row, Model) else {}


# --- the rest of the card ---------------------------------------------------------------------------------------------


def _parts(state: State, card: Card) -> Iterable[Part]:
    for code in card.interest.__slots__:
        lines: tuple[Line, ...] = getattr(card.interest, code)
        said = code != "benefits"
        yield Part(code, tuple(Row(state.link_to_ref(one.ref), one.said if said else None) for one in lines))


def _obstacle(state: State, row: Any) -> Row:
    intensity = vocabulary("intensities").label_of(row.intensity) if row.intensity else None
    label = vocabulary("obstacles").label_of(row.obstacle)
    return Row(Link(label, state.row_address("obstacles", row.id)), intensity, row.narrative or "")


def _findings(state: State, findings: Iterable[Finding]) -> Iterable[Found]:
    for one in findings:
        yield line_of(one, state)
