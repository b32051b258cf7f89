"""A figure of the territory, ready to be carried into a dossier: the texts of its row and of the sources it cites.

Nothing is lost on the way: the formula and what goes in it with its years, the part of the perimeter that was counted,
why there is no value when there is none, who publishes it, in which file, under which licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from maillage.data.wording import Messages
from maillage.dossier.values import format_decimal, parse_decimal
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.amounts import number, period
from maillage.territory.catalogue import Indicator
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.evolution import first_year
from maillage.territory.figures import Edition, IndicatorFigure, Input, Status
from maillage.territory.measures import measures
from maillage.territory.perimeters import Perimeter
from maillage.text import Language, Text, joined_by, same, semicolons

MESSAGES = "messages/territory_carrying.toml"
_MESSAGES = Messages(MESSAGES)
Cells = Mapping[str, str]

_TOKENS = re.compile(r"[a-z_][a-z0-9_]*|(?<= )[-*/](?= )")
_SIGNS = {"*": "operators.times", "/": "operators.divided", "-": "operators.minus", "span": "operators.span"}
_INPUT_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Carried:
    """The cells of a row of `figures` and of the rows of `sources` it cites, without ids: the dossier gives them.

    `challenge` holds what a new challenge may begin from: the functional sphere and the dimensions of the indicator.
    """

    figure: Cells
    sources: tuple[Cells, ...]
    challenge: Cells


def carry(
    figure: IndicatorFigure,
    *,
    indicator: Indicator,
    perimeter: Perimeter,
    editions: Iterable[Edition] = (),
    language: Language = "fr",
) -> Carried:
    """The texts of a figure for a dossier written in `language`; `editions` are those loaded, to say its sources."""
    cited = cited_editions(figure, indicator, editions)
    sources = tuple(source_cells(edition, language) for edition in cited)
    if not sources:
        sources = tuple(unloaded_cells(datasets()[one], language) for one in indicator.sources[:1])
    return Carried(
        figure=_figure_cells(figure, indicator, perimeter, sources, language),
        sources=sources,
        challenge=_challenge_cells(indicator, language),
    )


def cited_editions(
    figure: IndicatorFigure, indicator: Indicator, editions: Iterable[Edition]
) -> tuple[Edition, ...]:
    """The editions that `figure` was computed from; without a value, those that were read and said nothing."""
    known = {edition.id: edition for edition in editions}
    if figure.editions:
        return tuple(known[one] for one in figure.editions if one in known)
    leading = indicator.inputs[0]
    return tuple(
        edition
        for edition in known.values()
        if leading in edition.years and edition.years[leading][1] == figure.vintage
    )


# --- the figure -------------------------------------------------------------------------------------------------------


def _figure_cells(
    figure: IndicatorFigure,
    indicator: Indicator,
    perimeter: Perimeter,
    sources: tuple[Cells, ...],
    language: Language,
) -> Cells:
    cells = {
        "name": name_of(figure, indicator, perimeter).in_(language),
        "indicator": indicator.code,
        "perimeter": perimeter.key,
        "value": rounded(figure.value, indicator.decimals),
        "unit": unit_of(indicator, language),
        "vintage": str(figure.vintage or ""),
        "status": figure.status.value,
        "computed_from": computed_from(figure, indicator).in_(language),
        "asserted_by": ", ".join(dict.fromkeys(source["author"] for source in sources)),
    }
    return {column: words for column, words in cells.items() if words}


def name_of(figure: IndicatorFigure, indicator: Indicator, perimeter: Perimeter) -> Text:
    """What the figure is called where it stands alone: of what, where, when."""
    holes = {"label": indicator.label, "perimeter": perimeter.name}
    if figure.vintage is None:
        return _MESSAGES.sentence("name.undated", **holes)
    since = first_year(figure, spans=indicator.computed.uses_span)
    return _MESSAGES.sentence("name.figure", **holes, period=period(since, figure.vintage))


def rounded(value: float | None, decimals: int) -> str:
    """The text of a value with as many digits after the point as the catalogue says; empty when there is no value.

    >>> rounded(7.0849, 2), rounded(1174273.0, 0), rounded(None, 1)
    ('7.08', '1174273', '')
    """
    if value is None:
        return ""
    return format_decimal(parse_decimal(f"{round(value, decimals):.{max(decimals, 0)}f}"))


def unit_of(indicator: Indicator, language: Language) -> str:
    """The unit as dossiers write it: the code of a known unit, else the words of the catalogue."""
    words = indicator.unit.in_(language)
    known = vocabulary("units")
    symbols = {term.properties["symbol"]: code for code, term in known.terms.items()}
    return symbols.get(words) or known.code_of(words) or words if words else "count"


def computed_from(figure: IndicatorFigure, indicator: Indicator) -> Text:
    """The formula in words, each of its inputs with its years, and the part of the perimeter it was counted on."""
    return joined_by(" ", list(_told(figure, indicator)))


def _told(figure: IndicatorFigure, indicator: Indicator) -> Iterator[Text]:
    published = _is_published(figure, indicator)
    alone = indicator.formula.strip() == indicator.inputs[0]
    how = "from.formula" if not alone else "from.published" if published else "from.counted"
    yield _MESSAGES.sentence(how, formula=formula_words(indicator))
    if figure.inputs:
        yield _MESSAGES.sentence("from.inputs", inputs=semicolons([_input(one) for one in figure.inputs]))
    if not figure.status.has_value:
        meaning = vocabulary("figure_statuses").terms[figure.status.value].definition
        yield _MESSAGES.sentence("from.why", why=meaning)
    elif figure.status is Status.PARTIAL:
        yield _MESSAGES.sentence("from.partial", known=figure.known, members=figure.members)
    if published and figure.vintage:
        yield _MESSAGES.sentence("from.then", year=figure.vintage)
    else:
        yield _MESSAGES.sentence("from.geography", year=figure.geography)


def _is_published(figure: IndicatorFigure, indicator: Indicator) -> bool:
    """Whether the producer published it for the territory itself, as it was then, rather than for its communes."""
    return not indicator.additive or any(datasets()[one.dataset].grain != "commune" for one in figure.inputs)


def formula_words(indicator: Indicator) -> Text:
    """The formula of an indicator, its measures by their names: « logements vacants ÷ logements × 100 »."""
    return Text(_worded(indicator.formula, "fr"), _worded(indicator.formula, "en"))


def _worded(formula: str, language: Language) -> str:
    def word(token: re.Match[str]) -> str:
        sign = _SIGNS.get(token.group())
        if sign:
            return _MESSAGES.text(sign).in_(language)
        label = measures()[token.group()].label.in_(language)
        return label[:1].lower() + label[1:]

    return _TOKENS.sub(word, formula.replace("**", "^"))


def _input(one: Input) -> Text:
    measure = measures()[one.measure]
    decimals = 0 if float(one.value).is_integer() else _INPUT_DECIMALS
    holes = {"measure": measure.label, "period": period(one.since, one.year)}
    return _MESSAGES.sentence("from.input", **holes, value=number(one.value, decimals))


# --- its sources ------------------------------------------------------------------------------------------------------


def source_cells(edition: Edition, language: Language) -> Cells:
    """The cells of the source that an edition is: who publishes it, where, when, the very file, its licence."""
    dataset = datasets()[edition.dataset]
    title = _MESSAGES.sentence("source.title", title=dataset.title, year=edition.year)
    told = [_MESSAGES.sentence("source.file", file=edition.file, digest=edition.sha256), _licence(dataset)]
    if edition.url:
        told.insert(1, _MESSAGES.sentence("source.from", url=same(edition.url)))
    return _source_cells(dataset, language) | {
        "title": title.in_(language),
        "date": str(edition.year),
        "accessed_on": edition.loaded_at.date().isoformat(),
        "note": joined_by(" ", told).in_(language),
    }


def unloaded_cells(dataset: Dataset, language: Language) -> Cells:
    """The cells of the source that would say it, when none of its editions is loaded."""
    return _source_cells(dataset, language) | {"note": _licence(dataset).in_(language)}


def _source_cells(dataset: Dataset, language: Language) -> dict[str, str]:
    return {
        "title": dataset.title.in_(language),
        "url": dataset.page,
        "author": dataset.producer,
        "licence": dataset.licence,
    }


def _licence(dataset: Dataset) -> Text:
    return _MESSAGES.sentence("source.licence", licence=vocabulary("licences").label_of(dataset.licence))


# --- the challenge ----------------------------------------------------------------------------------------------------


def _challenge_cells(indicator: Indicator, language: Language) -> Cells:
    cells = {
        "sphere": next(iter(indicator.spheres), ""),
        "dimensions": "; ".join(indicator.dimensions),
        "indicators": indicator.label.in_(language),
    }
    return {column: words for column, words in cells.items() if words}
