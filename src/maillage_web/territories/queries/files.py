"""The figures of a territory as files: CSV (commas, UTF-8 with its mark, as elsewhere on the site) and workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from openpyxl import Workbook

from maillage.dossier.vocabularies import vocabulary
from maillage.io.csv_tables import shield
from maillage.territory.amounts import number, period
from maillage.territory.carrying import cited_editions, formula_words
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.datasets import datasets
from maillage.territory.evolution import first_year
from maillage.territory.figures import Edition, IndicatorFigure, Input
from maillage.territory.measures import measures
from maillage.territory.perimeters import Perimeter
from maillage.text import Text
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.queries.readings import figures_of
from maillage_web.territories.queries.showing import status_words
from maillage_web.territories.queries.stores import store

HEADINGS = (
    Text("perimetre", "perimeter"),
    Text("nom", "name"),
    Text("indicateur", "indicator"),
    Text("libelle", "label"),
    Text("valeur", "value"),
    Text("unite", "unit"),
    Text("millesime", "vintage"),
    Text("depuis", "since"),
    Text("etat", "status"),
    Text("etat_en_clair", "status_in_words"),
    Text("communes", "communes"),
    Text("communes_connues", "communes_known"),
    Text("communes_secretes", "communes_secret"),
    Text("geographie", "geography"),
    Text("source", "source"),
    Text("producteur", "producer"),
    Text("licence", "licence"),
    Text("page_de_la_source", "source_page"),
    Text("formule", "formula"),
    Text("entrees", "inputs"),
    Text("definition", "definition"),
)
EDITION_HEADINGS = (
    Text("edition", "edition"),
    Text("titre", "title"),
    Text("producteur", "producer"),
    Text("fichier", "file"),
    Text("sha256", "sha256"),
    Text("chargee_le", "loaded_on"),
)
Value = str | int | float


def as_csv(place: Perimeter) -> str:
    """One line per figure; no cell runs as a formula."""
    target = io.StringIO(newline="")
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow([said(heading) for heading in HEADINGS])
    for line in lines(place):
        writer.writerow([shield(cell) if isinstance(cell, str) else cell for cell in line])
    return target.getvalue()


def as_workbook(place: Perimeter) -> bytes:
    """The same in a workbook, and a sheet of the editions it was computed from."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(said(Text("chiffres", "figures")))
    sheet.freeze_panes = "E2"
    sheet.append([said(heading) for heading in HEADINGS])
    for line in lines(place):
        sheet.append([shield(cell) if isinstance(cell, str) else cell for cell in line])
    second = book.create_sheet(said(Text("sources", "sources")))
    for cells in edition_lines():
        second.append([shield(str(cell)) for cell in cells])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def lines(place: Perimeter) -> Iterator[list[Value]]:
    """The cells of each figure, in the order of the catalogue."""
    editions = store().editions
    for figure in figures_of(place):
        indicator = indicators().get(figure.indicator)
        if indicator is not None:
            yield _line(place, figure, indicator, cited_editions(figure, indicator, editions))


def _line(
    place: Perimeter, figure: IndicatorFigure, indicator: Indicator, cited: tuple[Edition, ...]
) -> list[Value]:
    since = first_year(figure, spans=indicator.computed.uses_span)
    return [
        *(place.key, place.name, indicator.code, said(indicator.label)),
        *(_value(figure), said(indicator.unit), figure.vintage or "", since or ""),
        *(figure.status.value, status_words(figure)),
        *(figure.members, figure.known, figure.secret, figure.geography),
        *_provenance(indicator, cited),
        said(formula_words(indicator)),
        "; ".join(_input(one) for one in figure.inputs),
        said(indicator.definition),
    ]


def _value(figure: IndicatorFigure) -> Value:
    if figure.value is None or not figure.status.has_value:
        return ""
    return round(figure.value, 6)


def _provenance(indicator: Indicator, cited: tuple[Edition, ...]) -> list[Value]:
    """Title, producer, licence and page of what it was read in; of what would say it, otherwise."""
    names = tuple(dict.fromkeys(edition.dataset for edition in cited)) or indicator.sources[:1]
    found = [datasets()[name] for name in names]
    licences = vocabulary("licences")
    columns = (
        [said(one.title) for one in found],
        [one.producer for one in found],
        [said(licences.label_of(one.licence)) for one in found],
        [one.page for one in found],
    )
    return ["; ".join(dict.fromkeys(column)) for column in columns]


def _input(one: Input) -> str:
    decimals = 0 if float(one.value).is_integer() else 2
    told = (
        said(measures()[one.measure].label),
        said(period(one.since, one.year)),
        said(number(one.value, decimals)),
    )
    return "{} ({}) = {}".format(*told)


def edition_lines() -> Iterator[list[Value]]:
    """The editions loaded: what they are and the very file they were read from."""
    yield [said(heading) for heading in EDITION_HEADINGS]
    for one in store().editions:
        dataset = datasets()[one.dataset]
        yield [
            one.id,
            said(dataset.title),
            dataset.producer,
            one.file,
            one.sha256,
            one.loaded_at.date().isoformat(),
        ]
