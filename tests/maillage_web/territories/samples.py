"""A small country to read: made-up counts for the communes of a few EPCI, in the layouts of the official files.

Counts are drawn from the code of each commune, so that they never change. `SECRET` hides its establishments and its incomes,
`SILENT` is not in the files at all.
"""

from __future__ import annotations

import datetime
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from maillage.geography.compositions import communes_by_epci
from maillage.io.open_data.outlines import FOLDER, Outline, OutlineSource, write_outlines
from maillage.io.territory.loading import load
from maillage.territory.perimeters import perimeters

LENS, LILLE, AUDRUICQ, SISTERS, REUNION = "246200364", "200093201", "246200844", "247600588", "249740119"
SECRET = "62498"  # Lens
SILENT = "62001"  # Ablain-Saint-Nazaire, of the same EPCI
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
_DEPARTMENTS = {"59", "62"}


def epcis() -> tuple[str, ...]:
    """The EPCI about which the files say something."""
    near = (one.code for one in perimeters("epci") if _DEPARTMENTS.issuperset(one.departments))
    return tuple(dict.fromkeys((*near, SISTERS, REUNION)))


def communes() -> tuple[str, ...]:
    """Their communes, but one."""
    return tuple(code for siren in epcis() for code in communes_by_epci()[siren] if code != SILENT)


def draw(code: str, what: str, low: int, high: int) -> int:
    """A number between `low` and `high`, always the same for a code and a word."""
    return low + zlib.crc32(f"{code} {what}".encode()) % (high - low + 1)


def census(year: int) -> Iterator[str]:
    """The comparateur of a census year: its header, then one line per commune."""
    yield ";".join(_cells(SECRET, year))
    for code in communes():
        yield ";".join(_cells(code, year).values())


def _cells(code: str, year: int) -> dict[str, str]:
    two, before = f"{year % 100}", f"{year % 100 - 5}"
    people = draw(code, "people", 200, 9000) + (year - 2018) * draw(code, "growth", -9, 12)
    numbers = {
        f"P{two}_POP": people,
        f"P{before}_POP": round(people * 0.98),
        "SUPERF": draw(code, "area", 3, 40),
        f"NAIS{before}{two}": people // 15,
        f"DECE{before}{two}": people // 20,
        f"NAISD{two}": people // 75,
        f"DECESD{two}": people // 100,
        **_homes(code, year, people, f"P{two}_"),
        f"P{two}_EMPLT": people // 3,
        f"P{two}_EMPLT_SAL": people // 4,
        f"P{before}_EMPLT": people // 3 - 4,
        f"P{two}_POP1564": round(people * 0.62),
        f"P{two}_ACT1564": round(people * 0.45),
        f"P{two}_CHOM1564": draw(code, "jobless", 5, people // 12 + 6),
        f"MED{two}": draw(code, "median", 17000, 26000),
        f"TP60{two}": draw(code, "poor", 8, 30),
    }
    firms = {
        f"ET{kind}{two}": draw(code, kind, 1, 90) for kind in ("AZ", "BE", "FZ", "GZ", "OQ", "TEF1", "TEFP10")
    }
    firms[f"ETTOT{two}"] = draw(code, "firms", 700, 900)
    hidden = {*firms, f"MED{two}", f"TP60{two}"} if code == SECRET else set()
    return {"CODGEO": code} | {
        name: "s" if name in hidden else str(number) for name, number in (numbers | firms).items()
    }


def _homes(code: str, year: int, people: int, prefix: str) -> dict[str, int]:
    homes = round(people * 0.45)
    empty, second = draw(code, f"empty {year}", 1, homes // 10 + 1), draw(code, "second", 0, homes // 9 + 1)
    lived = homes - empty - second
    found = {
        "LOG": homes,
        "RP": lived,
        "MEN": lived,
        "RSECOCC": second,
        "LOGVAC": empty,
        "RP_PROP": lived // 2,
    }
    return {prefix + name: number for name, number in found.items()}


def loaded_at(folder: Path) -> Path:
    """Load two census years and the outlines of some communes in `folder`."""
    territory = folder / "territory"
    for year in (2018, 2023):
        path = folder / f"base_cc_comparateur_{year}.csv"
        path.write_text("\n".join(census(year)), encoding="utf-8")
        load(path, territory, dataset="insee_comparateur", now=NOW)
    drawn = [_square(code, index) for index, code in enumerate(communes_by_epci()[LENS])]
    source = OutlineSource("IGN", "etalab-2.0", None, "x", hashlib.sha256(b"x").hexdigest(), 2026, NOW)
    write_outlines(territory / FOLDER, "commune", drawn, source)
    return territory


def _square(code: str, index: int) -> Outline:
    west, south = 2.7 + (index % 6) * 0.05, 50.3 + (index // 6) * 0.03
    east, north = west + 0.05, south + 0.03
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return Outline("commune", code, "", {"type": "Polygon", "coordinates": [ring]}, displaced=False)
