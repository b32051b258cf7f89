"""A dossier written in any form and read again is the same dossier."""

from __future__ import annotations

import csv
import io as text_io
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Place
from maillage.dossier.reading import RawTable, read_tables
from maillage.dossier.tables import TABLES, Actor, Decision, Record
from maillage.io import archive, csv_tables, package, workbook
from maillage.text import LANGUAGES, Language
from tests.strategies import TRICKY, dossiers

AT_LENGTH = settings(max_examples=25, suppress_health_check=list(HealthCheck))
BRIEFLY = settings(max_examples=8, suppress_health_check=list(HealthCheck))

EVERY_TRICKY_TEXT = Dossier(
    record=Record(id="tricky", title="Textes retors", summary="\n".join(TRICKY)),
    actors=tuple(
        Actor(id=f"a-{rank}", name=text, note=text, extras=(("mémo", text),))
        for rank, text in enumerate(TRICKY)
    ),
    decisions=(Decision(id="d", question="?", options=("rien", "-", "aucun")),),
)


def read(texts: dict[str, str]) -> Dossier | None:
    reading = package.read({name: text.encode() for name, text in texts.items()}, "dossier", "utf-8")
    assert reading.problems == ()
    return reading.dossier


@given(dossiers())
@example(EVERY_TRICKY_TEXT)
@AT_LENGTH
def test_the_folder_gives_the_same_dossier(dossier: Dossier) -> None:
    assert read(package.contents(dossier)) == dossier


@given(dossiers())
@example(EVERY_TRICKY_TEXT)
@AT_LENGTH
def test_the_archive_gives_the_same_dossier(dossier: Dossier) -> None:
    reading = archive.read(archive.write(dossier), "dossier.zip")
    assert reading.problems == ()
    assert reading.dossier == dossier


@pytest.mark.parametrize("language", LANGUAGES)
@given(dossier=dossiers())
@example(dossier=EVERY_TRICKY_TEXT)
@BRIEFLY
def test_the_workbook_gives_the_same_dossier(language: Language, dossier: Dossier) -> None:
    reading = workbook.read(workbook.write(dossier, language), "dossier.xlsx")
    assert reading.problems == ()
    assert reading.dossier == dossier


@given(dossiers())
@example(EVERY_TRICKY_TEXT)
@BRIEFLY
def test_from_form_to_form_nothing_is_lost(dossier: Dossier) -> None:
    with tempfile.TemporaryDirectory() as folder:
        current: Dossier | None = dossier
        for name in ("a", "b.xlsx", "c.zip", "d", "e.zip"):
            assert current is not None
            io.save(current, Path(folder, name), every_table=name == "d")
            current = io.load(Path(folder, name)).dossier
        assert current == dossier


@given(dossiers())
@BRIEFLY
def test_what_was_written_needs_no_repair(dossier: Dossier) -> None:
    known = {"column-kept", "open-code", "open-code-near"}
    texts = {name: text.encode() for name, text in package.contents(dossier).items()}
    assert {repair.code for repair in package.read(texts, "dossier", "utf-8").repairs} <= known
    book = workbook.read(workbook.write(dossier, "fr"), "dossier.xlsx")
    assert {repair.code for repair in book.repairs} <= known


@given(dossiers(), st.randoms(use_true_random=False))
@BRIEFLY
def test_rows_and_columns_in_any_order_read_alike(dossier: Dossier, order: random.Random) -> None:
    texts = {
        name: shuffled(text, order)
        for name, text in package.contents(dossier).items()
        if name.endswith(".csv")
    }
    again = read(texts)
    assert again is not None
    for table in TABLES:
        assert sorted(again.rows(table), key=repr) == sorted(dossier.rows(table), key=repr)


def shuffled(text: str, order: random.Random) -> str:
    """The same CSV table with its rows and its columns in another order."""
    header, *rows = csv.reader(text_io.StringIO(text, newline=""))
    columns = order.sample(range(len(header)), len(header))
    target = text_io.StringIO(newline="")
    writer = csv.writer(target)
    for row in [header, *order.sample(rows, len(rows))]:
        writer.writerow([row[column] for column in columns])
    return target.getvalue()


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates(), st.datetimes(),
    st.decimals(), st.times(), st.sampled_from(["none", "id", "Nom", "name", "title", "2015-00", "#REF!", "=1"]),
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from([*TABLES, "x"]), st.lists(st.lists(CELLS, max_size=4), max_size=6)),
        max_size=4,
    )
)
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
def test_reading_rows_never_raises(tables: list[tuple[str, list[list[object]]]]) -> None:
    raw = [RawTable(Place(name), name, list(enumerate(lines, start=1))) for name, lines in tables]  # type: ignore[arg-type]
    reading = read_tables(raw, Place("dossier"))
    assert (reading.dossier is None) == bool(reading.problems)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(max_examples=100)
def test_reading_bytes_never_raises(content: bytes) -> None:
    for name in ("dossier.xlsx", "dossier.zip", "dossier.xls"):
        reading = io.load_bytes(content, name)
        assert reading.dossier is None
        assert reading.problems
    assert package.read({"actors.csv": content, "datapackage.json": content}, "d", "utf-8").problems


@given(st.data())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_workbook_with_flipped_bytes_never_raises(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    reading = io.load_bytes(bytes(content), "dossier.xlsx")
    assert (reading.dossier is None) == bool(reading.problems)


WORKBOOK = workbook.write(EVERY_TRICKY_TEXT, "fr")


def test_the_archive_of_a_dossier_always_has_the_same_bytes() -> None:
    assert archive.write(EVERY_TRICKY_TEXT) == archive.write(EVERY_TRICKY_TEXT)


def test_a_formula_is_never_written_in_a_csv_file() -> None:
    text = csv_tables.write(TABLES["actors"], EVERY_TRICKY_TEXT.actors)
    cells = [cell for row in csv.reader(text_io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
