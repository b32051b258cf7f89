"""Two posters: where the actors are, and how challenges, effects, components and actors hold together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from maillage.deliverables.document import (
    Block,
    Document,
    Heading,
    Line,
    ListBlock,
    Paragraph,
    Picture,
    Words,
    plain,
)
from maillage.deliverables.map_picture import Spot, draw_map
from maillage.deliverables.readers import Readers
from maillage.deliverables.telling import Telling
from maillage.deliverables.wording import joined
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES, Actor, StatedRow
from maillage.geography import commune, epci, point_of, today_of
from maillage.report.links import COLUMNS
from maillage.report.outline import Branch, build_outline
from maillage.report.picture import draw
from maillage.report.words import text as report_text
from maillage.text import Language

MAP, ARTICULATION = "map-poster", "articulation-poster"
Points = Mapping[str, tuple[float, float]]
"""The latitude and the longitude of places, by code, when more are known than those of the larger communes."""
_NOWHERE: Points = {}


def map_poster(
    dossier: Dossier, on: datetime.date, language: Language, readers: Readers, points: Points = _NOWHERE
) -> Document:
    """The actors present on the day, on a map where their communes have a point, in a list by commune in any case."""
    telling = Telling(dossier, on, language, readers)
    places = _places(telling)
    spots = [spot for code, actors in places.items() if (spot := _spot(code, actors, points))]
    parts: list[Block] = []
    if spots:
        label = telling.word("map.label", title=plain(telling.title()))
        parts.append(Picture(draw_map(spots, label, language, telling.tongue), label))
    elif places:
        parts.append(telling.missing("map.no-point"))
    parts += [Heading(telling.line("map.by-commune")), *_by_commune(telling, places)]
    return telling.document(MAP, telling.title(), parts)


def _places(telling: Telling) -> dict[str, list[Actor]]:
    """The actors present by the code of their place; the empty code for those whose place is not said."""
    found: dict[str, list[Actor]] = {}
    for actor in telling.chain.actors.values():
        if telling.chain.present(actor):
            found.setdefault(_code(actor), []).append(actor)
    return found


def _code(actor: Actor) -> str:
    if actor.commune:
        known = commune(actor.commune) or commune(today_of(actor.commune).code or "")
        return (known.part_of or known.code) if known else actor.commune
    return actor.siren if actor.siren and epci(actor.siren) else ""


def _name(code: str) -> str:
    known = commune(code) or epci(code)
    return known.name if known else code


def _spot(code: str, actors: list[Actor], points: Points) -> Spot | None:
    point = points.get(code) or point_of(code)
    return Spot(_name(code), *point, tuple(one.name for one in actors)) if point and code else None


def _by_commune(telling: Telling, places: Mapping[str, list[Actor]]) -> Iterator[Block]:
    if not places:
        yield telling.missing("map.no-actor")
        return
    rows = []
    for code in sorted((one for one in places if one), key=_name):
        rows.append((Words(_name(code), manner="strong"), Words(" – "), *_names(telling, places[code])))
    if "" in places:
        rows.append(telling.line("map.nowhere", names=_names(telling, places[""])))
    yield ListBlock(tuple(rows))


def _names(telling: Telling, actors: list[Actor]) -> Line:
    return joined([(*telling.own(one.name), *_cited(telling, one)) for one in actors])


def _cited(telling: Telling, row: StatedRow) -> Line:
    """The numbers of the sources of a row, after its name."""
    numbers = telling.cite(row)
    return (Words(f" {numbers}", manner="soft"),) if numbers else ()


def articulation_poster(
    dossier: Dossier, on: datetime.date, language: Language, readers: Readers
) -> Document:
    """The four columns and their threads, then the same in a list: what holds, and where it breaks."""
    telling = Telling(dossier, on, language, readers)
    outline = build_outline(telling.analysis)
    parts: list[Block] = []
    if any(telling.chain.dossier.rows(table) for table in COLUMNS):
        label = report_text("picture_label").in_(language).format(title=plain(telling.title()))
        parts.append(Picture(draw(telling.analysis, language), label))
        parts.append(Paragraph((Words(report_text("picture_help").in_(language)),), "note"))
    parts.append(Heading(telling.line("articulation.told")))
    parts.append(telling.listed(_told(telling, outline.challenges), "articulation.nothing"))
    if outline.apart:
        parts.append(Heading((Words(report_text("apart").in_(language)),), 3))
        parts.append(ListBlock(tuple(telling.own(node.name) for node in outline.apart)))
    return telling.document(ARTICULATION, telling.title(), parts)


def _told(telling: Telling, branches: Iterable[Branch], depth: int = 0) -> Iterator[Line]:
    """One line per node, deeper ones after an arrow; what breaks is written."""
    for branch in branches:
        node = branch.node
        kind = TABLES[node.table].one_row.in_(telling.language)
        marks = [report_text(mark).in_(telling.language) for mark in node.marks]
        seen = [report_text("seen").in_(telling.language)] if branch.seen else marks
        aside = f" ({', '.join([kind, *seen])})"
        arrow = (Words("→ " * depth, manner="soft"),) if depth else ()
        row = getattr(telling.chain, node.table)[node.id]
        name = telling.own(node.name, strong=not depth)
        yield (*arrow, *name, Words(aside, manner="soft"), *_cited(telling, row))
        yield from _told(telling, branch.branches, depth + 1)
