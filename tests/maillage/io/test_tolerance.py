"""What people make of a dossier in their spreadsheet is read, and what was repaired is said."""

from __future__ import annotations

import datetime
import io as bytes_io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.dossier.reading import Reading
from maillage.dossier.tables import TABLES
from maillage.dossier.values import PartialDate
from maillage.io import archive, package, workbook
from maillage.io.limits import Limits
from maillage.text import LANGUAGES, Language
from tests.corpus.good import (
    NAMESPACE,
    csv_bytes,
    good_tables,
    good_workbook,
    office_workbook,
    packed,
    parts,
    write_folder,
)

FRENCH = {
    "Dossier": [["Titre *", "Codes du territoire", "Langue"], ["La halle", 1001, "Français"]],
    "Enjeux": [["Identifiant", "Nom", "Dimensions"], ["c1", "Manger bien", "Écologique ; SOCIÉTAL"]],
    "Acteurs": [
        ["IDENTIFIANT", "nom", "Catégorie", "Commune", "SIREN", "Entrée", "Rôles", "Téléphone"],
        [None, "La Halle ", "association ou fondation", 62010, 732829320, datetime.datetime(2015, 3, 12), "Porteur", 321],
        [None, "Cantines\u00a0", "Local authority", "1001", None, 42075, "bénéficiaire; Membre", None],
    ],
    "Composants": [["Nom", "Porteurs", "État"], ["Cuisine", "La halle; cantines", "EN PLACE"]],
    "Effets": [
        ["Nom", "Signe", "Voulu", "Bénéficiaires", "Bas", "Probable", "Haut", "Unité"],
        ["Repas", "Positif", "oui", "Aucun", "1 250,5", 2000.25, "3000", "Repas"],
    ],
}  # fmt: skip


