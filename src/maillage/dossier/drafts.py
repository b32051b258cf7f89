"""Rows being read: plain values that become frozen rows once every rule has been checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from maillage.dossier.fields import Table
from maillage.dossier.nearest import Nearest
from maillage.dossier.problems import Place, Problem, Repair, problem, repair
from maillage.dossier.values import fold

MAX_PROBLEMS = 1_000
"""Past this many problems the rest is counted only: the file is probably not what its owner thinks."""

MAX_REPAIRS = 10_000
"""Past this many repairs the rest is counted only."""

Values = dict[str, Any]


@dataclass(slots=True)
class Draft:
    """Rows of one table being read, those with a wrong cell included: what points to them is still resolved.

    `lines` tells where each id was first met. `lost` says that some rows could not even be met; `made` counts the
    ids made from a same name.
    """

    table: Table
    place: Place
    rows: list[Values] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    lost: bool = False
    made: dict[str, int] = field(default_factory=dict)
    _named: dict[str, str | None] | None = None
    _nearest: Nearest | None = None

    def at(self, line: int, column: str | None = None) -> Place:
        """The place of a row, or of a cell of it."""
        return Place(self.place.file, self.place.sheet, line, column)

    def id_named(self, words: str) -> str | None:
        """The id of the only row whose name or title is `words`, in any case, with or without accents."""
        if self._named is None:
            self._named = {}
            for values in self.rows:
                if name := values.get("name") or values.get("title"):
                    first = self._named.setdefault(fold(name), values["id"])
                    if first != values["id"]:
                        self._named[fold(name)] = None
        return self._named.get(fold(words))

    def id_near(self, words: str) -> str | None:
        """The id that looks most like `words`, when one does."""
        if self._nearest is None:
            self._nearest = Nearest(self.lines)
        return self._nearest.of(words)


@dataclass(slots=True)
class Notes:
    """The problems and repairs gathered so far, up to a bound; `untold` counts what is past it."""

    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    untold_problems: int = 0
    untold_repairs: int = 0

    @property
    def full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self.problems) >= MAX_PROBLEMS

    def wrong(self, code: str, place: Place, found: str = "", **values: object) -> None:
        """Add a problem."""
        if self.full:
            self.untold_problems += 1
        else:
            self.problems.append(problem(code, place, found, **values))

    def repaired(self, code: str, place: Place, found: str = "", became: str = "", **values: object) -> None:
        """Add a repair."""
        if len(self.repairs) >= MAX_REPAIRS:
            self.untold_repairs += 1
        else:
            self.repairs.append(repair(code, place, found, became, **values))

    def close(self, place: Place) -> None:
        """Say how much was counted without being told."""
        if self.untold_problems:
            self.problems.append(problem("more-problems", place, str(self.untold_problems)))
        if self.untold_repairs:
            self.repairs.append(repair("more-repairs", place, str(self.untold_repairs)))
