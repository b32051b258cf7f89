"""A small sound dossier as plain cells, and how to write it in each form. What is wrong starts from what is right."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "xl/sharedStrings.xml"
_INLINE = re.compile(rb'(<c r="\w+") t="inlineStr"><is><t>([^<]*)</t></is></c>')

Rows = list[list[Any]]
Tables = dict[str, Rows]

_GOOD: Mapping[str, Rows] = {
    "dossier": [["id", "title", "territory", "language"], ["halle", "La halle nourricière", "62010; 01001", "fr"]],
    "sources": [["id", "title", "url", "date"], ["s1", "Rapport annuel", "https://example.org/r", "2021-03"]],
    "challenges": [["id", "name", "dimensions", "source"], ["c1", "Manger bien", "ecological; societal", "s1"]],
    "figures": [
        ["id", "name", "challenges", "perimeter", "value", "unit", "vintage", "status", "source"],
        ["h1", "Foyers sans jardin", "c1", "le quartier", "1250.5", "household", "2019-06", "known", "s1"],
    ],
    "effects": [
        ["id", "name", "sign", "intended", "beneficiaries", "challenges", "components", "low", "likely", "high", "unit"],
        ["e1", "Repas de saison", "positive", "yes", "a2", "c1", "p1", "10", "20", "30", "meal"],
    ],
    "components": [
        ["id", "name", "kind", "challenges", "bearers", "status"],
        ["p1", "Cuisine commune", "service", "c1", "a1", "existing"],
    ],
    "actors": [
        ["id", "name", "category", "siren", "rna", "commune", "roles", "joined_on", "left_on", "since", "until", "variant_of", "note"],
        ["a1", "La Halle", "association", "732829320", "W123456789", "62010", "bearer", "2015", "", "", "", "", ""],
        ["a2", "Les cantines", "local_authority", "", "", "01001", "beneficiary", "2016-04", "", "", "", "", ""],
        ["a3", "Le fournil", "enterprise", "", "", "2A004", "partner", "2016-04-12", "", "", "", "", ""],
    ],
    "contributions": [
        ["id", "from", "to", "kind", "acceptable", "in_return_of", "component"],
        ["k1", "a2", "collective", "money", "yes", "e1", "p1"],
    ],
    "flows": [["id", "from", "to", "object", "amount", "unit"], ["f1", "outside", "a1", "farine", "1250.5", "kg"]],
    "costs": [["id", "component", "bearer", "first_year", "last_year"], ["o1", "p1", "a1", "2015", "2020"]],
    "commitments": [
        ["id", "from", "to", "object", "reciprocates", "status", "made_on", "review_on"],
        ["g1", "a1", "a2", "livrer", "g2", "held", "2016", "2018"],
        ["g2", "a2", "a1", "payer à temps", "g1", "held", "2016", "2018"],
    ],
    "ties": [["id", "actor_a", "actor_b", "level"], ["t1", "a1", "a2", "cooperation"]],
    "resources": [["id", "kind", "holder", "state", "date"], ["r1", "trust", "collective", "sufficient", "2020"]],
    "models": [["id", "actor", "register", "stage"], ["m1", "a1", "", "volume"]],
    "answers": [
        ["id", "holder", "frame", "version", "item", "value", "rater", "date"],
        ["w1", "a1", "efc", "1.0", "value-effects", "volume", "la direction", "2021-03"],
    ],
    "milestones": [["id", "holder", "title", "status", "aimed_on"], ["j1", "a1", "Deux contrats", "aimed", "2022"]],
    "coefficients": [["id", "actor", "coefficient", "likely", "unit"], ["k1", "a1", "demand", "120", "person"]],
    "obstacles": [["id", "holder", "obstacle", "intensity"], ["b1", "ecosystem", "normes d’hygiène", "moderate"]],
    "sessions": [["id", "date", "title", "participants"], ["n1", "2019-06-12", "Bilan", "a1; a2"]],
    "decisions": [
        ["id", "date", "question", "session", "review_on", "supersedes"],
        ["d1", "2019", "Ouvrir le samedi ?", "n1", "2020", ""],
        ["d2", "2020", "Fermer le lundi ?", "n1", "2021", "d1"],
        ["d3", "2021", "Ouvrir l’été ?", "n1", "2022", "d2"],
    ],
    "journeys": [["id", "title", "template", "holder"], ["y1", "Notre chemin", "collective", "collective"]],
    "phases": [["id", "journey", "rank", "title", "questions"], ["z1", "y1", "1", "Le déjà-là", "Qui fait quoi ?"]],
    "turns": [["id", "journey", "phase", "since", "until"], ["x1", "y1", "existing", "2019", "2020"]],
    "learnings": [["id", "learning", "session", "decisions"], ["q1", "Se parler avant", "n1", "d1"]],
    "journal": [["id", "date", "entry"], ["l1", "2019-06-13", "Le groupe a parlé franchement."]],
    "efforts": [["id", "date", "hours", "kind", "session"], ["h1", "2019-06", "7.5", "preparing", "n1"]],
    "snapshots": [["id", "title", "date"], ["v1", "Ouverture", "2015-09"]],
    "silences": [
        ["id", "code", "table", "row", "reason", "date", "expires_on"],
        ["x1", "ART001", "challenges", "c1", "en cours", "2021", "2022"],
    ],
}  # fmt: skip


def good_tables() -> Tables:
    """The tables of the sound dossier, to be spoilt by the caller."""
    return {name: [list(row) for row in rows] for name, rows in _GOOD.items()}


def with_cell(table: str, column: str, value: Any, *, row: int = 1) -> Tables:
    """The sound dossier with one other cell, in the first row of `table` or in another one."""
    tables = good_tables()
    header = tables[table][0]
    if column not in header:
        for cells in tables[table]:
            cells.append("")
        header[-1] = column
    tables[table][row][header.index(column)] = value
    return tables


def csv_bytes(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as a CSV file."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode(encoding)


def write_folder(tables: Tables, folder: Path, **files: bytes) -> Path:
    """Write the tables in a folder, with other `files` (named without suffix) in their place or beside them."""
    path = folder / "dossier"
    path.mkdir(parents=True)
    contents = {name: csv_bytes(rows) for name, rows in tables.items()} | files
    for name, content in contents.items():
        (path / f"{name}.csv").write_bytes(content)
    return path


def write_archive(tables: Tables, folder: Path) -> Path:
    """Write the tables in an archive."""
    path = folder / "dossier.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(f"halle/{name}.csv", csv_bytes(rows))
    return path


def workbook_bytes(tables: Tables) -> bytes:
    """The tables as a plain workbook, one sheet each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@cache
def good_workbook() -> bytes:
    """The sound dossier as a workbook."""
    return workbook_bytes(good_tables())


@cache
def office_workbook() -> bytes:
    """The sound dossier as office programs write it: the texts in a part of their own, the sheets naming them."""
    found = parts(good_workbook())
    texts: dict[bytes, int] = {}

    def shared(cell: re.Match[bytes]) -> bytes:
        return b'%s t="s"><v>%d</v></c>' % (cell[1], texts.setdefault(cell[2], len(texts)))

    for name in [name for name in found if name.startswith("xl/worksheets/sheet")]:
        found[name] = _INLINE.sub(shared, found[name])
    strings = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    found[STRINGS] = b'<?xml version="1.0"?><sst xmlns="%s">%s</sst>' % (NAMESPACE.encode(), strings)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"</Types>", listed)
    return packed(found)


def write_workbook(tables: Tables, folder: Path) -> Path:
    """Write the tables in a workbook."""
    path = folder / "dossier.xlsx"
    path.write_bytes(workbook_bytes(tables))
    return path


FORMS: Mapping[str, Callable[[Tables, Path], Path]] = {
    "folder": write_folder,
    "workbook": write_workbook,
    "archive": write_archive,
}


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook, or the files of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
