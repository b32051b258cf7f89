"""Ready workshops: a list of activities that fits three hours, for each phase of the journey of a collective.

Rows of ``data/workshops/{designs,design_activities}.csv``, in our own words: a proposal, that facilitators adapt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from maillage.data import packaged
from maillage.text import Language, Text
from maillage.workshop.activities import Activity

LONGEST = 180
"""Minutes that a ready workshop may take."""


@dataclass(frozen=True, slots=True)
class DesignActivity:
    """One activity of a design; `settings` are those that need nothing of the dossier (``dots``, ``on``)."""

    key: str
    kind: str
    title: Text
    prompt: Text
    minutes: int
    settings: Mapping[str, Any]

    def activity(self, language: Language) -> Activity:
        """The activity of a workshop that it makes; options of the dossier are added to its settings by others."""
        words = (self.title.in_(language), self.prompt.in_(language))
        return Activity(self.key, self.kind, *words, self.minutes, dict(self.settings))


@dataclass(frozen=True, slots=True)
class Design:
    """A ready workshop. `phases` are those of the journey of a collective that it suits."""

    code: str
    phases: tuple[str, ...]
    title: Text
    summary: Text
    activities: tuple[DesignActivity, ...]

    @property
    def minutes(self) -> int:
        """How long it takes, breaks apart.

        >>> DESIGNS["constraints"].minutes
        60
        """
        return sum(one.minutes for one in self.activities)


def design_for(phase: str) -> Design | None:
    """The ready workshop that suits a phase best, if one does; `designs_for` gives them all.

    >>> design_for("solution").code
    'solution'
    """
    return next(iter(designs_for(phase)), None)


def designs_for(phase: str) -> tuple[Design, ...]:
    """The ready workshops that suit a phase, the one made for it first."""
    return tuple(one for one in DESIGNS.values() if phase in one.phases)


def _said(row: Mapping[str, str], name: str) -> Text:
    return Text(row[f"{name}_fr"], row[f"{name}_en"])


def _settings(cell: str) -> dict[str, Any]:
    pairs = (part.split("=") for part in cell.split(";") if part.strip())
    read = {name.strip(): value.strip() for name, value in pairs}
    return {name: int(value) if value.isdigit() else value for name, value in read.items()}


def _activities(design: str) -> tuple[DesignActivity, ...]:
    return tuple(
        DesignActivity(
            row["key"],
            row["kind"],
            _said(row, "title"),
            _said(row, "prompt"),
            int(row["minutes"]),
            _settings(row["settings"]),
        )
        for row in packaged.rows("workshops/design_activities.csv")
        if row["design"] == design
    )


def _design(row: Mapping[str, str]) -> Design:
    phases = tuple(part.strip() for part in row["phases"].split(";"))
    return Design(row["code"], phases, _said(row, "title"), _said(row, "summary"), _activities(row["code"]))


DESIGNS: Mapping[str, Design] = MappingProxyType(
    {row["code"]: _design(row) for row in packaged.rows("workshops/designs.csv")}
)
"""The ready workshops by code, in the order of the journey."""
