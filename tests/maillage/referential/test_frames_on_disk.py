"""A frame in each of its forms, and the foreign format: what is read, and how what is not read is said."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from maillage.io.conformance import import_frames
from maillage.io.conformance_checking import check_conformance
from maillage.io.frames import frame_files, load_frame, save_frame
from maillage.referential.frame import Frame
from tests.maillage.referential.frames_made import codes, item, made, tables


@pytest.fixture
def frame() -> Frame:
    """A frame that uses most tables."""
    given = tables([item("r", points=4), item("a", "r", answer="choice", source="s"), item("b", "r")])
    given["levels"] = [
        {"item": "a", "code": code, "label_fr": "=un", "label_en": "one"} for code in ("x", "y")
    ]
    given["sources"] = [{"id": "s", "title": "Un livre", "url": "https://example.org"}]
    given["meanings"] = [
        {"item": "a", "family": "public", "said_fr": "deux\nlignes", "said_en": "two\nlines"}
    ]
    return made(given)


def test_a_frame_written_as_a_folder_a_zip_or_a_workbook_reads_the_same(frame: Frame, tmp_path: Path) -> None:
    folder = tmp_path / "frame"
    save_frame(frame, folder)
    (folder / "README.md").write_text("what it is", encoding="utf-8")
    (folder / "rules.csv").write_text("item,effect,formula\n", encoding="utf-8")
    assert load_frame(folder).frame == load_frame(folder / "items.csv").frame == frame
    save_frame(frame, folder)
    assert not (folder / "rules.csv").exists()
    with zipfile.ZipFile(tmp_path / "frame.zip", "w") as archive:
        for name, words in frame_files(frame).items():
            archive.writestr(f"frame/{name}", words)
    assert load_frame(tmp_path / "frame.zip").frame == frame
    book = Workbook()
    book.remove(book.active)
    for name, words in frame_files(frame).items():
        sheet = book.create_sheet(name.removesuffix(".csv").capitalize())
        for line in csv.reader(io.StringIO(words)):
            sheet.append([cell.removeprefix("'") if cell != "4" else 4 for cell in line])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "n" if isinstance(cell.value, int) else "s"
    book.save(tmp_path / "frame.xlsx")
    reading = load_frame(tmp_path / "frame.xlsx")
    assert (codes(reading), reading.frame) == ([], frame)


def test_a_frame_that_cannot_be_read_is_a_problem_and_not_a_crash(frame: Frame, tmp_path: Path) -> None:
    assert codes(load_frame(tmp_path / "nowhere")) == ["not-found"]
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    assert codes(load_frame(tmp_path / "a.txt")) == ["unknown-form"]
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    assert codes(load_frame(tmp_path / "a.xlsx")) == ["bad-workbook"]
    save_frame(frame, tmp_path / "f")
    (tmp_path / "f" / "items.csv").write_bytes(b"id,label_fr,label_en,answer\n\na,=1+1,b,status\n")
    found = load_frame(tmp_path / "f").problems
    assert [one.place.text().en for one in found if one.code == "formula"] == [
        "items.csv, row 3, column label_fr"
    ]
    (tmp_path / "f" / "items.csv").write_bytes(b"\xff\xfe\x00")
    assert codes(load_frame(tmp_path / "f")) == ["not-text"]


# --- the foreign format -----------------------------------------------------------------------------------------------


def test_the_engine_finds_every_value_of_the_suite(shared: Path) -> None:
    report = check_conformance(shared / "conformance" / "tet")
    assert [*report.mismatches, *report.problems] == []
    assert {name: (one.checked, one.equal) for name, one in report.points.items()} == {
        "cae": (1471, 1471),
        "eci": (368, 368),
    }
    assert report.scenarios == 21
    assert (report.total.checked, report.total.equal) == (252, 252)
    assert {name.rpartition("_")[2] for name in report.left_out} == {"count", "avancement"}


def node(id_: str, points: float | None, expected: float) -> dict[str, Any]:
    """A node as the peer writes it."""
    return {
        "action_id": id_,
        "nom": id_,
        "md_points": points,
        "md_pourcentage": None,
        "computed_points": expected,
    }


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A small folder of that format: one frame, zipped, with a rule and two scenarios."""
    frame = {
        "definitions": [node("eci", 10, 10), node("eci_1", None, 5), node("eci_2", None, 5)],
        "children": [{"action_id": "eci", "children": ["eci_1", "eci_2"]}],
    }
    rules = {
        "questions": [{"id": "q", "type": "binaire", "formulation": "Q ?", "choix": None}],
        "regles": [
            {"action_id": "eci_1", "regles": [{"type": "desactivation", "formule": "reponse(q, OUI)\n"}]}
        ],
    }
    (tmp_path / "eci.json.gz").write_bytes(gzip.compress(json.dumps(frame).encode()))
    (tmp_path / "personnalisations.json").write_text(json.dumps(rules), encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    scenario(
        tmp_path,
        "good",
        "Test: bon\nRéponses: {q: yes}\nStatuts: {eci_2: fait}\nScores: {eci: {point_fait: 5, point_potentiel: 5.0004}, eci_1: {desactive: yes, concerne: no}}",
    )
    return tmp_path


def scenario(folder: Path, name: str, words: str) -> None:
    """Write a scenario."""
    (folder / "scenarios" / f"{name}.test.yml").write_text(words, encoding="utf-8")


def test_yes_and_no_may_be_words_or_the_booleans_of_yaml(foreign: Path) -> None:
    scenario(
        foreign,
        "word",
        "Réponses: {q: OUI}\nStatuts: {eci_2: [0.5, 0.5, 0]}\nScores: {eci_1: {desactive: yes}, eci: {point_programme: 2.5}}",
    )
    report = check_conformance(foreign)
    assert report.conforms
    assert (report.total.checked, report.total.equal, report.points["eci"].equal) == (6, 6, 3)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Scores: [1, 2", "bad-yaml"),
        ("- 1", "bad-scenario"),
        ("Scores: {eci: {point_fait: 0}}\nMots: {a: 1}", "bad-scenario"),
        ("Statuts: {eci: fait}", "no-expected"),
        ("Scores: {eci_9: {point_fait: 1}}", "scenario-node"),
        ("Statuts: {eci_9: fait}\nScores: {eci: {point_fait: 0}}", "scenario-node"),
        ("Statuts: {eci_1: [1, 1]}\nScores: {eci: {point_fait: 0}}", "scenario-shares"),
        ("Scores: {eci: {point_fait: beaucoup}}", "scenario-value"),
        ("Scores: {eci: 3}", "scenario-value"),
    ],
)  # fmt: skip
def test_a_malformed_scenario_is_one_problem_and_the_others_are_checked(
    foreign: Path, words: str, code: str
) -> None:
    scenario(foreign, "bad", words)
    report = check_conformance(foreign)
    assert [one.code for one in report.problems] == [code]
    assert report.problems[0].place.file == "bad.test.yml"
    assert not report.conforms
    assert report.total.equal >= 4


