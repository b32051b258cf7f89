"""A figure as pages show it: its value, its year, its status in words, its source, its pictures, where they lead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.amounts import difference, number
from maillage.territory.catalogue import Indicator
from maillage.territory.datasets import datasets
from maillage.territory.evolution import first_year
from maillage.territory.figures import IndicatorFigure, Status
from maillage.territory.indicator_reading import Columns, IndicatorReading, is_presence
from maillage.territory.sentences import cautions, middle_half, place_of
from maillage.territory.wording import text
from maillage.text import Language
from maillage_web.common.templatetags.wording import language, said
from maillage_web.territories.queries.pictures import Strip, mark, slope, strip

STATUSES = vocabulary("figure_statuses")
PLACES_IN_SHORT = {
    "far_below": gettext_lazy("far lower than most"),
    "below": gettext_lazy("lower than most"),
    "within_low": gettext_lazy("within the middle half"),
    "within_high": gettext_lazy("within the middle half"),
    "above": gettext_lazy("higher than most"),
    "far_above": gettext_lazy("far higher than most"),
}


@dataclass(frozen=True, slots=True)
class OlderFigure:
    """An earlier vintage of a figure."""

    anchor: str
    value: str
    unit: str
    year: str
    status: str
    mark: SafeString


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as a page shows it."""

    anchor: str
    label: str
    definition: str
    value: str
    unit: str
    year: str
    status: str
    mark: SafeString
    source: str = ""
    strip: SafeString | str = ""
    among: str = ""
    slope: SafeString | str = ""
    change: str = ""
    older: tuple[OlderFigure, ...] = ()
    carry: str = ""


def anchor_of(indicator: str, vintage: int | None) -> str:
    """Where a page shows a figure."""
    return f"{indicator}-{vintage}" if vintage else indicator


def value_words(figure: IndicatorFigure, indicator: Indicator) -> str:
    """The value with its separators and decimals, or yes or no; empty when there is none."""
    if figure.value is None or not figure.status.has_value:
        return ""
    if is_presence(indicator):
        return said(text("word.yes" if figure.value else "word.no"))
    return said(number(figure.value, indicator.decimals))


def unit_words(indicator: Indicator) -> str:
    """The unit that follows a value; none after yes or no."""
    return "" if is_presence(indicator) else said(indicator.unit)


def year_words(figure: IndicatorFigure, indicator: Indicator) -> str:
    """The year of a figure, or its years; empty when nothing is loaded."""
    if not figure.vintage:
        return ""
    since = first_year(figure, spans=indicator.computed.uses_span)
    return f"{since}–{figure.vintage}" if since else str(figure.vintage)


def status_words(figure: IndicatorFigure) -> str:
    """What is known of a figure, in words: each status is told by its own."""
    if figure.status is Status.PARTIAL:
        counts = {"known": figure.known, "members": figure.members}
        return _("partial: %(known)s of %(members)s communes") % counts
    return said(STATUSES.label_of(figure.status.value))


def source_words(figure: IndicatorFigure, indicator: Indicator) -> str:
    """Who publishes it and in what: of a figure that was computed, of what would say it otherwise."""
    names = tuple(dict.fromkeys(one.dataset for one in figure.inputs)) or indicator.sources[:1]
    return ", ".join(_dataset_words(name, language()) for name in names)


@cache
def _dataset_words(name: str, tongue: Language) -> str:
    one = datasets()[name]
    return f"{one.title.in_(tongue)}, {producer_words(one.producer)}"


def producer_words(producer: str) -> str:
    """The name of a producer without what it details between brackets."""
    return producer.partition(" (")[0]


def definition_address(code: str) -> str:
    """The page that says what an indicator is."""
    return _definition_address(code, language())


@cache
def _definition_address(code: str, _tongue: Language) -> str:
    return reverse("territory-indicator", args=[code])


