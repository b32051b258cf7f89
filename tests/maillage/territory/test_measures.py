"""Measures and the columns they are read from, on the header lines of the official files."""

import csv
import gzip
import zipfile
from pathlib import Path

import duckdb
import pytest

from maillage.data import packaged
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import datasets
from maillage.territory.measures import columns, matches, measures, missing, recognised, sources
from tests.maillage.territory.wording import faults

RP_2022 = (
    "CODGEO;P22_POP;P16_POP;SUPERF;NAIS1621;DECE1621;P22_MEN;NAISD24;DECESD24;P22_LOG;P22_RP;P22_RSECOCC;P22_LOGVAC;"
    "P22_RP_PROP;NBMENFISC21;PIMP21;MED21;TP6021;P22_EMPLT;P22_EMPLT_SAL;P16_EMPLT;P22_POP1564;P22_CHOM1564;"
    "P22_ACT1564;ETTOT23;ETAZ23;ETBE23;ETFZ23;ETGU23;ETOQ23;ETTEF123;ETTEFP1023"
)
USES = ("hab", "act", "mix", "rou", "fer", "inc")


def land_header(first: int, last: int, *more: str) -> list[str]:
    """The header of the land take file for the years `first` to `last`, as its public uses report it."""
    years = [(year, year + 1) for year in range(first, last)] + [(first, last)]
    flows = [f"naf{since:02}art{year:02}" for since, year in years]
    parts = [f"art{since:02}{use}{year:02}" for since, year in years for use in USES]
    return ["idcom", "idcomtxt", *flows, *parts, *more]


