"""Raters stay side by side, dissent is said in words, and no answer is lost, guessed or averaged."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from maillage.dossier.tables import Answer
from maillage.referential.answers import Answers, answers_to
from maillage.referential.comparing import moved, moved_words
from maillage.referential.gathering import caution, gathered
from maillage.referential.wording import FrameError
from tests.maillage.referential.messages import unlike, unused
from tests.maillage.referential.small_frame import answer, dossier, frame

DAY = datetime.date(2024, 6, 1)
FRAME = frame()


def told(*rows: Answer, on: datetime.date | None = DAY, holder: str | None = "ferme") -> Answers:
    """What these answers say on a day."""
    return answers_to(dossier(*rows), FRAME, holder, on)


def test_each_rater_shows_the_latest_answer_of_the_day_and_keeps_the_earlier_ones() -> None:
    rows = (
        answer("a", "volume", rater="La mairie", date="2020"),
        answer("b", "territorial", rater="la Mairie", date="2022-03"),
        answer("c", "use_performance", rater="L’association", date="2023"),
        answer("d", "volume", rater="La mairie", date="2025"),
    )
    given = told(*rows).of("trust")
    assert [(one.row.id, [row.id for row in one.earlier]) for one in given] == [("b", ["a"]), ("c", [])]
    assert [one.row.id for one in told(*rows, on=None).of("trust")] == ["d", "c"]
    assert told(*rows, on=datetime.date(2019, 1, 1)).given == {}
    assert told(*rows, holder="ecosystem").given == {}


@pytest.mark.parametrize(
    ("rows", "certain"),
    [
        ((answer("a", "volume", rater="x"),), True),
        ((answer("a", "volume", rater="x"), answer("b", "volume", rater="x")), False),
        (
            (answer("a", "volume", rater="x", date="2020"), answer("b", "volume", rater="x", date="2020-05")),
            False,
        ),
        (
            (answer("a", "volume", rater="x", date="2020"), answer("b", "volume", rater="x", date="2021")),
            True,
        ),
        ((answer("a", "volume", rater="x", date="2024"),), False),  # it may be later that year
        ((answer("a", "volume", rater="x", date="2020"), answer("b", "?!", rater="x", date="2021")), False),
    ],
)
def test_what_cannot_be_surely_the_latest_is_said_uncertain(rows: tuple[Answer, ...], certain: bool) -> None:
    (given,) = told(*rows).of("trust")
    assert given.certain is certain


def test_answers_without_a_rater_stand_for_themselves() -> None:
    given = told(answer("a", "volume", date="2020"), answer("b", "territorial", date="2021")).of("trust")
    assert [one.row.id for one in given] == ["a", "b"]
    assert {one.rater_said.en for one in given} == {"someone (rater not said)"}


def test_an_answer_that_has_ended_no_longer_stands_and_is_kept() -> None:
    ended = answer("b", "territorial", rater="x", date="2021", until=None)
    until = answer("b", "territorial", rater="x", date="2021", until=answer("z", date="2022").date)
    rows = (answer("a", "volume", rater="x", date="2020"), until)
    assert [row.id for row in told(*rows).ended] == ["b", "a"]
    assert told(*rows).of("trust") == ()
    assert [one.row for one in told(rows[0], ended).of("trust")] == [ended]


def test_what_this_version_cannot_read_is_kept_apart_and_said() -> None:
    rows = (
        answer("off", "beaucoup", rater="x"),
        answer("gone", "volume", item="ancienne"),
        answer("theme", "volume", item="theme"),
        answer("far", "loin", item="distance"),
        answer("told", "oui", item="story"),
        answer("status", "60; 60; 10", item="action"),
        answer("old", "volume", version="0.9"),
        answer("never", "volume", version=None),
        answer("blank"),
    )
    found = told(*rows)
    assert found.given == {}
    assert [(one.row.id, one.code) for one in found.outside] == [
        ("off", "outside"),
        ("gone", "unknown"),
        ("theme", "theme"),
        ("far", "outside"),
        ("told", "outside"),
        ("status", "outside"),
    ]
    assert [(one.row.id, one.code) for one in found.other_versions] == [
        ("old", "version"),
        ("never", "version-unsaid"),
    ]
    assert [row.id for row in found.blank] == ["blank"]
    assert found.outside_of("trust")[0].repair.en == "Choose among: volume, use_performance, territorial."
    assert "beaucoup" in found.outside[0].said.fr
    assert all(
        one.said.fr and one.said.en and one.repair.fr for one in (*found.outside, *found.other_versions)
    )
    assert found.progress.said.en == "0 of 6"


def test_every_kind_of_answer_is_read_and_counts_once() -> None:
    rows = (
        answer("a", "volume", rater="x"),
        answer("b", None, item="money", narrative="Cela dépend."),
        answer("c", "12,5", item="distance"),
        answer("d", None, item="story", narrative="Une histoire."),
        answer("e", "50; 30; 20", item="action"),
    )
    found = told(*rows)
    said = {item: given[0].said.fr for item, given in found.given.items()}
    assert said == {
        "trust": "stade 0, volume",
        "money": "un récit, sans niveau",
        "distance": "12,5\u00a0km",
        "story": "un récit, sans niveau",
        "action": "fait 50\u00a0%, programmé 30\u00a0%, pas fait 20\u00a0%",
    }
    assert (found.progress.answered, found.progress.asked) == (5, 6)
    assert found.short_progress.said.fr == "1 sur 1"
    assert found.progress_among(FRAME.asked, rater="rater x").answered == 1
    assert found.progress_among(()).said.en == "nothing is asked"


@pytest.mark.parametrize(
    ("values", "agreed", "apart", "said"),
    [
        ("", None, "", "Personne n’a encore répondu."),
        ("n", None, "", "Pour l’instant, 1 récit sans niveau."),
        (
            "0",
            None,
            "",
            "Un seul regard, a (stade 0, volume). Il en faut au moins deux pour parler d’accord.",
        ),
        ("00", True, "", "Deux regards seulement, d’accord : stade 0, volume (a et b)."),
        (
            "02",
            False,
            "",
            "Deux regards seulement, et ils diffèrent : a : stade 0, volume ; b : stade 2, territoire.",
        ),
        ("222n", True, "", "3 regards, tous d’accord : stade 2, territoire. Et 1 récit sans niveau."),
        (
            "0020",
            False,
            "c",
            "4 regards, de « stade 0, volume » à « stade 2, territoire ». "
            "Plus de la moitié dit « stade 0, volume » ; à part : c (stade 2, territoire).",
        ),
        (
            "0022",
            False,
            "",
            "4 regards, de « stade 0, volume » à « stade 2, territoire ». Aucune réponse n’est donnée "
            "par plus de la moitié : Stade 0, volume (a et b) ; Stade 2, territoire (c et d).",
        ),
    ],
)
def test_dissent_is_said_in_words(values: str, agreed: bool | None, apart: str, said: str) -> None:
    codes = {"0": "volume", "1": "use_performance", "2": "territorial", "?": "cannot_say"}
    rows = [
        answer(f"r{rank}", codes.get(value), rater="abcd"[rank], narrative="…")
        for rank, value in enumerate(values)
    ]
    spread = told(*rows).spread("trust")
    assert spread.agreed is agreed
    assert [one.rater for one in spread.apart] == list(apart)
    assert spread.said.fr.replace("\u00a0", " ") == said


def test_the_two_ends_of_numbers_are_kept_and_nothing_is_averaged() -> None:
    rows = [answer(f"r{n}", n, item="distance", rater=f"r{n}") for n in ("3", "12", "5")]
    spread = told(*rows).spread("distance")
    assert tuple(map(str, spread.numbers or ())) == ("3", "12")
    assert spread.lowest is None
    assert "de « 3 km » à « 12 km »" in spread.said.fr.replace("\u00a0", " ")
    assert gathered(told(*rows), "median") == ()


@pytest.mark.parametrize(
    ("how", "values", "ends"),
    [
        ("median", "012", ("use_performance", "use_performance")),
        ("median", "02", ("volume", "territorial")),
        ("median", "0011", ("volume", "use_performance")),
        ("lowest", "212", ("use_performance", "use_performance")),
        ("highest", "010", ("use_performance", "use_performance")),
    ],
)
def test_levels_are_gathered_on_request_item_by_item(how: str, values: str, ends: tuple[str, str]) -> None:
    codes = ("volume", "use_performance", "territorial")
    rows = [answer(f"r{rank}", codes[int(value)], rater=str(rank)) for rank, value in enumerate(values)]
    (found,) = gathered(told(*rows), how)
    assert (found.item, found.low.code, found.high.code, found.count) == ("trust", *ends, len(values))
    assert found.spread.said
    assert found.said.fr
    assert caution().en.startswith("Gathering looks loses")


def test_an_average_of_levels_does_not_exist() -> None:
    with pytest.raises(FrameError, match="n’est pas une façon de rassembler"):
        gathered(told(answer("a", "volume")), "mean")


def test_two_days_say_what_moved_and_who_moved_it() -> None:
    rows = (
        answer("a1", "volume", rater="a", date="2020"),
        answer("a2", "territorial", rater="a", date="2022"),
        answer("b1", "territorial", rater="b", date="2020"),
        answer("c1", "volume", rater="c", date="2022", item="care"),
        answer("d1", "3", rater="d", date="2020", item="distance"),
        answer("d2", "4", rater="d", date="2022", item="distance"),
        answer("e1", "volume", rater="e", date="2020", item="money", narrative="oui"),
        answer("e2", "volume", rater="e", date="2022", item="money", narrative="non"),
        answer("f1", "volume", rater="f", date="2020", item="money", until=answer("z", date="2021").date),
    )
    before, after = told(*rows, on=datetime.date(2020, 12, 31)), told(*rows)
    found = moved(before, after)
    said = {one.said.fr.replace("\u00a0", " ") for item in found for one in item.moves}
    assert said == {
        "A passe de « stade 0, volume » à « stade 2, territoire ».",
        "C répond : stade 0, volume.",
        "D passe de « 3 km » à « 4 km ».",
        "E maintient « stade 0, volume » et change son récit.",
        "F ne dit plus « stade 0, volume ».",
    }
    assert [(item.item.id, item.together and item.together.en) for item in found] == [
        ("trust", "The looks have come closer."),
        ("money", None),
        ("care", None),
        ("distance", None),
    ]
    assert moved_words(before, after, found).fr == (
        "Entre le 31 décembre 2020 et le 1er juin 2024\u00a0: 5 réponses sur 4 questions."
    )
    assert moved_words(after, after, moved(after, after)).en.endswith("no answer has moved.")


def test_every_message_is_said_and_has_both_languages_with_the_same_holes(root: Path) -> None:
    assert unlike("messages/answers.toml") == []
    assert unused("messages/answers.toml", root) == []
