"""What can be computed from the editions at hand: vintages, nearest years, grains."""

from __future__ import annotations

import datetime

import pytest

from maillage.territory.catalogue import indicators
from maillage.territory.datasets import datasets
from maillage.territory.expressions import direct, sql, summed
from maillage.territory.figures import Edition
from maillage.territory.measures import columns
from maillage.territory.planning import Planned, parts_named, plan

LONGEST_IDENTIFIER = 63  # of PostgreSQL, beyond which it cuts


def edition(dataset: str, year: int, **years: int | tuple[int, int]) -> Edition:
    """An edition with these measures."""
    periods = {
        measure: (told[0], told[1]) if isinstance(told, tuple) else (None, told)
        for measure, told in years.items()
    }
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return Edition(f"{dataset}-{year}", dataset, year, periods, tuple(years), 1, "f", "0" * 64, None, now)


def planned_for(level: str, indicator: str, *editions: Edition) -> list[Planned]:
    """What is planned of an indicator."""
    return [one for one in plan(level, editions).planned if one.indicator == indicator]


CENSUS_2016 = edition("insee_comparateur", 2016, population=2016, area=2016)
CENSUS_2022 = edition("insee_comparateur", 2022, population=2022, population_before=2016, area=2022)
DOCTORS_2018 = edition("insee_bpe", 2018, general_practitioners=2018)


def test_the_nearest_year_is_taken_of_another_dataset_and_the_later_of_two() -> None:
    (found,) = planned_for("epci", "general_practitioners_rate", DOCTORS_2018, CENSUS_2016, CENSUS_2022)
    assert [(one.measure, one.year) for one in found.inputs] == [
        ("general_practitioners", 2018),
        ("population", 2016),
    ]
    doctors = edition("insee_bpe", 2019, general_practitioners=2019)
    (found,) = planned_for("epci", "general_practitioners_rate", doctors, CENSUS_2016, CENSUS_2022)
    assert (found.inputs[1].year, found.vintage) == (2022, 2019)


def test_each_year_of_the_leading_measure_is_a_vintage_and_stays_in_its_edition() -> None:
    found = planned_for("epci", "population_density", CENSUS_2022, CENSUS_2016)
    assert [(one.vintage, one.inputs[1].edition) for one in found] == [
        (2016, "insee_comparateur-2016"),
        (2022, "insee_comparateur-2022"),
    ]


def test_the_span_goes_from_the_oldest_to_the_newest_of_the_years() -> None:
    (growth,) = planned_for("epci", "population_growth", CENSUS_2022)
    assert (growth.span, growth.vintage, growth.since) == (6, 2022, None)
    flows = edition(
        "insee_comparateur", 2022, births_between=(2016, 2021), deaths_between=(2016, 2021), population=2022,
        population_before=2016,
    )  # fmt: skip
    (change,) = planned_for("epci", "natural_change", flows)
    assert (change.since, change.vintage) == (2016, 2021)


def test_what_is_published_at_the_level_itself_is_read_there_and_nowhere_added_up() -> None:
    communes = edition("insee_comparateur", 2019, median_income=2019)
    epcis = edition("insee_filosofi_epci", 2016, median_income=2016)
    (found,) = planned_for("epci", "median_income", communes, epcis)
    assert (found.vintage, found.direct) == (2016, True)
    (of_commune,) = planned_for("commune", "median_income", communes, epcis)
    assert of_commune.vintage == 2019
    for level in ("department", "region", "free"):
        assert planned_for(level, "median_income", communes, epcis) == []
        assert {one.vintage for one in plan(level, [communes, epcis]).not_carried} == {2016, 2019}


def test_an_indicator_lacking_an_input_is_not_loaded() -> None:
    found = plan("epci", [DOCTORS_2018])
    assert "general_practitioners_rate" in found.not_loaded
    assert {one.indicator for one in found.planned} == set()


@pytest.fixture(scope="module")
def everything() -> list[Edition]:
    """An edition of every dataset, with all its measures."""
    return [edition(id_, 2022, **{column.measure: 2022 for column in columns(id_)}) for id_ in datasets()]


def test_every_indicator_of_the_catalogue_can_be_planned_and_written_for_both_engines(
    everything: list[Edition],
) -> None:
    said: set[str] = set()
    for level in ("commune", "epci", "department"):
        found = plan(level, everything)
        said |= {one.indicator for one in (*found.planned, *found.not_carried)}
        names = [name for one in found.planned for name in parts_named(one)]
        assert [name for name in names if len(name.encode()) > LONGEST_IDENTIFIER] == []
    assert said == set(indicators())
    found = plan("epci", everything)
    for made in (summed(found.summed, frozenset()), direct(found.direct, frozenset(), parts=True)):
        for dialect in ("duckdb", "postgres"):
            assert sql(made, dialect).startswith("SELECT")  # type: ignore[arg-type]
