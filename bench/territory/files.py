"""The files that are read: INSEE's own when they are at hand, else files of the same shape whose figures mean nothing.

The raw list of equipment, a million lines, is written from the counts by commune: each count is cut in at most three
lines, as the districts of a commune do in the file of INSEE. The sums are those of the file.
"""

from __future__ import annotations

import datetime
import math
import os
import random
import zipfile
from pathlib import Path

import duckdb

from maillage.io.open_data.outline_files import Outline
from maillage.io.open_data.outline_store import OutlineSource, write_outlines
from maillage.io.open_data.outline_updates import keep_file
from maillage.io.open_data.outlines import FOLDER
from maillage.territory.perimeters import composition

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "territory"
NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
HEADER = (
    "CODGEO;P18_POP;P13_POP;SUPERF;NAIS1318;DECE1318;P18_MEN;NAISD20;DECESD20;P18_LOG;P18_RP;P18_RSECOCC;P18_LOGVAC;"
    "P18_RP_PROP;NBMENFISC19;PIMP19;MED19;TP6019;P18_EMPLT;P18_EMPLT_SAL;P13_EMPLT;P18_POP1564;P18_CHOM1564;P18_ACT1564;"
    "ETTOT18;ETAZ18;ETBE18;ETFZ18;ETGU18;ETGZ18;ETOQ18;ETTEF118;ETTEFP1018"
)


def folder() -> Path:
    """Where the official files are looked for: ``MAILLAGE_BENCH_DATA``, else beside the project."""
    return Path(os.environ.get("MAILLAGE_BENCH_DATA") or BESIDE)


def comparator(target: Path) -> Path:
    """INSEE's zip of the territories comparator, or one of the same shape written in `target`."""
    official = folder() / "insee-comparateur-rp2018.zip"
    return official if official.exists() else _synthetic_comparator(target / "comparateur.zip")


def equipment(target: Path) -> Path:
    """A raw list of equipment of about a million lines, in the layout of INSEE, written in `target`."""
    official = folder() / "insee-bpe-2018-communes.parquet"
    path = target / "bpe18_ensemble.csv"
    counts = f"'{official}'" if official.exists() else f"'{_synthetic_equipment(target)}'"
    duckdb.sql(f"""
        copy (
            select '00' as REG, left(DEPCOM, 2) as DEP, DEPCOM, DEPCOM || '000' || part as DCIRIS, 2018 as AN, TYPEQU,
                cast(NB_EQUIP as integer) // parts + if(part < cast(NB_EQUIP as integer) % parts, 1, 0) as NB_EQUIP
            from (
                select *, cast(least(NB_EQUIP, 3) as integer) as parts,
                    unnest(range(cast(least(NB_EQUIP, 3) as bigint))) as part
                from {counts}
            )
        ) to '{path}' (delimiter ';', header)
    """)
    return path


def outlines(target: Path) -> Path:
    """The outlines of every EPCI, official or circles of as many points, kept in `target` as the product keeps them."""
    official = folder() / "epci-2025.topojson.gz"
    if official.exists():
        keep_file(official, target, now=NOW, kind="epci")
        return target
    circle = [[3 + math.cos(turn / 50) / 10, 50 + math.sin(turn / 50) / 10] for turn in range(315)]
    geometry = {"type": "Polygon", "coordinates": [[*circle, circle[0]]]}
    every = [Outline("epci", code, code, geometry, displaced=False) for code in composition("epci")]
    source = OutlineSource("", "not_stated", None, "circles", "0" * 64, None, NOW)
    write_outlines(target / FOLDER, "epci", every, source)
    return target


def is_official() -> bool:
    """Whether the files of INSEE are at hand."""
    return (folder() / "insee-comparateur-rp2018.zip").exists()


def _communes() -> list[str]:
    return sorted(code for group in composition("epci").values() for code in group)


def _synthetic_comparator(path: Path) -> Path:
    draw = random.Random(2018)
    lines = [HEADER]
    for code in _communes():
        people = round(10 ** draw.uniform(1.7, 4))
        lines.append(
            ";".join([code, *(f"{people * draw.uniform(0.05, 0.9):.10f}" for _ in HEADER.split(";")[1:])])
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("base_cc_comparateur.CSV", "\r\n".join(lines) + "\r\n")
    return path


def _synthetic_equipment(target: Path) -> Path:
    draw = random.Random(2018)
    path = target / "counts.csv"
    kinds = [f"{family}{number}" for family in "ABCDEF" for number in range(101, 132)]
    rows = [f"{code},{kind},{draw.randint(1, 6)}" for code in _communes() for kind in draw.sample(kinds, 18)]
    path.write_text("\n".join(["DEPCOM,TYPEQU,NB_EQUIP", *rows]) + "\n", encoding="utf-8")
    return path
