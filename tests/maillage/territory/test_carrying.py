"""A figure carried into a dossier loses nothing: value, year, formula, sources, and why there is no value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from maillage.data import packaged
from maillage.dossier.cells import parse_cell
from maillage.dossier.fields import Table
from maillage.dossier.tables import TABLES
from maillage.dossier.values import PartialDate, format_decimal
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.carrying import MESSAGES, carry, formula_words, rounded
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import datasets
from maillage.territory.figures import Edition, IndicatorFigure, Input, Status
from maillage.territory.perimeters import perimeter_at
from maillage.text import LANGUAGES, Language

LILLE = perimeter_at("epci:200093201")
EDITION = Edition(
    id="insee_comparateur-2018",
    dataset="insee_comparateur",
    year=2018,
    years={"dwellings": (None, 2018), "dwellings_vacant": (None, 2018)},
    measures=("dwellings", "dwellings_vacant"),
    rows=34_990,
    file="base_cc_comparateur.csv",
    sha256="ab" * 32,
    url="https://example.org/base_cc_comparateur.zip",
    loaded_at=datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC),
)
OTHER = replace(EDITION, id="insee_comparateur-2022", year=2022, years={"dwellings_vacant": (None, 2022)})


def vacancy(**values: object) -> IndicatorFigure:
    known = IndicatorFigure(
        indicator="vacancy_rate",
        perimeter="epci:200093201",
        value=7.0849,
        status=Status.KNOWN,
        vintage=2018,
        since=None,
        members=95,
        known=95,
        secret=0,
        inputs=(
            Input("dwellings_vacant", 2018, None, 40_123.0, "insee_comparateur", EDITION.id),
            Input("dwellings", 2018, None, 566_315.25, "insee_comparateur", EDITION.id),
        ),
        geography=2026,
    )
    return replace(known, **values)  # type: ignore[arg-type]


def carried(figure: IndicatorFigure, language: Language = "fr") -> tuple[Mapping[str, str], ...]:
    assert LILLE is not None
    row = indicators()[figure.indicator]
    found = carry(figure, indicator=row, perimeter=LILLE, editions=(EDITION, OTHER), language=language)
    return found.figure, found.challenge, *found.sources


def values_of(table: Table, cells: Mapping[str, str]) -> dict[str, object]:
    """What the library reads in the cells: every text is one that a dossier takes as it is."""
    assert set(cells) <= {field.name for field in table.fields}
    return {name: parse_cell(table.field(name), words).value for name, words in cells.items()}


def test_a_known_figure_says_its_value_its_year_its_inputs_and_its_source() -> None:
    figure, challenge, source = carried(vacancy())
    said = values_of(TABLES["figures"], figure)
    decimals = indicators()["vacancy_rate"].decimals
    assert format_decimal(said["value"]) == rounded(7.0849, decimals) != ""  # type: ignore[arg-type]
    assert said["vintage"] == PartialDate(2018)
    assert (said["unit"], said["status"], said["indicator"]) == ("percent", "known", "vacancy_rate")
    assert figure["perimeter"] == "epci:200093201"
    assert "Métropole Européenne de Lille, 2018" in figure["name"]
    told = figure["computed_from"]
    assert "÷" in told
    assert "(2018)\u00a0: 40\u202f123\u00a0; " in told
    assert "566\u202f315,25" in told
    assert "dwellings" not in told
    row = values_of(TABLES["sources"], source)
    dataset = datasets()["insee_comparateur"]
    assert (row["url"], row["author"], row["licence"]) == (dataset.page, dataset.producer, dataset.licence)
    assert (row["date"], row["accessed_on"]) == (PartialDate(2018), PartialDate(2026, 11, 23))
    assert "2018" in source["title"]
    assert all(
        words in source["note"] for words in (EDITION.file, EDITION.sha256, EDITION.url or "", "Licence")
    )
    assert figure["asserted_by"] == dataset.producer
    assert values_of(TABLES["challenges"], challenge)["dimensions"] == indicators()["vacancy_rate"].dimensions


def test_a_figure_counted_on_a_part_of_the_perimeter_says_which_part() -> None:
    figure, *_ = carried(vacancy(status=Status.PARTIAL, known=94), "en")
    assert figure["status"] == "partial"
    assert "94 of the 95 communes" in figure["computed_from"]


@pytest.mark.parametrize("status", [one for one in Status if not one.has_value])
def test_a_figure_without_value_says_why_and_where_it_was_looked_for(status: Status) -> None:
    vintage = None if status is Status.NOT_LOADED else 2018
    figure, _, source = carried(vacancy(value=None, status=status, vintage=vintage, inputs=()))
    assert "value" not in figure
    assert figure["status"] == status.value
    meaning = vocabulary("figure_statuses").terms[status.value].definition
    assert meaning.fr in figure["computed_from"]
    assert ("vintage" in figure, "date" in source) == (vintage is not None, vintage is not None)
    assert source["url"] == datasets()["insee_comparateur"].page


def test_a_figure_made_of_two_editions_cites_both() -> None:
    mixed = (*vacancy().inputs[1:], replace(vacancy().inputs[0], edition=OTHER.id, year=2022))
    _, _, *sources = carried(vacancy(inputs=mixed))
    assert [source["date"] for source in sources] == ["2018", "2022"]


def test_statuses_are_those_of_the_engine() -> None:
    terms = vocabulary("figure_statuses").terms
    assert set(terms) == {one.value for one in Status}
    for one in Status:
        assert terms[one.value].properties["valued"] == ("yes" if one.has_value else "no")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_of_the_catalogue_is_said_in_words(language: Language) -> None:
    for row in indicators().values():
        words = formula_words(row).in_(language)
        assert "*" not in words
        assert "/" not in words
        assert not re.search(r"[a-z]_[a-z]", words), words


def test_every_indicator_can_be_carried_in_both_languages() -> None:
    for row in indicators().values():
        bare = vacancy(indicator=row.code, value=1234.5678, inputs=())
        for language in LANGUAGES:
            figure, challenge, *sources = carried(bare, language)
            values_of(TABLES["figures"], figure)
            values_of(TABLES["challenges"], challenge)
            assert sources
            for source in sources:
                values_of(TABLES["sources"], source)


def test_values_are_rounded_as_the_catalogue_says() -> None:
    assert [rounded(7.0849, digits) for digits in (0, 1, 2)] == ["7", "7.1", "7.08"]
    assert (rounded(1_174_273.0, 0), rounded(-0.04, 1), rounded(None, 2)) == ("1174273", "0", "")
    assert rounded(1e-9, 2) == "0"


def test_messages_are_complete_in_both_languages() -> None:
    for section in packaged.document(MESSAGES).values():
        for entry in section.values():
            assert set(entry) == set(LANGUAGES)
            assert all(entry.values())
            assert not re.search(r"[^\u00a0\u202f][:;?!»]|'", entry["fr"].replace("https:", "")), entry["fr"]
