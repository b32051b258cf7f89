"""What the shipped frames say: complete in both languages, clean in print, sourced, and never a score."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from maillage.data import packaged
from maillage.referential.shipped import readings, shipped

EFC = "efc-1.0"
GRID = "territoires-engages-3.6-2023"
FAMILIES = {"association", "company", "cooperative", "public"}
STAGES = ("volume", "use_performance", "territorial")
LONGEST_QUESTION = 140
LONGEST_FRENCH_SENTENCE = 35
FIRST_PICTURE = (
    "value",
    "beneficiaries",
    "resources",
    "intangible",
    "organisation",
    "cooperation",
    "recognition",
    "externalities",
    "evaluation",
    "governance",
)
"""One short question of each of these themes, in the order of a conversation."""


def _rows(folder: str, table: str) -> tuple[dict[str, str], ...]:
    return packaged.rows(f"frames/{folder}/{table}.csv")


def _tables(folder: str) -> list[str]:
    return [name.removesuffix(".csv") for name in packaged.names(f"frames/{folder}") if name.endswith(".csv")]


def _asked() -> list[dict[str, str]]:
    return [row for row in _rows(EFC, "items") if row["answer"]]


def _cells(language: str) -> list[tuple[str, str]]:
    """Every sentence of both frames in a language, with where it stands."""
    return [
        (f"{folder}/{table}/{number}/{column}", said)
        for folder in (EFC, GRID)
        for table in _tables(folder)
        for number, row in enumerate(_rows(folder, table), start=2)
        for column, said in row.items()
        if column.endswith(f"_{language}") and said
    ]


def _ids(cell: str) -> set[str]:
    return {one.strip() for one in cell.split(";") if one.strip()}


@pytest.mark.parametrize("folder", [EFC, GRID])
def test_a_shipped_frame_reads_with_no_problem(folder: str) -> None:
    reading = readings()[folder]

    assert reading.problems == ()
    assert reading.frame is not None
    assert reading.frame.official is False


def test_the_questions_are_many_and_each_is_whole_in_both_languages() -> None:
    asked = _asked()
    needed = [f"{part}_{tongue}" for part in ("label", "question", "why", "help") for tongue in ("fr", "en")]

    assert len(asked) >= 60
    assert {row["answer"] for row in asked} == {"ordinal"}
    assert [(row["id"], part) for row in asked for part in needed if not row[part]] == []


def test_every_question_has_its_three_levels_in_the_order_of_the_stages() -> None:
    found: dict[str, list[str]] = {}
    for row in _rows(EFC, "levels"):
        assert all((row["label_fr"], row["label_en"])), row["item"]
        found.setdefault(row["item"], []).append(row["code"])

    assert {item: tuple(codes) for item, codes in found.items()} == {row["id"]: STAGES for row in _asked()}


def test_every_question_means_something_of_its_own_to_each_family() -> None:
    meanings = _rows(EFC, "meanings")
    expected = {(row["id"], family) for row in _asked() for family in FAMILIES}

    assert Counter((row["item"], row["family"]) for row in meanings) == dict.fromkeys(expected, 1)
    for language in ("fr", "en"):
        said = Counter(row[f"said_{language}"] for row in meanings)
        assert [text for text, times in said.items() if times > 1 or not text] == []


def test_every_question_informs_a_known_register() -> None:
    registers = {row["code"] for row in packaged.rows("vocabularies/model_registers.csv")}

    assert [row["id"] for row in _asked() if row["register"] not in registers] == []


@pytest.mark.parametrize("folder", [EFC, GRID])
def test_every_source_is_known_used_and_can_be_looked_up(folder: str) -> None:
    sources = _rows(folder, "sources")
    cited = set().union(*(_ids(row["source"]) for row in _rows(folder, "items")))
    if "levels" in _tables(folder):
        cited |= {row["example_source"] for row in _rows(folder, "levels") if row["example_source"]}

    assert Counter(row["id"] for row in sources) == dict.fromkeys(cited, 1)
    for row in sources:
        assert all((row["title"], row["author"])), row["id"]
        assert re.fullmatch(r"https?://[^\s]+\.[^\s]+", row["url"]), row["id"]
        assert re.fullmatch(r"(\d{4}(-\d{2}){0,2})?", row["date"]), row["id"]


def test_every_question_is_sourced_and_shows_at_least_two_real_cases() -> None:
    cases: Counter[str] = Counter()
    for row in _rows(EFC, "levels"):
        parts = [bool(row[column]) for column in ("example_fr", "example_en", "example_source")]
        assert len(set(parts)) == 1, (row["item"], row["code"])
        cases[row["item"]] += all(parts)

    assert [row["id"] for row in _asked() if not row["source"] or cases[row["id"]] < 2] == []


def test_no_case_is_told_in_the_same_words_twice() -> None:
    told = Counter(row["example_fr"] for row in _rows(EFC, "levels") if row["example_fr"])

    assert [text for text, times in told.items() if times > 1] == []


def test_ten_short_questions_give_a_first_picture_in_the_order_of_a_conversation() -> None:
    assert tuple(row["parent"] for row in _asked() if row["short"] == "yes") == FIRST_PICTURE
    assert len(shipped("efc").short) == len(FIRST_PICTURE) == 10


def test_questions_hold_on_a_phone_and_differ_from_one_another() -> None:
    for language in ("fr", "en"):
        questions = [row[f"question_{language}"] for row in _asked()]
        assert [one for one in questions if len(one) > LONGEST_QUESTION or not one.endswith("?")] == []
        assert len(set(questions)) == len(questions)


def test_labels_of_questions_differ_from_one_another() -> None:
    for language in ("fr", "en"):
        labels = [row[f"label_{language}"].casefold() for row in _rows(EFC, "items")]
        assert len(set(labels)) == len(labels)


def test_the_frame_of_the_economic_model_holds_no_weight_and_says_so() -> None:
    weighing = ("points", "share", "unit")
    summary = shipped("efc").summary

    assert [row["id"] for row in _rows(EFC, "items") if any(row.get(column) for column in weighing)] == []
    assert "rules" not in _tables(EFC)
    for said in ("pas officiel", "nos mots", "notre lecture", "n’étiquette jamais", "pas de total"):
        assert said in summary.fr
    for said in ("not official", "our own words", "our reading", "never a label", "no total"):
        assert said in summary.en


def test_the_points_of_the_second_frame_are_those_published() -> None:
    rows = {row["id"]: row for row in _rows(GRID, "items")}
    shares = {
        id: [float(row["share"]) for row in rows.values() if row["parent"] == id] for id in rows if id != ""
    }

    assert float(rows["3.6"]["points"]) == 25
    assert shares["3.6"] == [15, 35, 30, 20]
    assert {id: sum(parts) for id, parts in shares.items() if parts} == dict.fromkeys(
        ("3.6", "3.6.1", "3.6.2", "3.6.3", "3.6.4"), 100
    )
    assert len([row for row in rows.values() if row["answer"] == "status"]) == 13


def test_both_languages_are_cleanly_set() -> None:
    unclean = re.compile(r"'|\"| {2}|^\s|\s$|\.\.\.|\u202f")

    assert [cell for cell in itertools.chain(_cells("fr"), _cells("en")) if unclean.search(cell[1])] == []


def test_french_keeps_its_no_break_spaces() -> None:
    loose = re.compile(r"[^\u00a0][;?!»]|[^\u00a0\d]:|«[^\u00a0]|\d [%€]|\d[%€]")

    assert [cell for cell in _cells("fr") if loose.search(cell[1])] == []


def test_a_french_sentence_can_be_read_aloud_in_one_breath() -> None:
    long = [
        (where, sentence)
        for where, said in _cells("fr")
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-ZÀÂÉÊÏ«])", said)
        if len(re.findall(r"[\w’-]+", sentence)) > LONGEST_FRENCH_SENTENCE
    ]

    assert long == []
