"""Figures written by hand for the reading: a territory, its peers, a source that answers as the store does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from maillage.territory.catalogue import indicators
from maillage.territory.figures import IndicatorFigure, Input, Status
from maillage.territory.perimeters import Perimeter
from maillage.territory.reading import Reading, read
from maillage.territory.similar import Peer, Peers, Variable
from maillage.text import Text

CASES = Path(__file__).parents[2] / "cases" / "territory"


def cases(name: str) -> list[dict[str, Any]]:
    """The worked cases of a file, as an expert wrote them."""
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def figure(
    indicator: str,
    value: float | None = None,
    *,
    year: int | None = 2018,
    since: int | None = None,
    status: str | None = None,
    known: int = 10,
    secret: int = 0,
    inputs: Sequence[int] = (),
    dataset: str = "insee_comparateur",
    perimeter: str = "epci:here",
) -> IndicatorFigure:
    """A figure on ten communes, known unless `status` says otherwise; `inputs` are the years of its measures."""
    measures = indicators()[indicator].inputs if value is not None else ()
    years = inputs or [year or 0] * len(measures)
    read = tuple(
        Input(measure, each, since if rank == 0 else None, 1.0, dataset, f"{dataset}-{year}")
        for rank, (measure, each) in enumerate(zip(measures, years, strict=True))
    )
    told = Status(status) if status else Status.KNOWN if known == 10 else Status.PARTIAL
    return IndicatorFigure(indicator, perimeter, value, told, year, since, 10, known, secret, read, 2026)


@dataclass
class FewFigures:
    """A source of figures held in memory: what `known` gives for a code, and nothing else."""

    known: Mapping[str, Sequence[IndicatorFigure]] = field(default_factory=dict)

    def figures(self, perimeter: Perimeter) -> tuple[IndicatorFigure, ...]:
        return tuple(self.known.get(perimeter.code, ()))

    def figures_of(self, perimeters: Sequence[Perimeter]) -> dict[str, tuple[IndicatorFigure, ...]]:
        return {one.key: self.figures(one) for one in perimeters}

    def column(self, kind: str, indicator: str, vintage: int) -> dict[str, float]:
        return {
            code: one.value
            for code, many in self.known.items()
            for one in many
            if (one.indicator, one.vintage) == (indicator, vintage) and one.value is not None
        }


HERE = Perimeter("epci", "here", "Ici", tuple(f"0100{rank}" for rank in range(10)), ("01",))


def read_here(
    here: Sequence[Mapping[str, Any]],
    peers: Mapping[str, Sequence[float]] | None = None,
    variables: Sequence[str] = (),
) -> Reading:
    """The reading of figures beside peers; `peers` gives their values, of 2018 unless the key says ``code@year``.

    `variables` are the indicators by which the peers are said to have been chosen.
    """
    figures = [figure(**one) for one in here]
    columns = {}
    for name, values in (peers or {}).items():
        code, _, written = name.partition("@")
        columns[code, int(written or 2018)] = {f"p{rank}": value for rank, value in enumerate(values)}
    count = max((len(values) for values in (peers or {}).values()), default=0)
    nearby = tuple(Peer(f"p{rank}", 0.1 * rank, {}) for rank in range(count))
    chosen = tuple(Variable(name, "none", 1.0, indicators()[name].label, Text("", "")) for name in variables)
    stated = Peers("here", nearby, {}, chosen, {}, {}, {}, candidates=100) if nearby else None
    return read(HERE, figures, peers=stated, columns=columns)
