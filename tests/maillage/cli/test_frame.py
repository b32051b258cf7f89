"""``maillage frame``: list, check, score and conformance, as a user runs them."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from maillage.cli import app
from maillage.cli.frame import COMMANDS
from maillage.data import packaged
from maillage.io.frames import save_frame
from maillage.referential.shipped import shipped
from maillage.text import LANGUAGES
from tests.maillage.cli.conftest import Run
from tests.maillage.referential.frames_made import item, made, tables

HOLE = re.compile(r"\{(\w+)\}")


@pytest.fixture
def weighted(tmp_path: Path) -> Path:
    """A frame with points, a question of each kind and a rule for each."""
    rows = [item("r", points=10), item("a", "r"), item("b", "r")]
    given = tables(rows, head={"action_depth": "0"})
    kinds = {"roads": "yes_no", "part": "proportion", "size": "choice"}
    given["questions"] = [
        {"id": id_, "kind": kind, "label_fr": id_, "label_en": id_} for id_, kind in kinds.items()
    ]
    given["choices"] = [{"question": "size", "code": "small", "label_fr": "petit", "label_en": "small"}]
    given["rules"] = [
        {
            "item": "a",
            "effect": "off",
            "formula": "reponse(roads, NON) et reponse(size, small) et identite(place, coast)",
        },
        {"item": "b", "effect": "reduction", "formula": "reponse(part)"},
    ]
    save_frame(made(given), tmp_path / "weighted")
    return tmp_path / "weighted"


def answered(folder: Path, *rows: str) -> Path:
    """A file of answers."""
    path = folder / "answers.csv"
    path.write_text("\n".join(("item,value", *rows)), encoding="utf-8")
    return path


def test_the_shipped_frames_are_listed_and_check_by_their_id(run: Run) -> None:
    listed = run("frame", "list", "--format", "json").json()["frames"]
    assert {one["id"] for one in listed} >= {"efc", "territoires-engages-3.6"}
    assert "non officiel" in run("frame", "list").out
    done = run("frame", "check", "efc", "--lang", "en")
    assert (done.code, done.out.strip().splitlines()[-1]) == (0, "The frame holds together.")


def test_a_frame_that_does_not_hold_together_tells_everything_and_exits_with_1(
    run: Run, weighted: Path
) -> None:
    (weighted / "rules.csv").write_text(
        "item,effect,formula\nz,off,VRAI\na,off,reponse(rods)\n", encoding="utf-8"
    )
    done = run("frame", "check", weighted)
    assert (done.code, done.out.strip().splitlines()[-1]) == (1, "2 problèmes")
    told = run("frame", "check", weighted, "--format", "json", "--lang", "en")
    assert [(one["code"], one["row"]) for one in told.json()["problems"]] == [
        ("unknown-item", 2),
        ("formula-question", 3),
    ]
    assert run("frame", "check", "nothing").code == 2


def test_scores_are_told_item_by_item_and_what_is_missing_shows(
    run: Run, weighted: Path, tmp_path: Path
) -> None:
    answers = answered(tmp_path, "a,done")
    done = run("frame", "score", weighted, "--answers", answers, "--lang", "en")
    assert done.out.splitlines()[1:] == [
        "r: 5 done, 0 planned, 0 not done, 5 not filled in, out of 10",
        "  a: 5 done, 0 planned, 0 not done, out of 5",
        "  b: 0 done, 0 planned, 0 not done, 5 not filled in, out of 5",
        "1 item without answer",
    ]
    who = (
        "--profile",
        "roads=non",
        "--profile",
        "size=small",
        "--profile",
        "place=coast",
        "--profile",
        "part=0,5",
    )
    told = run(
        "frame", "score", weighted, "--answers", answers, *who, "--why", "a", "--format", "json"
    ).json()
    off = {one["item"]: (one["off"], one["points_done"], one["potential"]) for one in told["items"]}
    assert off == {"r": (False, 0, 7.5), "a": (True, 0, 0), "b": (False, 0, 7.5)}
    assert told["why"][1] == "Une règle dit que «\u00a0a\u00a0» ne vous concerne pas."


def test_a_frame_without_points_shows_how_answers_spread_and_never_one_number(
    run: Run, tmp_path: Path
) -> None:
    asked = shipped("efc").asked
    answers = answered(tmp_path, f"{asked[0].id},volume", f"{asked[0].id},territorial", f"{asked[1].id},")
    told = run("frame", "score", "efc", "--answers", answers, "--format", "json").json()
    assert told["themes"][0]["answers"] == {"volume": 1, "territorial": 1}
    assert asked[1].id in told["themes"][0]["unanswered"]
    assert "ne se résument pas à un nombre" in run("frame", "score", "efc", "--answers", answers).out.replace(
        "\n", " "
    )


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        (["z,done"], (), "“z” is not a row of items.csv"),
        (["a,perhaps"], (), "“perhaps” is not a status"),
        (["a,done", "a,planned"], (), "already has another status"),
        (["a,done"], ("--profile", "roads"), "not of the form KEY=VALUE"),
        (["a,done"], ("--profile", "roads=maybe"), "OUI or NON"),
        (["a,done"], ("--profile", "size=huge"), "not one of the choices"),
        (["a,done"], ("--profile", "part=2"), "a number from 0 to 1"),
        (["a,done"], ("--why", "c"), "“c” is not in this frame"),
    ],
)
def test_what_cannot_be_scored_is_said(
    run: Run, weighted: Path, tmp_path: Path, rows: list[str], more: tuple[str, ...], said: str
) -> None:
    done = run("frame", "score", weighted, "--answers", answered(tmp_path, *rows), *more, "--lang", "en")
    assert done.code == 2
    assert said in done.err.replace("\n", " ")


def test_the_conformance_report_counts_per_field_and_exits_with_1_on_a_difference(
    run: Run, shared: Path, tmp_path: Path
) -> None:
    folder = shared / "conformance" / "tet"
    told = run("frame", "conformance", folder, "--format", "json")
    report = told.json()
    assert (told.code, report["values"], report["points"]["values"]) == (
        0,
        {"checked": 252, "equal": 252},
        {"checked": 1839, "equal": 1839},
    )
    assert report["fields"]["point_potentiel"] == {"checked": 76, "equal": 76}
    assert {one["field"] for one in report["left_out"]} >= {"total_taches_count"}
    for name in ("eci.json.gz", "personnalisations.json.gz"):
        (tmp_path / name).symlink_to(folder / name)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "a.yml").write_text(
        "Scores: {eci: {point_fait: 3}, x: {point_fait: 1}}", encoding="utf-8"
    )
    done = run("frame", "conformance", tmp_path, "--lang", "en")
    assert done.code == 1
    assert "a · eci · point_fait: 3.0 expected, 0.0 found" in done.out
    assert "“x”, which is not in the frames" in done.out
    assert run("frame", "conformance", tmp_path / "nowhere").code == 2


def test_every_command_of_the_group_explains_itself_in_both_languages() -> None:
    for language in LANGUAGES:
        group = app(language)
        frame = group.get_command(click.Context(group), "frame")
        assert isinstance(frame, click.Group)
        for name in COMMANDS:
            command = frame.get_command(click.Context(frame), name)
            assert command is not None
            assert [one.name for one in command.params if not getattr(one, "help", None)] == []


def test_the_words_of_frames_are_in_both_languages_with_the_same_holes() -> None:
    for section, entries in packaged.document("messages/frame.toml").items():
        for name, entry in entries.items():
            halves = [str(entry[language]) for language in LANGUAGES]
            assert set(HOLE.findall(halves[0])) == set(HOLE.findall(halves[1])), f"{section}.{name}"
            assert re.search(r"\w'\w", halves[0]) is None, f"{section}.{name}"
