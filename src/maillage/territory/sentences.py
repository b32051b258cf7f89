"""Sentences about one indicator: its value, where it stands among the peers, what changed. Facts, never verdicts.

Every sentence says which cells it rests on and why it was chosen, so that a reader can go and see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maillage.territory.amounts import amount, difference, number
from maillage.territory.evolution import Evolution
from maillage.territory.figures import IndicatorFigure, Status
from maillage.territory.indicator_reading import CellRef, IndicatorReading
from maillage.territory.standing import Standing
from maillage.territory.wording import counted, sentence, text
from maillage.text import Text, fill, same

Kind = Literal[
    "joint", "standing", "change", "within", "fact", "quiet", "unknown", "coverage", "peers", "perimeter"
]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, the cells it rests on, why it was chosen, and the `rule` it comes from.

    `beside` is true when it also rests on the values of the peers.
    """

    text: Text
    cells: tuple[CellRef, ...]
    why: Text
    rule: str
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the collective, and the cells that raise it."""

    text: Text
    cells: tuple[CellRef, ...]
    rule: str


def about(reading: IndicatorReading) -> Said:
    """The sentence about one known indicator, with its change when large. Raises `TypeError` without a value."""
    parts = [_stood(reading)]
    cells = [CellRef.of(reading.figure)]
    if reading.evolution is not None and reading.movement:
        parts.append(changed(reading, reading.evolution))
        cells.append(CellRef.of(reading.evolution.before))
    if reading.figure.status is Status.PARTIAL:
        parts.append(partial(reading.figure))
    beside = reading.standing is not None and reading.standing.place is not None
    return Said(joined(parts), tuple(cells), _why(reading), _kind(reading), beside)


def changed(reading: IndicatorReading, change: Evolution) -> Text:
    """What changed between two vintages, whether the peers changed likewise, and what weakens the comparison."""
    holes = {
        "before": reading.amount(change.before),
        "then": _in(reading, change.before),
        "change": difference(change.change, reading.indicator.decimals, reading.indicator.unit),
        "beside": _beside(reading, change.standing),
    }
    return joined([sentence(text("sentence.changed"), **holes), cautions(change)])


def cautions(change: Evolution) -> Text:
    """What weakens the comparison of two vintages, in words; empty when nothing does."""
    return joined([text(f"caution.{one}") for one in change.cautions])


def place_of(reading: IndicatorReading, key: str = "place") -> Text | None:
    """Where the figure stands, in words (`key`: the section of words); nothing when that is not said."""
    if reading.standing is None or reading.standing.place is None:
        return None
    return text(f"{key}.{reading.standing.place}")


def middle_half(reading: IndicatorReading, placed: Standing) -> Text:
    """The middle half of the peers, from the lower to the upper quartile. Raises `TypeError` when it is not known."""
    if placed.low is None or placed.high is None:
        raise TypeError(f"fewer than five peers are known for {reading.code}")
    low = number(placed.low, reading.indicator.decimals)
    high = amount(placed.high, reading.indicator.decimals, reading.indicator.unit)
    key = "sentence.between" if placed.low < placed.high else "sentence.at"
    return fill(text(key), low=low, high=high)


def _stood(reading: IndicatorReading) -> Text:
    holes = {"label": reading.indicator.label, "value": reading.shown, "when": reading.when}
    placed = reading.standing
    if placed is None or placed.place is None:
        return sentence(text("sentence.fact"), **holes)
    holes |= {"place": text(f"place.{placed.place}"), "peers": counted("peers", placed.peers_known)}
    key = "sentence.within" if placed.place.startswith("within") else "sentence.stood"
    return fill(text(key), **holes, between=middle_half(reading, placed))


def _beside(reading: IndicatorReading, placed: Standing | None) -> Text:
    if placed is None or placed.place is None or placed.low is None or placed.high is None:
        return same("")
    decimals, unit = reading.indicator.decimals, reading.indicator.unit
    low, high = number(placed.low, decimals, signed=True), difference(placed.high, decimals, unit)
    key = "sentence.beside" if placed.low < placed.high else "sentence.beside-at"
    return fill(text(key), low=low, high=high)


def partial(figure: IndicatorFigure, key: str = "sentence.partial", **holes: object) -> Text:
    """On how many communes a partial figure stands."""
    return fill(text(key), known=number(figure.known, 0), members=number(figure.members, 0), **holes)


def _in(reading: IndicatorReading, figure: IndicatorFigure) -> Text:
    key = "sentence.in" if reading.since(figure) is None else "sentence.over"
    return fill(text(key), period=reading.period(figure))


def _why(reading: IndicatorReading) -> Text:
    holes = {
        "departure": number(reading.departure, 1),
        "movement": number(reading.movement, 1),
    }
    return fill(text(f"why.{_kind(reading)}"), **holes)


def _kind(reading: IndicatorReading) -> Kind:
    if not reading.strength:
        return "fact" if place_of(reading) is None else "within"
    return "standing" if reading.departure >= reading.movement else "change"


def joined(parts: list[Text]) -> Text:
    """Sentences one after the other."""
    return Text(
        " ".join(part.fr for part in parts if part.fr), " ".join(part.en for part in parts if part.en)
    )
