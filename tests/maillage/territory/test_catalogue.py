"""The catalogue: every row is computable, coded, sourced, in both languages, and none averages an average."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
import yaml

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.catalogue import indicators
from maillage.territory.measures import matches, measures, sources
from maillage.territory.perimeters import perimeter
from tests.maillage.territory.wording import faults

AT_HAND = {"insee_comparateur", "insee_filosofi_epci", "insee_bpe", "banatic"}


def test_the_catalogue_is_as_large_as_promised() -> None:
    rows = indicators().values()
    at_hand = [one for one in rows if all(AT_HAND & set(sources(name)) for name in one.inputs)]
    assert len(rows) >= 75
    assert len(at_hand) >= 45


def test_every_sphere_has_several_indicators_and_every_dimension_many() -> None:
    rows = indicators().values()
    for sphere in vocabulary("spheres").terms:
        assert sum(sphere in one.spheres for one in rows) >= 4, sphere
    for dimension in vocabulary("dimensions").terms:
        assert sum(dimension in one.dimensions for one in rows) >= 40, dimension


def test_the_targets_named_are_those_of_the_united_nations(shared: Path) -> None:
    targets = yaml.safe_load((shared / "data/sdg/global_targets.fr.yml").read_text(encoding="utf-8"))
    goals = yaml.safe_load((shared / "data/sdg/global_goals.fr.yml").read_text(encoding="utf-8"))
    known = {
        key.removesuffix("-title").replace("-", ".") for key in (*targets, *goals) if key.endswith("-title")
    }
    named = {code for one in indicators().values() for code in one.sdg}
    assert named - known == set()
    assert [code for code, one in indicators().items() if not one.sdg] == []


def test_a_median_or_a_rate_stands_alone_in_its_formula() -> None:
    alone = {code for code, one in indicators().items() if not one.additive}
    assert {"median_income", "poverty_rate", "income_ratio", "competence_water"} <= alone
    for code in alone:
        assert indicators()[code].formula == indicators()[code].inputs[0]


def test_only_what_evolves_or_flows_uses_the_span_of_years() -> None:
    assert {code for code, one in indicators().items() if one.computed.uses_span} == {
        "population_growth", "natural_change", "migration_change", "jobs_growth",
        "land_taken_per_year", "land_taken_per_inhabitant", "land_taken_yearly_2011_2021", "land_taken_yearly_since_2021",
    }  # fmt: skip


def test_every_formula_computes_a_number_when_every_count_is_one() -> None:
    for code, one in indicators().items():
        value = one.computed.evaluate(dict.fromkeys(one.inputs, 1.0), 5)
        undefined = {"job_concentration"}  # one employed person minus one unemployed: nobody to divide by
        assert (value is None) == (code in undefined), code


def test_labels_are_unlike_in_both_languages_and_every_text_is_well_set() -> None:
    rows = indicators().values()
    assert len({row.label.fr for row in rows}) == len({row.label.en for row in rows}) == len(rows)
    texts = [
        (row.code, text) for row in rows for text in (row.label, row.definition, row.unit, row.limits) if text
    ]
    assert faults(texts) == []


def test_natural_and_apparent_balances_make_the_whole_change() -> None:
    counts = {
        "population": 1100.0,
        "population_before": 1000.0,
        "births_between": 70.0,
        "deaths_between": 40.0,
    }
    both = [
        indicators()[code].computed.evaluate(counts, 5) for code in ("natural_change", "migration_change")
    ]
    assert sum(value or 0 for value in both) == pytest.approx(100 / 5 / 1050 * 1000)


def test_land_take_is_said_in_hectares_a_year_and_as_a_share_of_the_territory() -> None:
    counts = {"land_taken": 150.0, "area": 100.0, "population": 10_000.0}
    said = {code: indicators()[code].computed.evaluate(counts, 15) for code in (
        "land_taken_per_year", "land_taken_share", "land_taken_per_inhabitant")}  # fmt: skip
    assert said == {"land_taken_per_year": 10, "land_taken_share": 1.5, "land_taken_per_inhabitant": 10}


@pytest.fixture(scope="module")
def lille(shared: Path) -> dict[str, float]:
    """The counts of the Métropole Européenne de Lille, added up from the raw file."""
    territory = perimeter("epci", "200093201")
    assert territory is not None
    members = set(territory.communes)
    with zipfile.ZipFile(shared / "data/territory/insee-comparateur-rp2018.zip") as archive:
        text = io.TextIOWrapper(archive.open("base_cc_comparateur.CSV"), encoding="utf-8")
        rows = csv.DictReader(text, delimiter=";")
        kept = [row for row in rows if row["CODGEO"] in members]
    found = [
        match for match in matches("insee_comparateur", kept[0]) if measures()[match.column.measure].additive
    ]
    return {match.column.measure: sum(float(row[match.name] or 0) for row in kept) for match in found}


@pytest.mark.parametrize(
    ("code", "expected"),
    [("population", 1_174_273), ("population_density", 1747.66), ("population_growth", 0.26), ("vacancy_rate", 7.08),
     ("unemployment_rate", 16.15), ("job_concentration", 115.06)],
)  # fmt: skip
def test_the_formulas_give_the_figures_of_lille(lille: dict[str, float], code: str, expected: float) -> None:
    indicator = indicators()[code]
    assert indicator.computed.evaluate(lille, 5) == pytest.approx(expected, abs=10**-indicator.decimals / 2)
