"""A folder where the official files of the research material are loaded, once for all the tests that read figures."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from maillage.io.territory.loading import Given, load_all
from maillage.io.territory.manifest import locked, read_in

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
FILES = (
    "insee-comparateur-rp2018.zip",
    "insee-filosofi-epci-2016.csv.gz",
    "insee-bpe-2018-communes.parquet",
    "banatic-competences-2021.csv.gz",
)


def loaded_folder(shared: Path, factory: pytest.TempPathFactory) -> Path:
    """The folder, made by the first of the processes that run the tests and read by all."""
    common = factory.getbasetemp()
    if common.name.startswith("popen-"):
        common = common.parent
    folder = common / "territory-of-tests"
    with locked(common / "territory-lock"):
        if not read_in(folder).held:
            done = load_all([Given(shared / "data" / "territory" / name) for name in FILES], folder, now=NOW)
            assert [one.problems for one in done] == [()] * len(FILES)
    return folder
