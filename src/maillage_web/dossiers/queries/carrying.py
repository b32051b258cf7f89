"""What is needed to carry a figure of the territory: which figure is asked for, and where somebody may write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.carrying import Carried, carry
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.figures import IndicatorFigure, Status
from maillage.territory.indicator_reading import IndicatorReading, indicator_reading
from maillage.territory.perimeters import Perimeter, perimeter_at
from maillage.text import Language, Text
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingDossier, Membership
from maillage_web.dossiers.policies import RIGHTS, Action
from maillage_web.territories.queries.readings import figures_of
from maillage_web.territories.queries.stores import store

LONGEST = 8_000
"""How many letters of the codes of a free perimeter are read."""
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that somebody wants to carry: where it stands, what it says, what a dossier would say of it."""

    perimeter: Perimeter
    indicator: Indicator
    figure: IndicatorFigure
    carried: Mapping[Language, Carried]

    @property
    def value(self) -> Text | None:
        """The value with its unit; none when it is not known."""
        return self._read.shown if self._read.known else None

    @property
    def when(self) -> Text | None:
        """The year, or the years of a flow; none when nothing is loaded."""
        return self._read.when if self.figure.vintage else None

    @property
    def _read(self) -> IndicatorReading:
        return indicator_reading(self.indicator, [self.figure], (), {})

    @property
    def told(self) -> Text | None:
        """What is to be known of it besides its value: that it is partial, or why there is none."""
        status = self.figure.status
        return None if status is Status.KNOWN else vocabulary("figure_statuses").label_of(status.value)


def figure_asked(place: str, indicator: str, vintage: str, name: str = "") -> Asked | None:
    """The figure that an address names by a perimeter, an indicator and a year; none when there is no such thing.

    Without a year, the last one that has a value. A free perimeter takes the `name` that is given.
    """
    perimeter = perimeter_at(place[:LONGEST])
    if perimeter is not None and perimeter.kind == "free" and (called := _called(name)):
        perimeter = replace(perimeter, name=called)
    row = indicators().get(indicator)
    if perimeter is None or row is None:
        return None
    figures = [one for one in figures_of(perimeter) if one.indicator == row.code]
    if vintage:
        figures = [one for one in figures if str(one.vintage) == vintage]
    if not figures:
        return None
    figure = max(figures, key=lambda one: (one.status.has_value, one.vintage or 0))
    values = {"indicator": row, "perimeter": perimeter, "editions": store().editions}
    languages: tuple[Language, ...] = ("fr", "en")
    return Asked(
        perimeter, row, figure, {tongue: carry(figure, **values, language=tongue) for tongue in languages}
    )


def _called(name: str) -> str:
    """A name as a dossier can hold it: on one line, without the letters that nobody sees, not too long."""
    return " ".join("".join(one if one.isprintable() else " " for one in name).split())[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Destination:
    """A dossier where somebody may write."""

    slug: str
    title: str
    role: Role


def destinations(user_id: int) -> tuple[Destination, ...]:
    """The dossiers where this person may write, by title; one question whatever their number."""
    writers = list(RIGHTS[Action.WRITE])
    mine = Membership.objects.filter(user=user_id, role__in=writers, dossier__archived_at__isnull=True)
    found = mine.select_related("dossier").order_by("dossier__title", "dossier")
    return tuple(_destination(one.dossier, one.role) for one in found)


def _destination(dossier: LivingDossier, role: str) -> Destination:
    return Destination(dossier.slug, dossier.title, Role(role))
