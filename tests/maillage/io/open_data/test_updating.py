"""Each dataset is fetched in its own way; one that fails never prevents the others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from maillage.dossier.problems import Place, Problem
from maillage.io.open_data import Asking, Fetched, provenance_of
from maillage.io.open_data.updating import FOLDER, Updating, with_an_address
from maillage.io.territory.problems import refused
from maillage.territory.datasets import Dataset, Fetching, datasets
from tests.maillage.io.open_data.conftest import NOW
from tests.open_data_answers import RESOURCE, land_take
from tests.open_data_server import OpenDataServer

ORE = "https://opendata.agenceore.fr/data-fair/api/v1"


def dataset(kind: str, id_: str = "", **how: object) -> Dataset:
    """A dataset fetched in a way of its own."""
    fetching = {"url": "", "identifier": "", "params": {}, "year": None} | how
    one = datasets()["insee_comparateur"]
    return replace(one, id=id_ or kind, producer="Le producteur", fetching=Fetching(kind=kind, **fetching))  # type: ignore[arg-type]


WAYS: Mapping[str, tuple[Dataset, str, int]] = {
    "a file": (
        dataset(
            "file", url="https://www.insee.fr/fr/statistiques/fichier/2521169/base_cc_comparateur_csv.zip"
        ),
        "file/base_cc_comparateur_csv.zip",
        0,
    ),
    "a stable address": (
        dataset("file", url=f"https://www.data.gouv.fr/api/1/datasets/r/{RESOURCE}"),
        "file/conso2009_2024_resultats_com.csv",
        0,
    ),
    "the file of a dataset": (
        dataset("file", identifier="artificialisation", params={"resource": "_com"}),
        "file/conso2009_2024_resultats_com.csv",
        0,
    ),
    "an address that does not say what the file is": (
        dataset("file", url="https://www.insee.fr/DS_BPE_2025?id=12"),
        "file/DS_BPE_2025.zip",
        0,
    ),
    "observations": (
        dataset("melodi", identifier="DS_POPULATIONS_REFERENCE", params={"GEO": "COM"}),
        "melodi/DS_POPULATIONS_REFERENCE.jsonl",
        15,
    ),
    "lines": (dataset("data_fair", identifier="dechets", url=ORE), "data_fair/dechets.jsonl", 5),
    "rows": (dataset("tabular", identifier=RESOURCE), f"tabular/{RESOURCE}.jsonl", 5),
    "land take": (dataset("cerema", params={"codes": "59,62"}), "cerema/cerema.jsonl", 8),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_dataset_is_fetched_in_its_own_way(
    way: str, asking: Asking, tmp_path: Path, server: OpenDataServer
) -> None:
    one, name, rows = WAYS[way]
    server.files["/insee/DS_BPE_2025"] = next(iter(server.files.values()))
    told: list[int] = []
    updating = Updating(asking, tmp_path, now=NOW)
    came = updating.fetch(one, lambda done, total: told.append(done))
    assert came.path == tmp_path / FOLDER / name
    assert provenance_of(came.path) == came.provenance
    assert (came.provenance.producer, came.provenance.rows or 0) == ("Le producteur", rows)
    assert told
    assert came.path.suffix != ".jsonl" or all(map(json.loads, came.path.read_text("utf-8").splitlines()))
    address = updating.address_of(one).removeprefix(server.url).partition("?")[0]
    assert any(asked.path.startswith(address) for asked in server.asked)
    assert not updating.fetch(one).changed


def test_one_source_that_fails_does_not_prevent_the_others(
    asking: Asking, tmp_path: Path, server: OpenDataServer
) -> None:
    every = [
        dataset("melodi", "unknown", identifier="DS_NEXISTEPAS"),
        dataset("file", "gone", url="https://www.insee.fr/fichier/gone.csv"),
        dataset("none", "by_hand"),
        dataset("file", "land", url=f"https://www.data.gouv.fr/api/1/datasets/r/{RESOURCE}"),
        dataset("file", "refused", url=f"https://www.data.gouv.fr/api/1/datasets/r/{RESOURCE}"),
    ]
    loaded: dict[str, str] = {}
    times: list[int] = []

    def load(new: Sequence[tuple[Fetched, Dataset]]) -> list[list[Problem]]:
        times.append(len(new))
        loaded.update({one.id: fetched.provenance.sha256 for fetched, one in new if one.id != "refused"})
        assert all(fetched.path.read_text("utf-8") == land_take().decode() for fetched, _ in new)
        return [[unread()] if one.id == "refused" else [] for _, one in new]

    def run() -> list[tuple[str, str]]:
        updating = Updating(asking, tmp_path, now=NOW)
        outcomes = list(
            updating.update(with_an_address(every), load, is_loaded=lambda id_, sum_: loaded.get(id_) == sum_)
        )
        assert all(one.why for one in outcomes if one.state == "failed")
        return [(one.dataset.id, one.state) for one in outcomes]

    failing = [("unknown", "failed"), ("gone", "failed")]
    assert run() == [*failing, ("land", "refreshed"), ("refused", "failed")]
    assert run() == [*failing, ("land", "unchanged"), ("refused", "failed")]
    assert times == [2, 1]  # all that is new in one go


def unread() -> Problem:
    """What keeps a file out."""
    return refused("unread-row", Place("file.csv"), "x").problems[0]


def test_a_folder_that_cannot_be_written_is_said_of_each_that_came(asking: Asking, tmp_path: Path) -> None:
    def load(new: Sequence[tuple[Fetched, Dataset]]) -> list[list[Problem]]:
        raise OSError(28, "No space left on device")

    land = dataset("file", url=f"https://www.data.gouv.fr/api/1/datasets/r/{RESOURCE}")
    lines = dataset("data_fair", identifier="dechets", url=ORE)
    updating = Updating(asking, tmp_path, now=NOW)
    outcomes = list(updating.update([land, lines], load, is_loaded=lambda id_, sum_: False))
    assert [(one.dataset.id, one.state) for one in outcomes] == [("file", "failed"), ("data_fair", "failed")]
    assert all("No space left on device" in one.why[0].en for one in outcomes)


def test_a_file_that_came_and_was_not_loaded_is_loaded_the_next_time(asking: Asking, tmp_path: Path) -> None:
    land = dataset("file", url=f"https://www.data.gouv.fr/api/1/datasets/r/{RESOURCE}")
    updating = Updating(asking, tmp_path, now=NOW)
    assert updating.fetch(land).changed
    (outcome,) = updating.update([land], lambda new: [()], is_loaded=lambda id_, sum_: False)
    assert outcome.state == "refreshed"
    assert outcome.fetched is not None
    assert not outcome.fetched.changed


def test_every_dataset_of_the_catalogue_that_has_an_address_can_be_asked(
    asking: Asking, tmp_path: Path
) -> None:
    updating = Updating(asking, tmp_path, now=NOW)
    found = with_an_address(datasets().values())
    assert len(found) >= 3
    for one in found:
        assert updating.address_of(one).startswith("http")