def carry_address(figure: IndicatorFigure) -> str:
    """The address that carries a figure into a dossier."""
    query = {"perimetre": figure.perimeter, "indicateur": figure.indicator, "millesime": figure.vintage}
    return f"{_carry_address(language())}?{urlencode(query)}"


@cache
def _carry_address(_tongue: Language) -> str:
    return reverse("carry")


def plain(figure: IndicatorFigure, indicator: Indicator) -> ShownFigure:
    """A figure without pictures."""
    return ShownFigure(
        anchor=anchor_of(indicator.code, figure.vintage),
        label=said(indicator.label),
        definition=definition_address(indicator.code),
        value=value_words(figure, indicator),
        unit=unit_words(indicator),
        year=year_words(figure, indicator),
        status=figure.status.value,
        mark=mark(figure.status.value, status_words(figure)),
        source=source_words(figure, indicator),
    )


def full(reading: IndicatorReading, others: tuple[IndicatorFigure, ...], columns: Columns) -> ShownFigure:
    """A figure with what surrounds it: its peers as a strip, its change as a line, its earlier vintages."""
    base = plain(reading.figure, reading.indicator)
    if not reading.known:
        return base
    picture, among = _beside(reading, columns)
    line, change = _through_time(reading)
    return replace(
        base,
        strip=picture,
        among=among,
        slope=line,
        change=change,
        older=tuple(_older(one, reading.indicator) for one in others),
        carry=carry_address(reading.figure),
    )


def _older(figure: IndicatorFigure, indicator: Indicator) -> OlderFigure:
    return OlderFigure(
        anchor=anchor_of(indicator.code, figure.vintage),
        value=value_words(figure, indicator),
        unit=unit_words(indicator),
        year=year_words(figure, indicator),
        status=figure.status.value,
        mark=mark(figure.status.value, status_words(figure)),
    )


def _beside(reading: IndicatorReading, columns: Columns) -> tuple[SafeString | str, str]:
    """The strip of the peers and the words beside it; nothing when too few of them are known."""
    placed, value = reading.standing, reading.figure.value
    if placed is None or placed.low is None or placed.median is None or placed.high is None or value is None:
        return "", ""
    peers = tuple(columns.get((reading.code, reading.figure.vintage or 0), {}).values())
    words = {
        "place": said(place) if (place := place_of(reading, "aside")) else "",
        "between": said(middle_half(reading, placed)),
        "median": said(number(placed.median, reading.indicator.decimals)),
        "known": placed.peers_known,
    }
    told = _("%(place)s; %(known)s are known, their median is %(median)s, %(between)s") % words
    near = {"place": PLACES_IN_SHORT.get(placed.place or ""), "median": words["median"]}
    beside = (_("%(place)s; median %(median)s") if near["place"] else _("at the median, %(median)s")) % near
    return strip(Strip(peers, value, placed.median, placed.low, placed.high), told), beside


def _through_time(reading: IndicatorReading) -> tuple[SafeString | str, str]:
    """The change between two vintages as a line, and in words with what weakens the comparison."""
    changed = reading.evolution
    if changed is None:
        return "", ""
    indicator = reading.indicator
    points = [
        (one.vintage or 0, round(one.value, indicator.decimals))
        for one in (changed.before, changed.after)
        if one.value is not None
    ]
    told = "; ".join(f"{year}: {said(number(value, indicator.decimals))}" for year, value in points)
    words = {"change": said(difference(changed.change, indicator.decimals, indicator.unit))}
    words |= {"before": year_words(changed.before, indicator), "cautions": said(cautions(changed))}
    return slope(points, _spread(reading), told), (
        _("%(change)s since %(before)s. %(cautions)s") % words
    ).strip()


def _spread(reading: IndicatorReading) -> float:
    """What a change is drawn beside: the middle half of the peers; without peers, a fifth of the value."""
    placed = reading.standing
    if placed is not None and placed.low is not None and placed.high is not None and placed.high > placed.low:
        return placed.high - placed.low
    return abs(reading.figure.value or 0.0) / 5
