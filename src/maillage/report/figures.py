"""The figures of a dossier as the report lists them, under the challenges that they support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Figure
from maillage.dossier.vocabularies import vocabulary
from maillage.report.words import word
from maillage.territory.amounts import amount
from maillage.text import Language, Text, fill, same


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure in words; what the dossier does not say of it is said to be unknown."""

    name: str
    value: str
    vintage: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures that support one challenge, or none yet."""

    challenge: str
    lines: list[FigureLine]


def figure_groups(dossier: Dossier, language: Language) -> list[FigureGroup]:
    """The challenges that have figures, in the order of the dossier, then the figures that support none."""
    return [FigureGroup(name, lines) for name, lines in _groups(dossier, language) if lines]


def _groups(dossier: Dossier, language: Language) -> Iterator[tuple[str, list[FigureLine]]]:
    titles = {source.id: source.title for source in dossier.sources}
    known = {challenge.id for challenge in dossier.challenges}
    for challenge in dossier.challenges:
        supporting = [one for one in dossier.figures if challenge.id in (one.challenges or ())]
        yield challenge.name, [_line(one, titles, language) for one in supporting]
    others = [one for one in dossier.figures if known.isdisjoint(one.challenges or ())]
    yield word("no_challenge_yet", language), [_line(one, titles, language) for one in others]


def _line(figure: Figure, titles: dict[str, str], language: Language) -> FigureLine:
    unknown = word("unknown", language)
    statuses = vocabulary("figure_statuses")
    return FigureLine(
        name=figure.name,
        value=unknown if figure.value is None else _value(figure.value, figure.unit).in_(language),
        vintage=str(figure.vintage or unknown),
        status=statuses.label_of(figure.status).in_(language) if figure.status else unknown,
        source=", ".join(titles.get(one, one) for one in figure.source or ()) or unknown,
    )


def _value(value: Decimal, unit: str | None) -> Text:
    """The number with the decimals that were written, then the symbol of its unit, or its label in brackets."""
    units = vocabulary("units")
    term = units.terms.get(unit or "")
    symbol = term.properties.get("symbol", "") if term else ""
    said = amount(value, max(0, -int(value.as_tuple().exponent)), same(symbol))
    if symbol or not unit:
        return said
    return fill(same("{said} ({unit})"), said=said, unit=units.label_of(unit))