def book_of(tables: dict[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook made by hand: one sheet a table, then `change`."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(book)
    target = bytes_io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(content: bytes) -> tuple[Dossier, set[str]]:
    """The dossier in a workbook, and the codes of what was repaired."""
    reading = io.load_bytes(content, "dossier.xlsx")
    assert reading.problems == ()
    assert reading.dossier is not None
    return reading.dossier, {repair.code for repair in reading.repairs}


def test_a_workbook_kept_in_french_is_read() -> None:
    dossier, repairs = read(book_of(FRENCH))
    halle, cantines = dossier.actors
    assert (halle.id, halle.name, halle.category, halle.commune) == (
        "la-halle",
        "La Halle",
        "association",
        "62010",
    )
    assert (halle.siren, halle.roles, halle.extras) == ("732829320", ("bearer",), (("Téléphone", "321"),))
    assert (cantines.commune, cantines.roles) == ("01001", ("beneficiary", "member"))
    assert halle.joined_on == cantines.joined_on == PartialDate(2015, 3, 12)
    assert dossier.record.territory == ("01001",)
    assert dossier.components[0].bearers == ("la-halle", "cantines")
    effect = dossier.effects[0]
    assert (effect.low, effect.likely, effect.high) == (Decimal("1250.5"), Decimal("2000.25"), 3000)
    assert (effect.beneficiaries, effect.intended, effect.unit) == ((), True, "meal")
    assert repairs >= {
        "id-made",
        "spaces",
        "leading-zero",
        "serial-date",
        "name-for-id",
        "french-number",
        "column-kept",
    }


def test_a_title_merged_above_the_header_is_left_aside() -> None:
    def decorate(book: Any) -> None:
        sheet = book["Acteurs"]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Les acteurs de la halle, au 12 mars"
        sheet.merge_cells("A1:H1")
        sheet.merge_cells("B8:B9")

    dossier, repairs = read(book_of(FRENCH, decorate))
    assert [actor.line for actor in dossier.actors] == [5, 6]
    assert repairs >= {"header-below", "merged"}


def test_blank_rows_and_sheets_of_other_things_are_passed() -> None:
    def decorate(book: Any) -> None:
        book["Acteurs"].insert_rows(3, 2)
        book.create_sheet("Budget prévisionnel").append(["loyer", 12])
        book.create_sheet("Lisez-moi").append(["Bonjour"])
        book.create_chartsheet("Graphique")

    dossier, repairs = read(book_of(FRENCH, decorate))
    assert len(dossier.actors) == 2
    assert repairs >= {"blank-rows", "table-ignored"}


def test_a_formatted_but_empty_sheet_is_not_walked_to_its_end() -> None:
    blank = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(5, 1_000_000)
    )
    found = parts(good_workbook())
    name = "xl/worksheets/sheet6.xml"
    dossier, repairs = read(
        packed(found | {name: found[name].replace(b"</sheetData>", blank + b"</sheetData>")})
    )
    assert len(dossier.actors) == 3
    assert "blank-end" in repairs


def test_a_stray_cell_at_the_end_of_a_sheet_changes_nothing_but_is_read() -> None:
    def decorate(book: Any) -> None:
        book["Acteurs"]["B1048576"] = "Tout au bout"

    dossier, _ = read(book_of(FRENCH, decorate))
    assert dossier.actors[-1].name == "Tout au bout"


def test_a_formatted_column_without_value_is_no_column() -> None:
    def decorate(book: Any) -> None:
        for row in range(1, 40):
            book["Acteurs"].cell(row, 30).fill = PatternFill("solid", fgColor="FFFF00")

    dossier, repairs = read(book_of(FRENCH, decorate))
    assert len(dossier.actors) == 2
    assert "blank-rows" not in repairs


def test_a_workbook_with_its_texts_in_a_part_of_their_own_reads_alike() -> None:
    assert read(office_workbook())[0] == read(good_workbook())[0]


def test_dates_counted_from_1904_are_read() -> None:
    def decorate(book: Any) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert read(book_of(FRENCH, decorate))[0].actors[0].joined_on == PartialDate(2015, 3, 12)


def test_line_ends_escaped_by_office_programs_are_undone() -> None:
    dossier, _ = read(book_of(FRENCH | {"Sources": [["Titre", "Note"], ["R", "une_x000D_\ndeux"]]}))
    assert dossier.sources[0].note == "une\ndeux"


def test_a_sheet_without_cell_references_is_read() -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{words}</t></is></c>' for words in ("id", "title"))
    rows = f"<row>{cells}</row><row>{cells.replace('id', 'x').replace('title', 'Sans repères')}</row>"
    sheet = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    dossier, _ = read(packed(parts(good_workbook()) | {"xl/worksheets/sheet1.xml": sheet}))
    assert dossier.record.title == "Sans repères"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_says_what_each_column_is_and_offers_lists(language: Language) -> None:
    content = workbook.template(language)
    book = openpyxl.load_workbook(bytes_io.BytesIO(content))
    assert len(book.sheetnames) == len(TABLES) + 2
    for table in TABLES.values():
        sheet: Any = book[table.label.in_(language)]
        assert [cell.comment is not None for cell in sheet[1]] == [True] * len(table.fields)
        offered = {
            item.name
            for item in table.fields
            if not item.many and (item.vocabulary or item.kind in ("reference", "truth"))
        }
        assert len(sheet.data_validations.dataValidation) == len(offered)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_template_only_lacks_its_record(language: Language) -> None:
    reading = io.load_bytes(workbook.template(language), "modele.xlsx")
    assert [problem.code for problem in reading.problems] == ["no-record"]


def test_one_title_is_enough_for_a_dossier() -> None:
    dossier, repairs = read(book_of({"Dossier": [["Titre"], ["La halle"]]}))
    assert (dossier.record.id, dossier.count()) == ("la-halle", 1)
    assert repairs == {"id-made"}


# --- folders and archives -----------------------------------------------------------------------------------------


def folder(tmp_path: Path, *, encoding: str = "utf-8", **files: bytes) -> Reading:
    return io.load(write_folder(good_tables(), tmp_path, **files), encoding=encoding)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_separated_by_something_else_is_read(delimiter: str, tmp_path: Path) -> None:
    reading = folder(tmp_path, actors=csv_bytes(good_tables()["actors"], delimiter))
    assert reading.dossier is not None
    assert len(reading.dossier.actors) == 3
    assert [repair.code for repair in reading.repairs if repair.code == "delimiter"] == ["delimiter"]


def test_the_separator_is_the_one_that_shows_most_columns(tmp_path: Path) -> None:
    rows = [["id", "title", "a,b,c,d,e", "date"], ["v1", "Bilan", "x", "2015"]]
    reading = folder(tmp_path, snapshots=csv_bytes(rows, ";"))
    assert reading.dossier is not None
    assert reading.dossier.snapshots[0].extras == (("a,b,c,d,e", "x"),)


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    reading = folder(tmp_path, actors=b"\xef\xbb\xbf" + csv_bytes(good_tables()["actors"]))
    assert reading.dossier is not None
    assert "bom" in {repair.code for repair in reading.repairs}


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
def test_another_encoding_is_read_when_it_is_asked_for(encoding: str, tmp_path: Path) -> None:
    actors = csv_bytes([["id", "name"], ["a1", "Épicerie"], ["a2", "B"], ["a3", "C"]], encoding=encoding)
    reading = folder(tmp_path, encoding=encoding, actors=actors)
    assert reading.dossier is not None
    assert reading.dossier.actors[0].name == "Épicerie"
    assert "encoding" in {repair.code for repair in reading.repairs}


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna", "ascii"])
def test_an_encoding_that_does_not_help_is_refused(encoding: str, tmp_path: Path) -> None:
    actors = csv_bytes([["id", "name"], ["a1", "Épicerie"]], encoding="latin-1")
    assert [problem.code for problem in folder(tmp_path, encoding=encoding, actors=actors).problems] == [
        "bad-encoding"
    ]


def test_files_may_have_french_names_and_be_in_capitals(tmp_path: Path) -> None:
    tables = good_tables()
    path = write_folder(
        {"Acteurs" if name == "actors" else name.upper(): rows for name, rows in tables.items()}, tmp_path
    )
    reading = io.load(path)
    assert reading.problems == ()


def test_other_files_of_a_folder_are_left_aside_whatever_their_size(tmp_path: Path) -> None:
    path = write_folder(good_tables(), tmp_path)
    (path / "photo.jpg").write_bytes(b"\xff\xd8")
    with (path / "relevés.csv").open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    reading = io.load(path)
    assert reading.dossier is not None
    assert [repair.found for repair in reading.repairs if repair.code == "table-ignored"] == ["relevés.csv"]


@pytest.mark.parametrize("name", ["datapackage.json", "actors.csv"])
def test_one_file_of_a_folder_stands_for_the_folder(name: str, tmp_path: Path) -> None:
    path = write_folder(good_tables(), tmp_path)
    (path / "datapackage.json").write_text("{}", encoding="utf-8")
    assert io.load(path / name).dossier == io.load(path).dossier is not None


def test_an_archive_may_hold_a_folder_and_the_leftovers_of_a_mac(tmp_path: Path) -> None:
    files = {f"halle/{name}.csv": csv_bytes(rows) for name, rows in good_tables().items()}
    reading = archive.read(
        packed(files | {"__MACOSX/._actors.csv": b"\x00", "halle/photo.jpg": b"\x00"}), "d.zip"
    )
    assert reading.dossier is not None
    assert reading.problems == ()


# --- writing ------------------------------------------------------------------------------------------------------


def test_a_folder_written_again_holds_no_other_version_of_its_tables(tmp_path: Path) -> None:
    path = write_folder(
        {"Acteurs" if name == "actors" else name: rows for name, rows in good_tables().items()}, tmp_path
    )
    (path / "notes.md").write_text("à garder", encoding="utf-8")
    dossier = io.load(path).dossier
    assert dossier is not None
    io.save(dossier, path)
    assert io.load(path).dossier == dossier
    assert (path / "notes.md").exists()
    assert not (path / "Acteurs.csv").exists()


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_folder(good_tables(), tmp_path)
    dossier = io.load(path).dossier
    assert dossier is not None
    before = {file.name: file.read_bytes() for file in path.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        io.save(dossier, path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before


def test_a_form_that_is_not_written_is_refused(tmp_path: Path) -> None:
    dossier = io.load(write_folder(good_tables(), tmp_path)).dossier
    assert dossier is not None
    with pytest.raises(io.forms.UnreadableError):
        io.save(dossier, tmp_path / "dossier.ods")
    assert not (tmp_path / "dossier.ods").exists()


def test_limits_are_an_argument() -> None:
    limits = Limits(file=1000)
    assert [p.code for p in io.load_bytes(good_workbook(), "d.xlsx", limits=limits).problems] == ["too-big"]
    assert [p.code for p in package.read({"actors.csv": b"x" * 2000}, "d", "utf-8", limits).problems][:1] == [
        "too-big"
    ]
