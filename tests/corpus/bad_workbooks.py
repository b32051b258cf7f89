"""Workbooks that are damaged, locked, or hostile."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from tests.corpus.case import BadInput, file
from tests.corpus.good import (
    NAMESPACE,
    STRINGS,
    csv_bytes,
    good_tables,
    office_workbook,
    packed,
    parts,
    workbook_bytes,
)

_SHEET = "xl/worksheets/sheet1.xml"
_MEBIBYTE = 1024 * 1024


def _with_part(name: str, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """The sound workbook with one part changed."""

    def made() -> bytes:
        found = parts(office_workbook())
        return packed(found | {name: change(found[name])})

    return made


def _without_part(name: str) -> bytes:
    return packed({part: content for part, content in parts(office_workbook()).items() if part != name})


def _locked() -> bytes:
    """The sound workbook, protected by a password as office programs do."""
    target = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(office_workbook())).encrypt("secret", target)
    return target.getvalue()


def _flipped(part: str) -> bytes:
    """One byte of a packed part changed."""
    content = bytearray(office_workbook())
    at = content.find(part.encode())
    length = struct.unpack_from("<L", content, at - 30 + 18)[0]
    content[at + len(part) + length // 2] ^= 0xFF
    return bytes(content)


def _bomb(xml: bytes) -> bytes:
    """A few lines that open into a billion words."""
    entities = b"".join(
        b'<!ENTITY lol%d "%s">' % (rank, b"&lol%d;" % (rank - 1) * 10) for rank in range(1, 10)
    )
    doctype = b'<!DOCTYPE bomb [<!ENTITY lol0 "lol">' + entities + b"]>"
    start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return (
        xml[:start] + doctype + xml[start:].replace(b"La halle", b"&lol9;").replace(b"Calibri", b"&lol9;", 1)
    )


def _outside(xml: bytes) -> bytes:
    """An entity that stands for a file of the machine that reads."""
    return b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + xml.replace(b"La halle", b"&e;")


def _sheet(data: bytes) -> bytes:
    return b'<worksheet xmlns="%s"><sheetData>' % NAMESPACE.encode() + data + b"</sheetData></worksheet>"


def _texts(*texts: str, row: int = 1) -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{row}">{cells}</row>'.encode()


def _formula(value: object) -> Callable[[Path], Path]:
    """A formula of some kind in the name of the first actor."""

    def write(folder: Path) -> Path:
        book = openpyxl.load_workbook(io.BytesIO(office_workbook()))
        book["actors"]["B2"] = value  # type: ignore[index]
        book.save(folder / "dossier.xlsx")
        return folder / "dossier.xlsx"

    return write


def _shared_formula(xml: bytes) -> bytes:
    """Two cells that share a formula."""
    first = b'<c r="B2"><f t="shared" ref="B2:B3" si="0">A2</f><v>1</v></c>'
    second = b'<c r="B3"><f t="shared" si="0"/><v>1</v></c>'
    xml = re.sub(rb'<c r="B2".*?</c>', first, xml)
    return re.sub(rb'<c r="B3".*?</c>', second, xml)


_CUTS = (10, 100, 500, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)


def _cut(at: float) -> Callable[[], bytes]:
    return lambda: office_workbook()[: int(at if at >= 1 else at * len(office_workbook()))]


_RENAMED: tuple[tuple[str, bytes | Callable[[], bytes]], ...] = (
    ("an archive of tables", lambda: packed({"actors.csv": csv_bytes(good_tables()["actors"])})),
    ("a text", b"Bonjour, voici le dossier."),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    ("a page of the web", b"<!DOCTYPE html><p>Erreur 404</p>"),
    ("a CSV table", lambda: csv_bytes(good_tables()["actors"])),
    (
        "an .ods",
        lambda: packed(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
        ),
    ),
)

_DAMAGED: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("no list of parts", lambda: _without_part("[Content_Types].xml")),
    ("no book", lambda: _without_part("xl/workbook.xml")),
    ("no sheet", lambda: _without_part(_SHEET)),
    ("no shared strings", lambda: _without_part(STRINGS)),
    ("a sheet that is not XML", _with_part(_SHEET, lambda xml: b"bonjour")),
    ("a sheet cut short", _with_part(_SHEET, lambda xml: xml[: len(xml) // 2])),
    (
        "a forbidden character",
        _with_part(STRINGS, lambda xml: xml.replace(b"Halle", b"Ha\x01lle")),
    ),
    (
        "a string that is not there",
        _with_part(_SHEET, lambda xml: xml.replace(b"<v>0</v>", b"<v>99999</v>", 1)),
    ),
    (
        "a row that is not a number",
        _with_part(_SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="deux"')),
    ),
    (
        "a number that is not one",
        _with_part(_SHEET, lambda xml: xml.replace(b't="s"><v>0</v>', b"><v>un</v>", 1)),
    ),
    ("entities in a sheet", _with_part(_SHEET, _bomb)),
    ("entities in the strings", _with_part(STRINGS, _bomb)),
    ("entities in the styles", _with_part("xl/styles.xml", _bomb)),
    ("entities in the book", _with_part("xl/workbook.xml", _bomb)),
    ("an entity from outside", _with_part(STRINGS, _outside)),
)

_HUGE_ROW = _texts("id", "title") + b'<row r="2">' + b"<c/>" * 150_000 + b"</row>"
_HUGE: tuple[tuple[str, tuple[str, ...], Callable[[], bytes]], ...] = (
    ("rows without end", ("too-many-rows", ), _with_part(_SHEET, lambda xml: _sheet(
        _texts("id", "title") + b'<row><c t="b"><v>1</v></c></row>' * 200_001))),
    ("a row of 150,000 cells", ("too-large",), _with_part(_SHEET, lambda xml: _sheet(_HUGE_ROW))),
    ("rows as wide as a sheet can be", ("too-large",), _with_part(_SHEET, lambda xml: _sheet(
        _texts("id", "title") + b"".join(b'<row><c r="XFD%d"><v>1</v></c></row>' % n for n in range(2, 900))))),
    ("styles without end", ("too-large",), _with_part("xl/styles.xml", lambda xml: xml.replace(
        b"</cellXfs>", b"<xf/>" * 2_000_000 + b"</cellXfs>"))),
    ("strings without end", ("too-large",), _with_part(STRINGS, lambda xml: xml.replace(
        b"</sst>", b"<si/>" * 9_000_000 + b"</sst>"))),
    ("a book that swells", ("swelling-archive",), lambda: packed(
        parts(office_workbook()) | {"xl/media/image1.png": bytes(201 * _MEBIBYTE)})),
    ("links without end after the rows", ("no-record",), _with_part(_SHEET, lambda xml: _sheet(b"").replace(
        b"</worksheet>", b"<hyperlinks>" + b'<hyperlink ref="A1"/>' * 1_000_000 + b"</hyperlinks></worksheet>"))),
)  # fmt: skip

BAD_WORKBOOKS: tuple[BadInput, ...] = (
    file("a workbook with a password", ("encrypted-workbook",), "dossier.xlsx", _locked),
    file("an old .xls called .xlsx", ("encrypted-workbook",), "dossier.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
    *(file(f"a workbook cut at {at:g}", ("bad-workbook",), "dossier.xlsx", _cut(at)) for at in _CUTS),
    *(
        file(f"a byte changed in {part}", ("bad-workbook",), "dossier.xlsx", lambda part=part: _flipped(part))  # type: ignore[misc]
        for part in (_SHEET, "xl/worksheets/sheet7.xml", STRINGS, "xl/workbook.xml", "xl/styles.xml")
    ),
    *(file(f"{name} called .xlsx", ("bad-workbook",), "dossier.xlsx", content) for name, content in _RENAMED),
    *(file(f"workbook: {name}", ("bad-workbook",), "dossier.xlsx", content) for name, content in _DAMAGED),
    *(file(f"workbook: {name}", codes, "dossier.xlsx", content, big=True) for name, codes, content in _HUGE),
    BadInput("an array formula", ("formula",), _formula(ArrayFormula("B2", "=A1:A2")), column="name"),
    BadInput("a data table", ("formula",), _formula(DataTableFormula("B2:B3", r1="A1")), column="name"),
    BadInput("a formula of another sheet", ("formula",), _formula("=ties!A1"), column="name"),
    file("a shared formula", ("formula", "formula"), "dossier.xlsx", _with_part("xl/worksheets/sheet7.xml", _shared_formula)),
    file("a path that climbs in a workbook", ("climbing-archive",), "dossier.xlsx", lambda: packed(parts(office_workbook()) | {"../x": b""})),
    file("a workbook without table", ("not-a-dossier",), "dossier.xlsx", lambda: workbook_bytes({"Feuil1": [["id"]]})),
)  # fmt: skip
