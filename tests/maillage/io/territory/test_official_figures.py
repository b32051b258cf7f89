"""Figures of the official files, beside the same computed here from the raw files, line by line, in plain Python."""

from __future__ import annotations

import csv
import gzip
import io
import math
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from maillage.geography.history import today_of
from maillage.io.territory.store import Store
from maillage.territory.figures import IndicatorFigure, Status
from maillage.territory.perimeters import composition, perimeter_at

DETACHED = {"15031", "15035", "15047", "15171", "60694", "85165", "85212"}
Counts = Mapping[str, Mapping[str, float | None]]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    """The census file of INSEE, read apart."""
    path = shared / "data" / "territory" / "insee-comparateur-rp2018.zip"
    with zipfile.ZipFile(path) as archive, archive.open("base_cc_comparateur.CSV") as stream:
        return list(csv.DictReader(io.TextIOWrapper(stream, "utf-8-sig"), delimiter=";"))


@pytest.fixture(scope="module")
def raw(rows: list[dict[str, str]]) -> Counts:
    """Code of today -> column -> sum of what became that commune."""
    counts: dict[str, dict[str, float | None]] = {}
    for row in rows:
        kept = counts.setdefault(today_of(row["CODGEO"]).code or "?", {})
        for column, cell in row.items():
            if column != "CODGEO":
                value, so_far = (float(cell) if cell else None), kept.get(column, 0.0)
                kept[column] = None if value is None or so_far is None else so_far + value
    return counts


def figure(store: Store, code: str, indicator: str, vintage: int | None = None) -> IndicatorFigure:
    """One figure of a territory."""
    perimeter = perimeter_at(code)
    assert perimeter is not None
    (found,) = (
        one
        for one in store.figures(perimeter)
        if one.indicator == indicator and vintage in (None, one.vintage)
    )
    return found


def value(store: Store, code: str, indicator: str, vintage: int | None = None) -> float:
    """Its value."""
    found = figure(store, code, indicator, vintage).value
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "population", "density", "growth", "vacancy", "unemployment", "concentration"),
    [
        ("200093201", 1_174_273, 1747.66, 0.26, 7.08, 16.15, 115.06),
        ("246200364", 241_703, 1009.70, 0.00, 7.84, 20.54, 87.69),
        ("245900428", 195_917, 653.30, -0.39, 6.40, 19.33, 120.86),
        ("200043396", 125_160, 364.24, -0.20, 8.37, 25.34, 101.40),
    ],
)
def test_the_figures_checked_by_hand_are_found(
    store: Store, code: str, population: int, density: float, growth: float, vacancy: float,
    unemployment: float, concentration: float,
) -> None:  # fmt: skip
    assert value(store, code, "population") == population
    found = [
        round(value(store, code, name), 2)
        for name in (
            "population_density",
            "population_growth",
            "vacancy_rate",
            "unemployment_rate",
            "job_concentration",
        )
    ]
    assert [0.0 if one == 0 else one for one in found] == [
        density,
        growth,
        vacancy,
        unemployment,
        concentration,
    ]


@pytest.mark.parametrize(
    ("indicator", "above", "below", "times"),
    [
        ("population", "P18_POP", None, 1),
        ("population_density", "P18_POP", "SUPERF", 1),
        ("vacancy_rate", "P18_LOGVAC", "P18_LOG", 100),
        ("unemployment_rate", "P18_CHOM1564", "P18_ACT1564", 100),
        ("birth_rate", "NAISD20", "P18_POP", 1000),
    ],
)
def test_every_epci_has_the_value_computed_from_the_raw_file(
    store: Store, raw: Counts, indicator: str, above: str, below: str | None, times: float
) -> None:
    expected = {}
    for code, communes in composition("epci").items():
        columns = [above, below] if below else [above]
        rows = [
            raw[one]
            for one in communes
            if one in raw and all(raw[one][column] is not None for column in columns)
        ]
        top = sum(row[above] or 0.0 for row in rows)
        bottom = sum(row[below] or 0.0 for row in rows) if below else 1.0
        if rows and bottom:
            expected[code] = top / bottom * times
    found = store.column("epci", indicator, 2020 if indicator == "birth_rate" else 2018)
    assert found.keys() == expected.keys()
    assert len(found) >= 1250
    assert [code for code in expected if not math.isclose(found[code], expected[code], rel_tol=1e-12)] == []


def test_all_the_communes_have_the_people_of_france_once(store: Store, raw: Counts) -> None:
    communes = [code for department in composition("department").values() for code in department]
    found = store.column("commune", "population", 2018)
    assert sum(found[code] for code in communes if code in found) == 66_732_538
    assert (
        sum(row["P18_POP"] or 0 for code, row in raw.items()) == 70_295_051
    )  # the arrondissements counted twice
    hauts_de_france = sum(raw[code]["P18_POP"] or 0 for code in composition("region")["32"] if code in raw)
    assert value(store, "reg:32", "population") == hauts_de_france
    assert value(store, "reg:94", "population") > 300_000  # Corsica, whose codes have letters
    assert value(store, "97411", "population") == raw["97411"]["P18_POP"]
    assert figure(store, "reg:06", "population").status is Status.ABSENT  # no census of 2018 in Mayotte


def test_a_district_has_its_own_figures_and_its_city_the_sum_of_all(store: Store, raw: Counts) -> None:
    district, city = value(store, "75115", "population"), value(store, "75056", "population")
    assert (district, city) == (raw["75115"]["P18_POP"], raw["75056"]["P18_POP"])
    assert value(store, "dep:75", "population") == city


