"""The territory of a dossier, sphere by sphere: challenges, their figures, open data, lock-ins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from maillage.dossier.tables import Challenge, Figure, Obstacle
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import Term, vocabulary
from maillage.territory.catalogue import indicators
from maillage.territory.indicator_reading import IndicatorReading
from maillage.territory.reading import Reading, SphereReading
from maillage.text import Text
from maillage_web.dossiers.queries.grounds import Ground, ground_of
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.dossiers.queries.tables import Measure, measure_of
from maillage_web.territories.choices import PeerOptions
from maillage_web.territories.queries.readings import reading_of
from maillage_web.territories.queries.showing import anchor_of

PUBLIC, HERE = "public", "territory"
"""The family of the lock-ins of public action, and who holds those that are met on the territory."""

SENTENCES = 3
"""How many sentences of the reading are told for a sphere; the page of the territory has them all."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the dossier: its value or why it has none, its year, its sources; `local`: counted by people here."""

    anchor: str
    name: Link
    value: Measure | None
    vintage: PartialDate | None
    status: str
    told: Text | None
    sources: tuple[Link, ...]
    local: bool
    row: Figure


@dataclass(frozen=True, slots=True)
class ChallengeBlock:
    """A challenge and the figures that support it; `count` is where one more is added, empty for who may not write."""

    challenge: Link
    dimensions: tuple[Text, ...]
    figures: tuple[FigureLine, ...]
    count: str


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """An open-data figure of the joint reading: where it is carried from, and whether the dossier has it already.

    `again`: it stands under another dimension of the sphere too, where all of it is said.
    """

    code: str
    label: Text
    value: Text
    when: Text
    carry: str
    carried: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the joint reading and the figures it rests on, where the page of the territory shows them."""

    text: Text
    cells: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SphereBlock:
    """One functional sphere: what the dossier takes charge of there, and what open data say, dimension by dimension."""

    code: str
    label: Text
    challenges: tuple[ChallengeBlock, ...]
    said: tuple[Sentence, ...]
    open_data: tuple[tuple[Text, tuple[OpenFigure, ...]], ...]
    unknown: int

    @property
    def known(self) -> int:
        """How many open-data figures have a value here, each counted once."""
        return sum(not one.again for _, many in self.open_data for one in many)


@dataclass(frozen=True, slots=True)
class LockIn:
    """A lock-in of public action met on the territory: its name, how strong, what was tried, its sources."""

    lock: Link
    meaning: Text | None
    intensity: Text | None
    levers: tuple[Text, ...]
    sources: tuple[Link, ...]
    row: Obstacle


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """All that the page shows. `spheres` are those the dossier speaks of, `others` those where only open data speak."""

    ground: Ground
    spheres: tuple[SphereBlock, ...]
    others: tuple[SphereBlock, ...]
    unattached: tuple[FigureLine, ...]
    locks: tuple[LockIn, ...]
    further_locks: tuple[tuple[Term, str], ...]
    count: str
    note_lock: str


def territory_page(state: State) -> TerritoryPage:
    """The page of the territory of a dossier, as the person sees it on that day."""
    ground = ground_of(state.record)
    reading = reading_of(ground.perimeter, PeerOptions()).reading if ground.perimeter else None
    blocks = tuple(_spheres(state, ground, reading))
    spoken = {*(state.record.spheres or ()), ""}
    figures, seen = state.dossier.figures, {row.id for row in state.dossier.challenges}
    return TerritoryPage(
        ground=ground,
        spheres=tuple(one for one in blocks if one.challenges or (one.code in spoken and one.known)),
        others=tuple(one for one in blocks if not one.challenges and one.code not in spoken and one.known),
        unattached=tuple(_figure(state, row) for row in figures if seen.isdisjoint(row.challenges or ())),
        locks=tuple(_lock(state, row) for row in state.dossier.obstacles if _met_here(row)),
        further_locks=tuple(_further_locks(state)),
        count=_adding(state, "figures", **_where(ground)),
        note_lock=_adding(state, "obstacles", holder=HERE),
    )


# --- spheres ----------------------------------------------------------------------------------------------------------


def _spheres(state: State, ground: Ground, reading: Reading | None) -> Iterator[SphereBlock]:
    """Every sphere in the order of the vocabulary, those named by people only, then the territory as a whole."""
    read_by_code = {one.sphere or "": one for one in reading.spheres} if reading else {}
    challenges: dict[str, list[Challenge]] = {}
    for row in state.dossier.challenges:
        challenges.setdefault(row.sphere or "", []).append(row)
    known, held = vocabulary("spheres"), _held(state)
    met: set[str] = set()
    for code in [*dict.fromkeys([*known.terms, *filter(None, challenges)]), ""]:
        mine = tuple(_challenge(state, ground, row, met) for row in challenges.get(code, ()))
        beside = read_by_code.get(code)
        yield SphereBlock(
            code=code,
            label=known.label_of(code) if code else _WHOLE,
            challenges=mine,
            said=tuple(_sentences(ground, beside)) if beside else (),
            open_data=tuple(_open_data(state, ground, beside, held)) if beside else (),
            unknown=len(beside.unknown) if beside else 0,
        )


_WHOLE = Text("Le territoire dans son ensemble", "The territory as a whole")


def _challenge(state: State, ground: Ground, row: Challenge, met: set[str]) -> ChallengeBlock:
    """A challenge with its figures; one that stands under another challenge before is not anchored again."""
    figures = [one for one in state.dossier.figures if row.id in (one.challenges or ())]
    lines = tuple(_figure(state, one) for one in figures)
    shown = tuple(replace(one, anchor="") if one.anchor in met else one for one in lines)
    met |= {one.anchor for one in lines}
    return ChallengeBlock(
        challenge=state.link_to(row, "challenges"),
        dimensions=tuple(vocabulary("dimensions").label_of(code) for code in row.dimensions or ()),
        figures=shown,
        count=_adding(state, "figures", challenges=row.id, **_where(ground)),
    )


def _figure(state: State, row: Figure) -> FigureLine:
    known = vocabulary("figure_statuses")
    return FigureLine(
        anchor=f"figures-{row.id}",
        name=state.link_to(row, "figures"),
        value=measure_of(row),
        vintage=row.vintage,
        status=row.status or "",
        told=known.label_of(row.status) if row.status and row.status != "known" else None,
        sources=_sources(state, row.source),
        local=not row.indicator,
        row=row,
    )


def _sources(state: State, ids: Iterable[str] | None) -> tuple[Link, ...]:
    return tuple(state.link_to_id("sources", one) for one in ids or ())


def _sentences(ground: Ground, beside: SphereReading) -> Iterator[Sentence]:
    known = indicators()
    for said in beside.said[:SENTENCES]:
        cells = (
            Link(known[cell.indicator].label, f"{ground.href}#{anchor_of(cell.indicator, cell.vintage)}")
            for cell in said.cells
            if cell.indicator in known
        )
        yield Sentence(said.text, tuple(cells))


def _held(state: State) -> frozenset[tuple[str | None, ...]]:
    """What tells apart the open-data figures that the dossier has already."""
    figures = state.dossier.figures
    return frozenset((row.indicator, row.perimeter, str(row.vintage)) for row in figures if row.indicator)


def _open_data(
    state: State, ground: Ground, beside: SphereReading, held: Collection[tuple[str | None, ...]]
) -> Iterator[tuple[Text, tuple[OpenFigure, ...]]]:
    met: set[str] = set()
    for code, many in beside.by_dimension.items():
        known = [_open_figure(state, ground, one, held) for one in many if one.known]
        if known:
            shown = tuple(replace(one, again=one.code in met) for one in known)
            yield vocabulary("dimensions").label_of(code), shown
            met |= {one.code for one in known}


def _open_figure(
    state: State, ground: Ground, one: IndicatorReading, held: Collection[tuple[str | None, ...]]
) -> OpenFigure:
    figure, perimeter = one.figure, ground.perimeter
    asked = {"perimetre": figure.perimeter, "indicateur": one.code, "millesime": figure.vintage or ""}
    if perimeter is not None and perimeter.kind == "free":
        asked["nom"] = perimeter.name
    return OpenFigure(
        code=one.code,
        label=one.indicator.label,
        value=one.shown,
        when=one.when,
        carry=f"{reverse('carry')}?{urlencode({**asked, 'dossier': state.entry.slug})}"
        if state.rights.may_write
        else "",
        carried=(one.code, figure.perimeter, str(figure.vintage)) in held,
        again=False,
    )


# --- lock-ins ---------------------------------------------------------------------------------------------------------


def _met_here(row: Obstacle) -> bool:
    term = vocabulary("obstacles").terms.get(row.obstacle)
    return row.holder == HERE and term is not None and term.properties["family"] == PUBLIC


def _lock(state: State, row: Obstacle) -> LockIn:
    term = vocabulary("obstacles").terms.get(row.obstacle)
    return LockIn(
        lock=state.link_to(row, "obstacles"),
        meaning=term.definition if term else None,
        intensity=vocabulary("intensities").label_of(row.intensity) if row.intensity else None,
        levers=tuple(vocabulary("levers").label_of(code) for code in row.levers or ()),
        sources=_sources(state, row.source),
        row=row,
    )


def _further_locks(state: State) -> Iterator[tuple[Term, str]]:
    """The lock-ins of public action that nobody has noted here yet, and where each is noted."""
    noted = {row.obstacle for row in state.dossier.obstacles if _met_here(row)}
    for term in vocabulary("obstacles").terms.values():
        if term.properties["family"] == PUBLIC and term.code not in noted:
            yield term, _adding(state, "obstacles", holder=HERE, obstacle=term.code)


# --- where rows are added ---------------------------------------------------------------------------------------------


def _where(ground: Ground) -> Mapping[str, str]:
    return {"perimeter": ground.perimeter.key} if ground.perimeter else {}


def _adding(state: State, table: str, **first: str) -> str:
    """The form of a new row with its first words, which comes back here; empty for who may not write."""
    if not state.rights.may_write:
        return ""
    standing = state.living.standing if state.living else None
    mine = {"kept_for": standing.actor} if standing and standing.actor else {}
    asked = {**first, **mine, "next": reverse("territory-of", args=[state.entry.slug])}
    return f"{reverse('row-add', args=[state.entry.slug, table])}?{urlencode(asked)}"
