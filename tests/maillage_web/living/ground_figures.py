"""Two communes of which a few official counts are loaded, for the pages that show and carry figures."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

from maillage.io.territory.loading import load
from maillage.territory.measures import columns

ARRAS, ACHICOURT = "62041", "62004"
DATASET = "insee_comparateur"
_SAID = {
    ARRAS: {
        "P18_POP": "40000",
        "P13_POP": "41000",
        "P18_LOG": "22000",
        "P18_LOGVAC": "2200",
        "MED18": "19000",
    },
    ACHICOURT: {"P18_POP": "8000", "P13_POP": "7500", "P18_LOG": "3600", "P18_LOGVAC": "180", "MED18": "s"},
}


def load_two_communes(folder: Path) -> Path:
    """Load into `folder` a file as INSEE publishes it, with two communes; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "base_cc_comparateur.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        rows = csv.writer(target, delimiter=";")
        names = ["CODGEO", *_header()]
        rows.writerow(names)
        for code, said in _SAID.items():
            rows.writerow([code, *(said.get(name, "10") for name in names[1:])])
    load(file, folder / "kept", now=datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC))
    return folder / "kept"


def _header() -> list[str]:
    """The columns of the file, each at the years of the census of 2018; the oldest ones at those of 2013."""
    found = {}
    for column in columns(DATASET):
        written = column.pattern.replace("(?P<since>\\d\\d)", "13")
        year = "13" if column.which == "oldest" else "18"
        found[written.replace("(?P<year>\\d\\d)", year)] = None
    return list(found)
