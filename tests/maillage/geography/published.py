"""Tables that the INSEE publishes, to compare with."""

from __future__ import annotations

import gzip
import io
import zipfile
from csv import DictReader
from pathlib import Path


def census(shared: Path) -> list[dict[str, str]]:
    """The rows of the file of the census of 2018, as published."""
    path = shared / "data/territory/insee-comparateur-rp2018.zip"
    with zipfile.ZipFile(path) as archive, archive.open("base_cc_comparateur.CSV") as opened:
        return list(DictReader(io.TextIOWrapper(opened, "utf-8-sig"), delimiter=";"))


def old_to_new(shared: Path) -> dict[str, str]:
    """Each code a commune ever had and its code in 2025."""
    rows = _compressed(shared / "data/territory/communes-passage-historique-2025.csv.gz")
    return {row["DEPCOM_HIST"]: row["DEPCOM"] for row in rows}


def epcis_of_2016(shared: Path) -> list[str]:
    """The SIREN of the EPCI in the file of incomes of 2016."""
    return [row["CODGEO"] for row in _compressed(shared / "data/territory/insee-filosofi-epci-2016.csv.gz")]


def _compressed(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as opened:
        return list(DictReader(opened))
