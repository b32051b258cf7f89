"""One indicator read on a perimeter: its figure, where it stands, what changed, or why it is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from maillage.territory.amounts import amount, period
from maillage.territory.catalogue import Indicator
from maillage.territory.evolution import Evolution, among_peers, evolution, first_year
from maillage.territory.figures import IndicatorFigure
from maillage.territory.measures import columns as columns_read
from maillage.territory.measures import sources
from maillage.territory.standing import Standing, standing
from maillage.territory.unknowns import Unknown, unknown
from maillage.territory.wording import text
from maillage.text import Text

Columns = Mapping[tuple[str, int], Mapping[str, float]]
"""The values of the peers: (indicator, vintage), then code, then value."""

MOVES = 0.5
"""From how many interquartile ranges of the peers' figures on a change is said for its size."""


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell that a sentence rests on: which indicator, on which perimeter, of which vintage."""

    perimeter: str
    indicator: str
    vintage: int | None

    @classmethod
    def of(cls, figure: IndicatorFigure) -> CellRef:
        """The cell of `figure`."""
        return cls(figure.perimeter, figure.indicator, figure.vintage)


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """What is known of an indicator here. `figure` is its last known vintage, else the figure that says why not.

    `chooses` is true when it is one of the variables by which the peers were chosen.
    """

    indicator: Indicator
    figure: IndicatorFigure
    standing: Standing | None
    evolution: Evolution | None
    unknown: Unknown | None
    chooses: bool = False

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.indicator.code

    @property
    def known(self) -> bool:
        """Whether it has a value here."""
        return self.unknown is None

    @property
    def shown(self) -> Text:
        """The value with its unit, as sentences write it. Raises `TypeError` when there is none."""
        return self.amount(self.figure)

    @property
    def when(self) -> Text:
        """The year, or the years of a flow."""
        return self.period(self.figure)

    @property
    def departure(self) -> float:
        """How far outside the middle half of the peers, in interquartile ranges from the median; 0 inside it."""
        return self.standing.departure if self.standing else 0.0

    @property
    def movement(self) -> float:
        """How large the change is beside the spread of the peers; 0 when small, or when the vintages do not compare."""
        if self.evolution is None or not self.evolution.comparable or self.evolution.movement < MOVES:
            return 0.0
        return self.evolution.movement

    @property
    def strength(self) -> float:
        """What the choice of sentences goes by: the larger of the departure and the movement."""
        return max(self.departure, self.movement)

    def period(self, figure: IndicatorFigure) -> Text:
        """The year, or the years, of another vintage."""
        return period(self.since(figure), figure.vintage or 0)

    def since(self, figure: IndicatorFigure) -> int | None:
        """The year from which a figure counts, when it is about a period."""
        return first_year(figure, spans=self.indicator.computed.uses_span)

    def amount(self, figure: IndicatorFigure) -> Text:
        """The value of another vintage with its unit; yes or no for what is only there or not."""
        if figure.value is None:
            raise TypeError(f"{self.code} has no value")
        if is_presence(self.indicator):
            return text("word.yes" if figure.value else "word.no")
        return amount(figure.value, self.indicator.decimals, self.indicator.unit)


def indicator_reading(
    indicator: Indicator,
    figures: Sequence[IndicatorFigure],
    peers: Sequence[str],
    columns: Columns,
    seen: frozenset[str] = frozenset(),
    *,
    chooses: bool = False,
) -> IndicatorReading:
    """Read the `figures` of one indicator (every vintage) beside its `peers`, whose values are in `columns`.

    `seen` are the datasets already loaded, which `unknown` leaves out of what would help; `chooses`: whether the peers
    were chosen by it. Raises `ValueError` without any figure.
    """
    latest = _latest(figures)
    if not latest.status.has_value:
        return IndicatorReading(indicator, latest, None, None, unknown(indicator, latest, seen))
    placed = _standing(indicator, latest, peers, columns) if peers and not is_presence(indicator) else None
    changed = evolution(figures, spans=indicator.computed.uses_span)
    if changed is not None and placed is not None:
        sides = (_column(columns, changed.before), _column(columns, changed.after))
        changed = among_peers(changed, *sides, peers, placed, indicator.decimals)
    return IndicatorReading(indicator, latest, placed, changed, None, chooses)


@cache
def is_presence(indicator: Indicator) -> bool:
    """Whether it only says that something is there or not (a competence held): yes or no, with no middle half."""
    hows = {
        column.how
        for measure in indicator.inputs
        for dataset in sources(measure)
        for column in columns_read(dataset)
        if column.measure == measure
    }
    return not indicator.additive and hows == {"presence"}


def _latest(figures: Sequence[IndicatorFigure]) -> IndicatorFigure:
    """The last vintage with a value; without any, the last figure."""
    return max(figures, key=lambda one: (one.status.has_value, one.vintage or 0))


def _standing(
    indicator: Indicator, figure: IndicatorFigure, peers: Sequence[str], columns: Columns
) -> Standing:
    column = _column(columns, figure)
    values = [column[code] for code in peers if code in column]
    return standing(figure, values, len(peers), indicator.decimals)


def _column(columns: Columns, figure: IndicatorFigure) -> Mapping[str, float]:
    return columns.get((figure.indicator, figure.vintage or 0), {})