# one header for each layout that the catalogue says it can read
HEADERS: list[tuple[str, list[str]]] = [
    ("insee_comparateur", RP_2022.split(";")),
    ("insee_bpe", ["REG", "DEP", "DEPCOM", "DCIRIS", "AN", "TYPEQU", "NB_EQUIP"]),
    ("insee_bpe", ["AN", "NOMRS", "DEPCOM", "DOM", "SDOM", "TYPEQU"]),
    ("insee_bpe", ["GEO", "GEO_OBJECT", "FACILITY_DOM", "FACILITY_SDOM", "FACILITY_TYPE", "BPE_MEASURE", "TIME_PERIOD", "OBS_VALUE"]),
    ("insee_filosofi_melodi", ["GEO", "GEO_OBJECT", "FILOSOFI_MEASURE", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE"]),
    ("insee_populations", ["GEO", "FREQ", "TIME_PERIOD", "POPREF_MEASURE", "OBS_VALUE_NIVEAU"]),
    ("insee_navettes", ["GEO", "GEO_OBJECT", "TRANS", "WORK_AREA", "AGE", "EMPSTA_ENQ", "TIME_PERIOD", "OBS_VALUE"]),
    ("banatic", ["siren", "competence"]),
    ("ademe_ges", ["INSEE commune", "Commune", "Agriculture", "Autres transports", "Autres transports international",
                   "CO2 biomasse hors-total", "Déchets", "Energie", "Industrie hors-énergie", "Résidentiel", "Routier", "Tertiaire"]),
    ("cerema_conso_espaces", land_header(9, 24, "artcom0924", "pop15", "pop21", "pop1521", "surfcom2024")),
    ("cerema_conso_espaces", land_header(11, 25, "naf11art21", "naf21art25")),
    ("ore_consommation", ["OPERATEUR", "FILIERE", "Année", "Code Commune", "Nom Commune", "CODE GRAND SECTEUR", "Nb sites", "Conso totale (MWh)"]),
    ("ore_consommation", ["annee", "code_commune", "filiere", "code_grand_secteur", "conso_totale_mwh"]),
    ("ore_production", ["codeEICResourceObject", "codeINSEECommune", "filiere", "puisMaxInstallee", "nbInstallations", "regime"]),
    ("sinoe_dma", ["Annee", "C_REGION", "L_REGION", "C_DEPT", "N_DEPT", "VA_POPANNEE", "TONNAGE_DMA", "RATIO_DMA"]),
    ("sinoe_destination", ["ANNEE", "C_DEPT", "N_DEPT", "L_TYP_REG_DECHET", "L_TYP_REG_SERVICE", "TONNAGE_DMA"]),
    ("agence_bio", ["annee", "codeepci", "codeinseecommune", "codepostalcommune", "commune", "nb_exp", "surfab", "surfc123", "surfbio"]),
    ("lovac", ["CODGEO_26", "LIBGEO_26", "pp_vacant_26", "pp_vacant_plus_2ans_26", "ff_pp_total_25", "pp_vacant_25", "pp_vacant_plus_2ans_25"]),
    ("arcep_fixe", ["code_insee", "nom_com", "code_dep", "nbr", "type", "date", "elig_ftth", "elig_cu"]),
    ("cerema_cartofriches", ["site_id", "site_nom", "site_type", "site_statut", "comm_nom", "comm_insee"]),
]  # fmt: skip


def years_of(dataset: str, header: list[str]) -> dict[str, tuple[int | None, int | None]]:
    return {match.column.measure: (match.since, match.year) for match in matches(dataset, header)}


@pytest.fixture(scope="module")
def comparateur(shared: Path) -> list[str]:
    with zipfile.ZipFile(shared / "data/territory/insee-comparateur-rp2018.zip") as archive:
        line = archive.open("base_cc_comparateur.CSV").readline().decode("utf-8")
    return next(csv.reader([line], delimiter=";"))


def test_the_2018_census_header_holds_every_measure_each_with_its_own_year(comparateur: list[str]) -> None:
    assert recognised(comparateur) == ("insee_comparateur",)
    found = years_of("insee_comparateur", comparateur)
    assert found.keys() == {column.measure for column in columns("insee_comparateur")}
    assert found["population"] == (None, 2018)
    assert found["population_before"] == (None, 2013)
    assert found["births_between"] == (2013, 2018)
    assert found["births"] == (None, 2020)
    assert found["median_income"] == (None, 2019)
    assert found["area"] == (None, None)


def test_the_2022_census_header_is_read_by_the_same_patterns_without_the_column_it_dropped() -> None:
    found = years_of("insee_comparateur", RP_2022.split(";"))
    assert {column.measure for column in columns("insee_comparateur")} - found.keys() == {
        "establishments_trade"
    }
    assert found["population"] == (None, 2022)
    assert found["jobs_before"] == (None, 2016)
    assert found["births_between"] == (2016, 2021)
    assert found["establishments_1_9"] == found["establishments_10_more"] == (None, 2023)


def test_a_header_that_lacks_a_column_says_which() -> None:
    header = [name for name in RP_2022.split(";") if name != "P22_LOGVAC"]
    assert missing("insee_comparateur", header) == (r"P(?P<year>\d\d)_LOGVAC",)
    assert recognised(header) == ()


def test_incomes_by_inter_municipality_are_recognised(shared: Path) -> None:
    path = shared / "data/territory/insee-filosofi-epci-2016.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        header = next(csv.reader(lines))
    assert recognised(header) == ("insee_filosofi_epci",)
    assert years_of("insee_filosofi_epci", header).keys() == {
        c.measure for c in columns("insee_filosofi_epci")
    }


@pytest.mark.parametrize(("dataset", "header"), HEADERS)
def test_a_file_is_recognised_by_its_header_alone(dataset: str, header: list[str]) -> None:
    assert recognised(header)[:1] == (dataset,)


def test_every_dataset_has_a_header_tried() -> None:
    assert datasets().keys() - {name for name, _ in HEADERS} == {"insee_filosofi_epci"}


def test_an_unknown_file_is_no_dataset() -> None:
    assert recognised(["CODGEO", "LIBGEO", "something"]) == ()


def test_of_the_periods_of_land_take_the_whole_one_is_read() -> None:
    older, newer = (header for name, header in HEADERS if name == "cerema_conso_espaces")
    assert years_of("cerema_conso_espaces", older)["land_taken"] == (2009, 2024)
    assert years_of("cerema_conso_espaces", older)["land_taken_homes"] == (2009, 2024)
    assert "land_taken_2011_2021" not in years_of("cerema_conso_espaces", older)
    found = years_of("cerema_conso_espaces", newer)
    assert found["land_taken"] == (2011, 2025)
    assert found["land_taken_2011_2021"] == (2011, 2021)
    assert found["land_taken_since_2021"] == (2021, 2025)


def test_the_facility_codes_of_2018_are_those_of_the_file(shared: Path) -> None:
    path = shared / "data/territory/insee-bpe-2018-communes.parquet"
    known = {
        row[0]
        for row in duckdb.execute("select distinct TYPEQU from read_parquet(?)", [str(path)]).fetchall()
    }
    rows = [column for column in columns("insee_bpe") if column.keys]
    absent = {column.measure for column in rows if not known & set(column.keys[0])}
    optional = {column.measure for column in rows if column.optional}
    assert absent == optional | {"communes_with_library"}


def test_the_competence_codes_are_those_of_the_file(shared: Path) -> None:
    with gzip.open(
        shared / "data/territory/banatic-competences-2021.csv.gz", "rt", encoding="utf-8"
    ) as lines:
        known = {row["competence"] for row in csv.DictReader(lines)}
    table = packaged.rows("territory/competences.csv")
    assert known == {row["code"] for row in table}
    read = {column.measure: column.keys for column in columns("banatic")}
    assert read == {row["measure"]: ((row["code"],),) for row in table if row["measure"]}


def test_every_measure_is_read_somewhere_and_serves_an_indicator() -> None:
    assert [code for code in measures() if not sources(code)] == []
    used = {name for one in indicators().values() for name in one.inputs}
    assert measures().keys() - used == set()


def test_nothing_that_is_published_as_a_median_or_a_rate_adds_up() -> None:
    for code in ("median_income", "poverty_rate", "income_ratio", "pensions_share", "competence_water"):
        assert not measures()[code].additive
    assert all(
        one.additive
        for code, one in measures().items()
        if one.unit.en in ("inhabitants", "dwellings", "jobs")
    )


def test_labels_of_measures_are_unlike_in_both_languages_and_well_set() -> None:
    rows = measures().values()
    assert len({row.label.fr for row in rows}) == len({row.label.en for row in rows}) == len(rows)
    assert faults((row.code, text) for row in rows for text in (row.label, row.definition, row.unit)) == []