def test_a_value_that_differs_is_named_and_an_unknown_answer_is_only_noted(foreign: Path) -> None:
    scenario(
        foreign,
        "other",
        "Réponses: {q: peut-être, z: OUI}\nScores: {eci: {point_potentiel: 9.999, points_bleus: 3}}",
    )
    report = check_conformance(foreign)
    (wrong,) = report.mismatches
    assert (wrong.scenario, wrong.node, wrong.field, wrong.expected, wrong.found) == (
        "other",
        "eci",
        "point_potentiel",
        9.999,
        10,
    )
    assert [one.code for one in report.notes] == ["scenario-answer", "scenario-question"]
    assert (report.problems, report.left_out) == ([], {"points_bleus": 1})


def test_points_that_differ_from_the_published_ones_are_named(foreign: Path) -> None:
    frame = json.loads(gzip.decompress((foreign / "eci.json.gz").read_bytes()))
    frame["definitions"][1]["computed_points"] = 4
    (foreign / "eci.json.gz").write_bytes(gzip.compress(json.dumps(frame).encode()))
    report = check_conformance(foreign)
    assert [(one.scenario, one.node, one.expected, one.found) for one in report.mismatches] == [
        (None, "eci_1", 4, 5)
    ]


@pytest.mark.parametrize(("content", "code"), [(b"{", "bad-json"), (b"[]", "bad-foreign-frame"), (b'{"definitions": [], "children": []}', "no-table")])  # fmt: skip
def test_a_foreign_frame_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "cae.json").write_bytes(content)
    importing = import_frames(tmp_path)
    assert (importing.frames, importing.problems[0].code) == ({}, code)


def test_a_folder_without_frames_says_so(tmp_path: Path) -> None:
    assert [one.code for one in import_frames(tmp_path).problems] == ["no-foreign-frame"]
