"""Build the tables of communes, EPCI, départements, regions and of their history: ``python -m tools.communes``.

They come from a package of Etalab, fetched with ``npm pack`` (or found in a FOLDER: ``python -m tools.communes
FOLDER``), at the versions and with the checksums that ``src/maillage/data/geography/sources.toml`` states. The same
archives give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools import communes_history as history

FOLDER = Path(__file__).resolve().parent.parent / "src" / "maillage" / "data" / "geography"
COMMUNES = ("code", "name", "postal_codes", "department", "epci", "population", "part_of")
EPCIS = ("code", "name", "kind", "department", "population")
DEPARTMENTS = ("code", "name", "region", "zone")
REGIONS = ("code", "name")
KEPT = ("commune-actuelle", "arrondissement-municipal")

Row = dict[str, Any]


def fetched(package: str, version: str, folder: Path) -> Path:
    """The archive of a version of the package: in ``folder`` already, or downloaded there by npm."""
    archive = folder / f"{package.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not archive.is_file():
        command = ["npm", "pack", "--silent", f"{package}@{version}"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return archive


def checked(archive: Path, sha256: str) -> bytes:
    """The bytes of the archive, once its checksum is the one stated."""
    content = archive.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise SystemExit(f"{archive.name}: sha256 {found}, expected {sha256}. Nothing is written.")
    return content


def table_in(content: bytes, name: str) -> list[Row]:
    """One JSON table of the archive."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        member = archive.extractfile(f"package/data/{name}.json")
        if member is None:
            raise SystemExit(f"the archive holds no table {name}")
        rows: list[Row] = json.load(member)
    return rows


def name_of(row: Row) -> str:
    """The name of a place, with the apostrophe of French typography."""
    return str(row["nom"]).replace("'", "’")


def plain(words: str) -> str:
    """Words that a CSV table holds without quotes: its reader may then split its lines at commas, which is faster."""
    if any(character in words for character in ',"\n'):
        raise SystemExit(f"{words!r} would need quotes in the table. Nothing is written.")
    return words


def epci_of(epcis: Iterable[Row]) -> dict[str, str]:
    """The EPCI of each commune that is in one."""
    return {member["code"]: epci["code"] for epci in epcis for member in epci["membres"]}


def communes(rows: Iterable[Row], epcis: Sequence[Row]) -> list[tuple[str, ...]]:
    """The communes of today and the arrondissements of the three cities, the most populated first."""
    within = epci_of(epcis)
    kept = [row for row in rows if row["type"] in KEPT]
    kept.sort(key=lambda row: (-row.get("population", 0), row["code"]))
    return [commune(row, within) for row in kept]


def commune(row: Row, within: dict[str, str]) -> tuple[str, ...]:
    """One line of the table of communes. An arrondissement is in the EPCI of its city."""
    part_of = row.get("commune", "")
    codes = " ".join(row.get("codesPostaux", ()))
    epci = within.get(part_of or row["code"], "")
    population = str(row.get("population", ""))
    return (row["code"], plain(name_of(row)), codes, row["departement"], epci, population, part_of)


def groupings(epcis: Sequence[Row], rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """The EPCI, the most populated first, each with the département where most of its people live.

    Their population is the sum of that of their communes: the one the package gives is of another year.
    """
    known = {row["code"]: row for row in rows if row["type"] in KEPT}
    counted = [(epci, counts(epci, known)) for epci in epcis]
    counted.sort(key=lambda pair: (-sum(pair[1].values()), pair[0]["code"]))
    return [
        (
            epci["code"],
            name_of(epci),
            epci["type"],
            max(people, key=people.__getitem__),
            str(sum(people.values())),
        )
        for epci, people in counted
    ]


def counts(epci: Row, known: dict[str, Row]) -> dict[str, int]:
    """The people of an EPCI in each département it touches, in the order of their codes."""
    people: dict[str, int] = {}
    for member in epci["membres"]:
        row = known[member["code"]]
        people[row["departement"]] = people.get(row["departement"], 0) + row.get("population", 0)
    return dict(sorted(people.items()))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV table, compressed; the same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def built(content: bytes) -> dict[str, bytes]:
    """The files to write about today, from the bytes of the newest archive."""
    rows, epcis = table_in(content, "communes"), table_in(content, "epci")
    departments = [
        (row["code"], name_of(row), row["region"], row["zone"]) for row in table_in(content, "departements")
    ]
    regions = [(row["code"], name_of(row)) for row in table_in(content, "regions")]
    return {
        "communes.csv.gz": table(COMMUNES, communes(rows, epcis)),
        "epcis.csv.gz": table(EPCIS, groupings(epcis, rows)),
        "departments.csv.gz": table(DEPARTMENTS, departments),
        "regions.csv.gz": table(REGIONS, regions),
    }


def built_history(contents: Mapping[int, bytes], by_hand: Mapping[str, str]) -> dict[str, bytes]:
    """The files to write about what changed, from the bytes of the archive of each year."""
    rows = {year: table_in(content, "communes") for year, content in contents.items()}
    epcis = {year: table_in(content, "epci") for year, content in contents.items()}
    codes = history.codes(rows, by_hand)
    today_of = {code: today for code, _, today, _ in codes}
    return {
        "codes.csv.gz": table(history.CODES, codes),
        "detached.csv.gz": table(history.DETACHED, history.detached(rows)),
        "epcis_ended.csv.gz": table(history.ENDED, history.ended(epcis, today_of)),
        "epci_names.csv.gz": table(history.NAMES, history.names(epcis)),
        "epci_moves.csv.gz": table(history.MOVES, history.moves(rows, epcis, today_of)),
    }


def archives(folder: Path) -> dict[int, bytes]:
    """The bytes of the archive of each year, the newest first."""
    stated = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    newest = stated["administrative"]
    return {
        one["vintage"]: checked(fetched(newest["package"], one["version"], folder), one["sha256"])
        for one in (newest, *stated["older"])
    }


def main(arguments: Sequence[str]) -> None:
    """Write the tables and say how large they are."""
    with tempfile.TemporaryDirectory() as temporary:
        contents = archives(Path(arguments[0] if arguments else temporary))
    files = built(contents[max(contents)])
    files |= built_history(contents, history.by_hand(FOLDER / "codes_by_hand.csv"))
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
