"""The packaged tables are whole, small, and built again to the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from maillage.data import compressed
from maillage.geography import department_name, epci
from tools import communes as building

CODE = re.compile(r"\d{5}|2[AB]\d{3}")
POSTAL = re.compile(r"\d{5}")


def test_every_commune_of_2026_and_every_arrondissement_is_there() -> None:
    rows = compressed.rows("geography/communes.csv.gz")
    assert len(rows) == 34_969 + 45
    assert len({row[0] for row in rows}) == len(rows)
    assert Counter(row[6] for row in rows if row[6]) == {"75056": 20, "69123": 9, "13055": 16}


def test_every_cell_of_a_commune_is_sound() -> None:
    for code, name, postal_codes, department, group, population, _ in compressed.rows(
        "geography/communes.csv.gz"
    ):
        assert CODE.fullmatch(code)
        assert name == name.strip() != ""
        assert "'" not in name
        assert all(POSTAL.fullmatch(one) for one in postal_codes.split())
        assert code.startswith(department)
        assert department_name(department) != department
        assert not group or epci(group) is not None
        assert not population or int(population) >= 0


def test_reading_without_quotes_gives_what_a_csv_reader_gives() -> None:
    lines = compressed.lines("geography/communes.csv.gz")
    assert [line.split(",") for line in lines] == compressed.rows("geography/communes.csv.gz")


def test_the_tables_stay_small(root: Path) -> None:
    folder = root / "src" / "maillage" / "data" / "geography"
    assert sum(path.stat().st_size for path in folder.glob("*.gz")) < 900_000


# --- building them ---

COMMUNES = [
    {"code": "01001", "nom": "L'Exemple", "departement": "01", "type": "commune-actuelle",
     "codesPostaux": ["01000", "01001"], "population": 10},
    {"code": "2A001", "nom": "Grande", "departement": "2A", "type": "commune-actuelle", "population": 99},
    {"code": "69381", "nom": "Un 1er", "departement": "69", "type": "arrondissement-municipal",
     "commune": "2A001", "population": 5},
    {"code": "01002", "nom": "Ancienne", "departement": "01", "type": "commune-deleguee", "population": 3},
]  # fmt: skip
GROUPS = [
    {"code": "200000172", "nom": "CC d'Ici", "type": "CC", "populationMunicipale": 1,
     "membres": [{"code": "01001", "populationMunicipale": 10}, {"code": "2A001", "populationMunicipale": 99}]},
]  # fmt: skip
DEPARTMENTS = [
    {"code": "01", "nom": "Ain", "region": "84", "zone": "metro"},
    {"code": "2A", "nom": "Corse-du-Sud", "region": "94", "zone": "metro"},
]
REGIONS = [{"code": "94", "nom": "Corse"}, {"code": "93", "nom": "Provence-Alpes-Côte d'Azur"}]


def archive(rows: list[dict[str, Any]], epcis: list[dict[str, Any]] = GROUPS) -> bytes:
    """A package like that of Etalab."""
    content = io.BytesIO()
    tables = {"communes": rows, "epci": epcis, "departements": DEPARTMENTS, "regions": REGIONS}
    with tarfile.open(fileobj=content, mode="w:gz") as package:
        for name, table in tables.items():
            body = json.dumps(table).encode()
            entry = tarfile.TarInfo(f"package/data/{name}.json")
            entry.size = len(body)
            package.addfile(entry, io.BytesIO(body))
    return content.getvalue()


def lines(table: bytes) -> list[str]:
    """The lines of a built table, without its header."""
    return gzip.decompress(table).decode().splitlines()[1:]


def test_a_table_keeps_communes_of_today_the_most_populated_first() -> None:
    files = building.built(archive(COMMUNES))
    assert gzip.decompress(files["communes.csv.gz"]).decode().splitlines() == [
        "code,name,postal_codes,department,epci,population,part_of",
        "2A001,Grande,,2A,200000172,99,",
        "01001,L’Exemple,01000 01001,01,200000172,10,",
        "69381,Un 1er,,69,200000172,5,2A001",
    ]
    assert gzip.decompress(files["epcis.csv.gz"]).decode().splitlines()[1] == ("200000172,CC d’Ici,CC,2A,109")


def test_departements_have_their_region_and_names_their_apostrophe() -> None:
    files = building.built(archive(COMMUNES))
    assert lines(files["departments.csv.gz"]) == ["01,Ain,84,metro", "2A,Corse-du-Sud,94,metro"]
    assert lines(files["regions.csv.gz"])[1] == "93,Provence-Alpes-Côte d’Azur"


def here(code: str, *before: str, name: str = "") -> dict[str, Any]:
    """A commune that was made of others."""
    return {"code": code, "nom": name or code, "type": "commune-actuelle", "departement": code[:2],
            "anciensCodes": before}  # fmt: skip


def within(code: str, chief: str) -> dict[str, Any]:
    """A commune delegated to another."""
    return {"code": code, "nom": code, "type": "commune-deleguee", "chefLieu": chief, "departement": code[:2]}


def group(code: str, *communes: str, name: str = "CC d'Ici") -> dict[str, Any]:
    """An EPCI."""
    return {"code": code, "nom": name, "type": "CC", "membres": [{"code": one} for one in communes]}


def test_the_history_tells_what_merged_was_renamed_came_back_and_moved() -> None:
    before = [
        here("01001"),
        here("01002", name="Seat"),
        here("01003"),
        within("01004", "01003"),
        here("01005"),
    ]
    after = [here("01001", "01005"), here("01012", "01002", name="Seat"), here("01003"), here("01004")]
    contents = {
        2024: archive(
            before, [group("111", "01001", "01002"), group("222", "01003", name="Old"), group("333", "01005")]
        ),
        2025: archive(after, [group("111", "01001"), group("222", "01003", "01004", "01012")]),
    }
    files = building.built_history(contents, {"01009": "01001"})
    assert lines(files["codes.csv.gz"]) == [
        "01002,Seat,01012,renamed", "01005,01005,01001,merged", "01009,,01001,merged",
    ]  # fmt: skip
    assert lines(files["detached.csv.gz"]) == ["01004,01003,2025"]
    assert lines(files["epcis_ended.csv.gz"]) == ["333,CC d’Ici,111,renamed,2024"]
    assert lines(files["epci_names.csv.gz"]) == ["222,Old,2024"]
    assert lines(files["epci_moves.csv.gz"]) == ["01001,111 333,111,2025", "01012,111,222,2025"]


def test_a_commune_that_nothing_says_the_end_of_stops_the_building() -> None:
    contents = {2024: archive([here("01001"), here("01002")]), 2025: archive([here("01001")])}
    with pytest.raises(SystemExit, match="what became of the communes 01002"):
        building.built_history(contents, {})


def test_the_same_archive_gives_the_same_bytes() -> None:
    assert building.built(archive(COMMUNES)) == building.built(archive(COMMUNES))


def test_a_name_that_would_need_quotes_is_refused() -> None:
    with pytest.raises(SystemExit, match="would need quotes"):
        building.built(archive([COMMUNES[0] | {"nom": "Ici, là"}]))


def test_an_archive_with_another_checksum_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "package.tgz"
    path.write_bytes(archive(COMMUNES))
    right = hashlib.sha256(path.read_bytes()).hexdigest()
    assert building.checked(path, right) == path.read_bytes()
    with pytest.raises(SystemExit, match="Nothing is written"):
        building.checked(path, "0" * 64)
