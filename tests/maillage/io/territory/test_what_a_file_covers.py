"""What a file does not cover is not zero; a file about nowhere, and a folder whose list is spoilt, are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from maillage.dossier.problems import UnreadableError
from maillage.io.territory import manifest
from maillage.io.territory.loading import load
from maillage.io.territory.store import Store
from maillage.territory.figures import Status
from maillage.territory.perimeters import perimeter_at
from tests.maillage.io.territory.conftest import Write
from tests.maillage.io.territory.test_loading import RP_2022, problems, rp_2022
from tests.territory_data import NOW

CENSUS = (RP_2022, rp_2022("97411"), rp_2022("59350"), rp_2022("59009"))
FACILITIES = (
    "DEPCOM;AN;TYPEQU;NB_EQUIP",
    "97411;2022;D265;4",  # general practitioners: counted overseas
    "59350;2022;D265;9",
    "59350;2022;B316;3",  # fuel stations: nowhere overseas in this file
)


def status(folder: Path, code: str, indicator: str) -> Status:
    perimeter = perimeter_at(code)
    assert perimeter is not None
    loaded = Store(Store.at(folder).layers[:1])
    (one,) = (one for one in loaded.figures(perimeter) if one.indicator == indicator)
    return one.status


def test_what_no_overseas_commune_has_is_absent_there_and_zero_elsewhere(folder: Path, write: Write) -> None:
    load(write("base_cc_comparateur.csv", *CENSUS), folder, now=NOW)
    load(write("bpe.csv", *FACILITIES), folder, now=NOW)
    assert status(folder, "97411", "fuel_stations_rate") is Status.ABSENT
    assert status(folder, "59009", "fuel_stations_rate") is Status.KNOWN
    assert status(folder, "97411", "general_practitioners_rate") is Status.KNOWN


def test_a_file_whose_codes_are_all_unknown_replaces_nothing(folder: Path, write: Write) -> None:
    load(write("base_cc_comparateur.csv", *CENSUS), folder, now=NOW)
    nowhere = write("nowhere.csv", RP_2022, rp_2022("ZZ001"), rp_2022("ZZ002"))
    assert [one.code for one in problems(nowhere, folder)] == ["no-rows"]


@pytest.mark.parametrize("damaged", ["", "null", "[]", '{"format": 1, "held"'])
def test_a_folder_whose_list_is_damaged_says_so(folder: Path, damaged: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / manifest.NAME).write_text(damaged, encoding="utf-8")
    with pytest.raises(UnreadableError) as refusal:
        Store.at(folder)
    assert [one.code for one in refusal.value.problems] == ["damaged-folder"]
