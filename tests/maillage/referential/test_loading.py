"""A frame that does not hold together: everything that is wrong is said at once, with its place and a repair."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from maillage.data import packaged
from maillage.referential.canonical import checksum_of, tables_of
from maillage.referential.loading import read_frame
from maillage.referential.shipped import readings, shipped, shipped_frames
from maillage.referential.wording import FrameError
from tests.maillage.referential.frames_made import Rows, codes, item, made, tables

Tables = dict[str, Rows]


def rule(formula: str, effect: str = "off", of: str = "a") -> Tables:
    """Two items, a question of each kind, and one rule."""
    given = tables([item("r", points=4), item("a", "r"), item("b", "r")])
    kinds = {"roads": "yes_no", "part": "proportion", "size": "choice"}
    given["questions"] = [
        {"id": id_, "kind": kind, "label_fr": id_, "label_en": id_} for id_, kind in kinds.items()
    ]
    given["choices"] = [{"question": "size", "code": "small", "label_fr": "petit", "label_en": "small"}]
    given["rules"] = [{"item": of, "effect": effect, "formula": formula}]
    return given


def circular() -> Tables:
    """Two rules on scores that need one another."""
    given = rule("score(b)", "score")
    given["rules"].append({"item": "b", "effect": "score", "formula": "score(r) * score(a)"})
    return given


def with_table(table: str, **cells: str) -> Tables:
    """Two items and one row of another table."""
    return tables([item("r"), item("a", "r")], **{table: [cells]})


BROKEN: list[tuple[str, str, Callable[[], Tables]]] = [
    ("no-table", "items.csv", lambda: tables([])),
    ("unknown-table", "notes.csv", lambda: with_table("notes", a="b")),
    ("no-column", "items.csv, row 1, column id", lambda: tables([{"label_fr": "a", "label_en": "a"}])),
    ("unknown-column", "items.csv, row 1", lambda: tables([item("a", colour="red")])),
    ("several-frames", "frame.csv, row 3, column id", lambda: tables([item("a")]) | {"frame": [*tables([])["frame"]] * 2}),
    ("cycle", "items.csv, row 3, column parent", lambda: tables([item("r"), item("a", "b"), item("b", "c"), item("c", "a")])),
    ("unknown-parent", "items.csv, row 2, column parent", lambda: tables([item("a", "nowhere")])),
    ("duplicate-id", "items.csv, row 3, column id", lambda: tables([item("a"), item("a")])),
    ("bad-id", "items.csv, row 2, column id", lambda: tables([item("two words")])),
    ("one-language", "items.csv, row 2, column question_en", lambda: tables([item("a", question_fr="Où ?")])),
    ("not-in-list", "items.csv, row 2, column answer", lambda: tables([item("a", answer="stars")])),
    ("not-in-list", "items.csv, row 2, column register", lambda: tables([item("a", register="money")])),
    ("no-answer-kind", "items.csv, row 2, column answer", lambda: tables([item("a", answer="")])),
    ("theme-asked", "items.csv, row 2, column answer", lambda: tables([item("a", kind="theme")])),
    ("bad-truth", "items.csv, row 2, column short", lambda: tables([item("a", short="perhaps")])),
    ("bad-number", "items.csv, row 2, column points", lambda: tables([item("a", points="-3")])),
    ("bad-number", "items.csv, row 2, column points", lambda: tables([item("a", points="1e308")])),
    ("bad-number", "items.csv, row 2, column share", lambda: tables([item("a", share="120")])),
    ("bad-day", "frame.csv, row 2, column published_on", lambda: tables([item("a")], head={"published_on": "yesterday"})),
    ("shares-sum", "items.csv, row 3, column share", lambda: tables([item("r", points=1), item("a", "r", share=60), item("b", "r", share=30)])),
    ("points-sum", "items.csv, row 2, column points", lambda: tables([item("r", points=5), item("a", "r", points=2), item("b", "r", points=2)])),
    ("points-and-share", "items.csv, row 4, column share", lambda: tables([item("r"), item("a", "r", points=2), item("b", "r", share=50)])),
    ("no-points", "items.csv, row 3, column points", lambda: tables([item("r", points=5), item("s")])),
    ("no-levels", "items.csv, row 2, column answer", lambda: tables([item("a", answer="ordinal")])),
    ("levels-unused", "items.csv, row 3, column answer", lambda: with_table("levels", item="a", code="x", label_fr="x", label_en="x")),
    ("unknown-item", "levels.csv, row 2, column item", lambda: with_table("levels", item="z", code="x", label_fr="x", label_en="x")),
    ("not-in-list", "meanings.csv, row 2, column family", lambda: with_table("meanings", item="a", family="club", said_fr="x", said_en="x")),
    ("unknown-source", "items.csv, row 2, column source", lambda: tables([item("a", source="book")])),
    ("unknown-item", "correspondences.csv, row 2, column to_item", lambda: with_table("correspondences", from_version="1", from_item="z", to_item="z")),
    ("not-in-list", "questions.csv, row 2, column kind", lambda: with_table("questions", id="q", kind="essay", label_fr="q", label_en="q")),
    ("no-choices", "questions.csv, row 2, column id", lambda: with_table("questions", id="q", kind="choice", label_fr="q", label_en="q")),
    ("unknown-question-row", "choices.csv, row 2, column question", lambda: with_table("choices", question="q", code="x", label_fr="x", label_en="x")),
    ("formula-parse", "rules.csv, row 2, column formula", lambda: rule("si reponse(roads, OUI) alors")),
    ("formula-question", "rules.csv, row 2, column formula", lambda: rule("reponse(rods, OUI)")),
    ("formula-choice", "rules.csv, row 2, column formula", lambda: rule("reponse(size, large)")),
    ("formula-choice", "rules.csv, row 2, column formula", lambda: rule("reponse(roads, PEUT_ETRE)")),
    ("formula-item", "rules.csv, row 2, column formula", lambda: rule("score(z)", "score")),
    ("formula-score", "rules.csv, row 2, column formula", lambda: rule("score(b)", "reduction")),
    ("formula-kind", "rules.csv, row 2, column formula", lambda: rule("reponse(part) * 2")),
    ("formula-kind", "rules.csv, row 2, column formula", lambda: rule("si reponse(part) alors 1", "reduction")),
    ("circular-scores", "rules.csv, row 2, column formula", circular),
    ("no-publication-day", "frame.csv, row 2, column published_on", lambda: tables([item("a")], head={"status": "published"})),
    ("no-checksum", "frame.csv, row 2, column checksum", lambda: tables([item("a")], head={"status": "published", "published_on": "2026-01-31"})),
    ("wrong-checksum", "frame.csv, row 2, column checksum", lambda: tables([item("a")], head={"status": "published", "published_on": "2026-01-31", "checksum": "sha256:0"})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "place", "build"), BROKEN, ids=[f"{one[0]} {one[1]}" for one in BROKEN])
def test_what_is_wrong_is_named_with_its_place_and_a_repair(
    code: str, place: str, build: Callable[[], Tables]
) -> None:
    reading = read_frame(build())
    assert reading.frame is None
    wrong = [one for one in reading.problems if one.code == code and one.place.text().en == place]
    assert len(wrong) == 1, [(one.code, one.place.text().en) for one in reading.problems]
    assert all(half for text in (wrong[0].message, wrong[0].expected, wrong[0].repair) for half in text)


def test_every_problem_of_the_messages_is_met_in_these_tests() -> None:
    named = {
        name
        for name in packaged.document("messages/frame.toml")["problem"]
        if not name.startswith("scenario-")
    }
    elsewhere = {
        "answer-status",
        "answer-twice",
        "no-foreign-frame",
        "foreign-too-big",
        "bad-json",
        "bad-foreign-frame",
    }
    elsewhere |= {"bad-yaml", "bad-scenario", "no-expected", "no-scenario", "empty-cell"}
    assert named - elsewhere == {code for code, _, _ in BROKEN}


def test_everything_is_said_in_one_pass() -> None:
    given = tables(
        [item("r", "r2"), item("a", "nowhere"), item("a", points="x", answer="stars")], head={"title_en": ""}
    )
    given["rules"] = [{"item": "a", "effect": "off", "formula": "reponse(q"}]
    assert sorted(codes(read_frame(given))) == sorted(
        [
            "one-language",
            "not-in-list",
            "bad-number",
            "duplicate-id",
            "unknown-parent",
            "unknown-parent",
            "formula-parse",
        ]
    )


def test_the_place_in_a_formula_is_shown() -> None:
    wrong = read_frame(rule("reponse(roads, OUI) ou et")).problems[0]
    assert "⟨…⟩ et" in wrong.message.en
    assert "character 24" in wrong.message.en


def test_a_frame_says_its_checksum_which_its_content_alone_changes() -> None:
    rows = [item("r", points=4), item("a", "r"), item("b", "r")]
    frame = made(tables(rows))
    assert made(tables_of(frame)) == frame
    assert made(tables(rows, head={"title_en": "Other"})).checksum == frame.checksum == checksum_of(frame)
    assert made(tables([*rows[:2], item("b", "r", unit="h")])).checksum != frame.checksum
    cells = {"status": "published", "published_on": "2026-01-31", "checksum": frame.checksum}
    assert made(tables(rows, head=cells)).status == "published"


def test_a_frame_knows_its_tree() -> None:
    rows = [item("t", kind="theme", answer=""), item("a", "t", short="yes"), item("b", "t"), item("a1", "a")]
    frame = made(tables(rows))
    assert [one.id for one in frame.items.values()] == ["t", "a", "a1", "b"]
    assert [[one.id for one in part] for part in (frame.roots, frame.themes, frame.short, frame.leaves)] == [
        ["t"], ["t"], ["a"], ["a1", "b"],
    ]  # fmt: skip
    assert [one.id for one in frame.asked] == ["a", "a1", "b"]
    assert ([one.id for one in frame.above("a1")], frame.items["a1"].depth) == (["a", "t"], 2)
    assert (frame.theme_of("a1"), frame.weighted) == (frame.items["t"], False)


def test_every_shipped_frame_reads_without_a_problem() -> None:
    assert {name: codes(one) for name, one in readings().items() if one.problems} == {}
    assert {f"{one.id}-{one.version}" for one in shipped_frames()} == set(readings())


def test_a_frame_that_is_not_shipped_is_named_with_those_that_are() -> None:
    with pytest.raises(FrameError, match=r"efc 1\.0"):
        shipped("nothing")
    assert shipped("efc", "1.0") == shipped("efc")
