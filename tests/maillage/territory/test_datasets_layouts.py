"""A few lines in the layout of each official file, and what the catalogue counts in them.

The files of INSEE at hand are read whole elsewhere; those that were only cited are tried here, as they are reported.
"""

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from maillage.io.territory import engine
from maillage.io.territory.counting import count, secret
from maillage.io.territory.staging import Plain
from maillage.io.territory.tables import source
from maillage.territory.datasets import datasets

LILLE, ARRAS, PARIS_1 = "59350", "62041", "75101"
HIDDEN = "hidden"
Counts = dict[str, dict[str, float | str | None]]

FACILITIES = """\
"GEO";"GEO_OBJECT";"FACILITY_DOM";"FACILITY_SDOM";"FACILITY_TYPE";"BPE_MEASURE";"TIME_PERIOD";"OBS_VALUE"
"59350";"COM";"D";"D2";"D265";"FACILITIES";"2025";"300"
"59350";"COM";"D";"_T";"_T";"FACILITIES";"2025";"900"
"62041";"COM";"B";"B3";"B323";"FACILITIES";"2025";"3"
"75101";"ARM";"D";"D2";"D265";"FACILITIES";"2025";"3"
"""
EQUIPMENT = """\
AN;DEPCOM;DOM;SDOM;TYPEQU
2024;59350;F;F3;F307
2024;59350;F;F3;F307
2024;62041;A;A1;A133
"""
INCOMES = """\
"GEO";"GEO_OBJECT";"FILOSOFI_MEASURE";"UNIT_MEASURE";"TIME_PERIOD";"CONF_STATUS";"OBS_VALUE"
"200093201";"EPCI";"MED_SL";"EUR_YR";"2023";"F";"22500"
"200093201";"EPCI";"PR_MD60";"PC";"2023";"C";""
"59350";"COM";"MED_SL";"EUR_YR";"2023";"F";"21000"
"""
POPULATIONS = """\
{"GEO":"2025-COM-59350","FREQ":"A","TIME_PERIOD":"2023","POPREF_MEASURE":"PMUN","OBS_VALUE":238246}
{"GEO":"2025-COM-59350","FREQ":"A","TIME_PERIOD":"2023","POPREF_MEASURE":"PTOT","OBS_VALUE":240000}
"""
COMMUTING = """\
"GEO";"GEO_OBJECT";"TRANS";"WORK_AREA";"TIME_PERIOD";"OBS_VALUE"
"59350";"COM";"_T";"_T";"2022";"100"
"59350";"COM";"5";"_T";"2022";"40.5"
"59350";"COM";"5";"1";"2022";"10"
"59";"DEP";"5";"_T";"2022";"900"
"""
COMPETENCES = "siren,competence\n200093201,4530\n200093201,1555\n246200364,4530\n"
GASES = """\
INSEE commune,Commune,Agriculture,Autres transports,Autres transports international,CO2 biomasse hors-total,Déchets,\
Energie,Industrie hors-énergie,Résidentiel,Routier,Tertiaire
59350,LILLE,1.5,,,3,10,20,30,400,500,300
75101,PARIS,,,7,3,10,20,30,400,500,300
"""
LAND = """\
idcom,naf11art12,art11hab12,art11act12,naf24art25,naf11art21,naf21art25,naf11art25,art11hab25,art11act25,art11rou25
59350,10000,1,1,20000,1100000,300000,1400000,700000,350000,70000
"""
LAND_BEFORE = "idcom;naf09art10;naf23art24;naf09art24;art09hab24;art09act24\n62041;1;2;600000;300000;0\n"
ENERGY = """\
OPERATEUR;FILIERE;Année;Code Commune;CODE GRAND SECTEUR;Nb sites;Conso totale (MWh);Nombre de mailles secretisées
Enedis;Electricité;2023;59350;RESIDENTIEL;10;1000,5;0
Enedis;Electricité;2023;59350;TERTIAIRE;10;2000;0
GRDF;Gaz;2023;62041;RESIDENTIEL;2;;1
"""
PLANTS = """\
codeEICResourceObject;codeINSEECommune;filiere;puisMaxInstallee;nbInstallations;regime
;59350;Solaire;49.46;14;En service
;59350;Solaire;0.54;1;En service
;59350;Solaire;900;1;Abandonné
;62041;Eolien;2000;1;En service
"""
WASTE = "Annee;C_REGION;C_DEPT;N_DEPT;VA_POPANNEE;TONNAGE_DMA;RATIO_DMA\n2021;84;1;Ain;650000;400000,5;615\n"
DESTINATIONS = """\
ANNEE,C_DEPT,N_DEPT,L_TYP_REG_DECHET,L_TYP_REG_SERVICE,TONNAGE_DMA
2021,59,Nord,Verre,Valorisation matière,"100,5"
2021,59,Nord,OMR,Stockage,50
2021,59,Nord,Gravats,Stockage pour inertes,25
2021,59,Nord,OMR,Non précisé,1
"""
ORGANIC = """\
annee,codeepci,codeinseecommune,codepostalcommune,commune,nb_exp,surfab,surfc123,surfbio
2023,200093201,59350,59000,LILLE,2,10,5,15
"""
VACANCY = """\
CODGEO_26;LIBGEO_26;pp_vacant_26;pp_vacant_plus_2ans_26;ff_pp_total_25;pp_vacant_25;pp_vacant_plus_2ans_25
59350;Lille;900;400;100000;1000;500
62041;Arras;s;s;20000;s;s
"""
FIBRE = "code_insee;nom_com;code_dep;nbr;type;date;elig_ftth;elig_cu\n59350;Lille;59;1000;all;2025-09-30;990;1000\n"
SITES = """\
site_id;site_nom;site_statut;comm_nom;comm_insee
1;a;friche sans projet;Lille;59350
2;b;friche avec projet;Lille;59350
3;c;friche reconvertie;Lille;59350
"""