def test_the_seven_communes_that_came_out_of_another_one_have_no_figure(store: Store) -> None:
    (edition,) = (one for one in store.editions if one.id == "insee_comparateur-2018" and not one.packaged)
    found = store.column("commune", "population", 2018)
    without = {
        code for code in composition("commune") if code not in found and not code.startswith(("97", "98"))
    }
    assert without == DETACHED
    assert edition.without == len(DETACHED)
    assert {figure(store, code, "population").status for code in DETACHED} == {Status.ABSENT}


def test_an_epci_with_one_of_them_is_said_to_be_partial(store: Store) -> None:
    (code,) = (code for code, communes in composition("epci").items() if "60694" in communes)
    found = figure(store, code, "population_density")
    assert found.status is Status.PARTIAL
    assert found.known == found.members - 1 == len(composition("epci")[code]) - 1


def test_medians_are_those_published_for_the_epci_and_are_never_added_up(store: Store) -> None:
    assert round(value(store, "200093201", "median_income", 2016)) == 19_828
    assert value(store, "200093201", "poverty_rate", 2016) == 19.1
    assert round(value(store, "246200364", "median_income", 2016)) == 16_803
    assert value(store, "200090751", "poverty_rate", 2016) > 0  # Calais, under another SIREN then
    for code in ("dep:59", "free:200093201+246200364"):
        perimeter = perimeter_at(code)
        assert perimeter is not None
        found = [one for one in store.figures(perimeter) if one.indicator == "median_income"]
        assert [(one.vintage, one.status, one.value) for one in found] == [
            (2016, Status.NOT_CARRIED, None),
            (2019, Status.NOT_CARRIED, None),
        ]
    assert figure(store, "59350", "median_income").value is not None  # the commune has its own


def test_a_commune_born_of_a_merger_adds_counts_up_and_has_no_median(
    store: Store, rows: list[dict[str, str]], raw: Counts
) -> None:
    parts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        parts[today_of(row["CODGEO"]).code or "?"].append(row)
    merged = {code for code, several in parts.items() if len(several) > 1}
    lost = {code for code in merged if any(row["MED19"] for row in parts[code])}
    assert len(lost) > 50
    statuses = {code: figure(store, code, "median_income").status for code in merged}
    assert {code for code, status in statuses.items() if status is Status.NOT_CARRIED} == lost
    people = store.column("commune", "population", 2018)
    assert [code for code in merged if people[code] != raw[code]["P18_POP"]] == []
    (edition,) = (one for one in store.editions if one.id == "insee_comparateur-2018")
    assert edition.carried == sum(today_of(row["CODGEO"]).code != row["CODGEO"] for row in rows)
    assert edition.dropped["not_additive"] >= len(lost)


def test_every_input_keeps_its_own_year_and_its_edition(store: Store) -> None:
    found = figure(store, "200093201", "general_practitioners_rate")
    assert [(one.measure, one.year, one.edition) for one in found.inputs] == [
        ("general_practitioners", 2018, "insee_bpe-2018"),
        ("population", 2018, "insee_comparateur-2018"),
    ]
    growth = figure(store, "200093201", "population_growth")
    assert [(one.year, one.value) for one in growth.inputs] == [(2018, 1_174_273), (2013, 1_159_071)]
    births = figure(store, "200093201", "natural_change")
    assert (births.since, births.vintage) == (2013, 2018)


def test_equipment_is_summed_with_zero_where_nothing_is_listed_and_districts_make_their_city(
    store: Store, shared: Path
) -> None:
    import duckdb

    path = shared / "data" / "territory" / "insee-bpe-2018-communes.parquet"
    rows = duckdb.sql(
        f"SELECT DEPCOM, sum(NB_EQUIP) FROM '{path}' WHERE TYPEQU = 'D201' GROUP BY 1"
    ).fetchall()
    doctors: dict[str, float] = defaultdict(float)
    for code, number in rows:
        doctors[today_of(code).code or "?"] += number
    lille = sum(doctors[code] for code in composition("epci")["200093201"])
    assert figure(store, "200093201", "general_practitioners_rate").inputs[0].value == lille
    paris = sum(number for code, number in doctors.items() if code.startswith("751"))
    assert figure(store, "75056", "general_practitioners_rate").inputs[0].value == paris > 1000
    assert figure(store, "75115", "general_practitioners_rate").inputs[0].value == doctors["75115"]
    no_doctor = next(code for code in composition("epci")["200069722"] if code not in doctors)
    assert figure(store, no_doctor, "general_practitioners_rate").value == 0
    assert figure(store, "15031", "general_practitioners_rate").status is Status.ABSENT
    assert value(store, "200093201", "communes_with_doctor") == pytest.approx(82 / 95 * 100)


def test_a_competence_is_read_for_the_epci_that_has_it(store: Store, shared: Path) -> None:
    with gzip.open(
        shared / "data" / "territory" / "banatic-competences-2021.csv.gz", "rt", encoding="utf-8"
    ) as stream:
        pairs = {(row["siren"], row["competence"]) for row in csv.DictReader(stream)}
    found = store.column("epci", "competence_water", 2021)
    assert {code for code, has in found.items() if has} == {code for code in found if (code, "1502") in pairs}
    assert {0.0, 1.0} == set(found.values())


def test_a_free_perimeter_of_whole_epci_has_the_sum_of_their_counts(store: Store) -> None:
    found = figure(store, "free:200093201+246200364", "vacancy_rate")
    parts = [figure(store, code, "vacancy_rate") for code in ("200093201", "246200364")]
    for rank, used in enumerate(found.inputs):
        assert used.value == pytest.approx(sum(one.inputs[rank].value for one in parts))
    assert found.members == sum(one.members for one in parts)


def test_the_sum_of_regions_and_of_departments_are_those_of_the_communes(store: Store) -> None:
    for kind in ("department", "region"):
        total = sum(store.column(kind, "population", 2018).values())
        assert total == 66_732_538