CASES: list[tuple[str, str, int | None, Counts]] = [
    ("insee_bpe", FACILITIES, 2025, {LILLE: {"general_practitioners": 300, "second_hand_shops": 0}, ARRAS: {"second_hand_shops": 3}}),
    ("insee_bpe", EQUIPMENT, 2024, {LILLE: {"communes_with_library": 2, "recycling_centres": 0}, ARRAS: {"recycling_centres": 1}}),
    ("insee_filosofi_melodi", INCOMES, 2023, {"200093201": {"median_income": 22500, "poverty_rate": HIDDEN}}),
    ("insee_populations", POPULATIONS, 2023, {LILLE: {"population_reference": 238246}}),
    ("insee_navettes", COMMUTING, 2022, {LILLE: {"commuters": 100, "commuters_driving": 40.5}}),
    ("banatic", COMPETENCES, None, {"200093201": {"competence_climate_plan": 1}, "246200364": {"competence_climate_plan": 0, "competence_mobility": 1}}),
    ("ademe_ges", GASES, 2016, {LILLE: {"ghg_agriculture": 1.5, "ghg_other_transport": 0, "ghg_energy": 20, "ghg_industry": 30}, PARIS_1: {"ghg_agriculture": 0}}),
    ("cerema_conso_espaces", LAND, 2025, {LILLE: {"land_taken": 140, "land_taken_homes": 70, "land_taken_roads": 7, "land_taken_2011_2021": 110, "land_taken_since_2021": 30}}),
    ("cerema_conso_espaces", LAND_BEFORE, 2024, {ARRAS: {"land_taken": 60, "land_taken_homes": 30, "land_taken_activities": 0}}),
    ("ore_consommation", ENERGY, 2023, {LILLE: {"electricity_homes": 1000.5, "electricity_all": 3000.5, "gas_homes": 0}, ARRAS: {"gas_homes": HIDDEN, "gas_all": HIDDEN}}),
    ("ore_production", PLANTS, None, {LILLE: {"power_solar": 50, "power_wind": 0}, ARRAS: {"power_wind": 2000}}),
    ("sinoe_dma", WASTE, 2021, {"01": {"waste_collected": 400000.5, "waste_population": 650000}}),
    ("sinoe_destination", DESTINATIONS, 2021, {"59": {"waste_recycled": 100.5, "waste_landfilled": 75, "waste_treated": 176.5}}),
    ("agence_bio", ORGANIC, 2023, {LILLE: {"organic_area": 15, "organic_conversion": 5}}),
    ("lovac", VACANCY, 2026, {LILLE: {"private_vacant_2_years": 400, "private_dwellings": 100000}, ARRAS: {"private_vacant_2_years": HIDDEN}}),
    ("arcep_fixe", FIBRE, 2025, {LILLE: {"premises": 1000, "premises_fibre": 990}}),
    ("cerema_cartofriches", SITES, None, {LILLE: {"brownfields": 2, "brownfields_idle": 1}}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dataset", "text", "year", "expected"), CASES, ids=[f"{case[0]}-{case[2]}" for case in CASES]
)
def test_the_lines_of_a_file_are_counted_as_the_catalogue_says(
    tmp_path: Path, dataset: str, text: str, year: int | None, expected: Counts
) -> None:
    form = "json" if text.startswith("{") else "csv"
    path = tmp_path / f"file.{form}"
    path.write_text(text, encoding="utf-8")
    with closing(duckdb.connect()) as database:
        (counted,) = count(database, source(database, Plain(path, path.name, form)), datasets()[dataset])
        assert counted.year == year or year in {last for _first, last in counted.years.values()}
        assert counts_of(database, counted.table, expected) == expected


def counts_of(database: duckdb.DuckDBPyConnection, table: str, asked: Counts) -> Counts:
    """What the table of counts holds of what is `asked`."""
    answer = database.execute(f"SELECT * FROM {engine.name(table)}")
    names = [column[0] for column in answer.description]
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in answer.fetchall()}
    return {
        code: {one: HIDDEN if rows[code][secret(one)] else rows[code][one] for one in measures}
        for code, measures in asked.items()
    }


def test_a_type_that_an_edition_does_not_have_is_not_counted_as_zero(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(EQUIPMENT, encoding="utf-8")
    with closing(duckdb.connect()) as database:
        (counted,) = count(database, source(database, Plain(path, path.name, "csv")), datasets()["insee_bpe"])
    assert "communes_with_library" in counted.years
    assert "general_practitioners" not in counted.years
