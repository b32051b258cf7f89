"""Reviews: words first, divergence shown, nobody judges where they have an interest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.reviewing import (
    INTERESTS,
    Criterion,
    Grid,
    Judgement,
    Person,
    Review,
    ReviewError,
    divergence,
    hints,
    in_conflict,
    may_read,
    problems_of_review,
)
from maillage.text import same

LEVELS = tuple(map(same, ("none", "some", "much", "full")))
GRID = Grid((Criterion("depth", same("Depth"), LEVELS), Criterion("care", same("Care"), LEVELS)))


@given(st.lists(st.integers(0, 3) | st.none(), max_size=6))
def test_two_reviewers_are_apart_from_two_levels_on_and_nothing_is_averaged(levels: list[int | None]) -> None:
    reviews = [Review(f"r{n}", {"depth": Judgement("read", level)}) for n, level in enumerate(levels)]
    depth, care = divergence(GRID, reviews)
    rated = [one for one in levels if one is not None]
    assert bool(depth.apart) == (len(rated) > 1 and max(rated) - min(rated) >= 2)
    assert set(depth.levels) == set(rated)
    assert len(depth.said) == len(care.silent) == len(levels)
    assert not any(isinstance(getattr(depth, name), float) for name in depth.__slots__)


def test_a_level_without_words_is_refused() -> None:
    review = Review("a", {"depth": Judgement("  ", 2), "care": Judgement("yes", 9), "x": Judgement("y")})
    assert problems_of_review(GRID, review)[0].en.startswith("“Depth”")
    assert len(problems_of_review(GRID, review)) == 3
    with pytest.raises(ReviewError, match="les mots viennent avant"):
        divergence(GRID, [review])
    with pytest.raises(ReviewError, match="ne peut pas servir"):
        Grid((Criterion("a", same("A"), LEVELS[:1]),))


@given(st.lists(st.sampled_from([*INTERESTS, "unheard-of"])))
def test_nobody_reads_before_declaring_nor_with_an_interest(interests: list[str]) -> None:
    assert may_read(interests) == (bool(interests) and set(interests) <= {"none"})
    assert not (may_read(interests) and in_conflict(interests))


def test_links_are_found_and_public_mail_says_nothing() -> None:
    reviewer = Person("1", "a@coop.example", frozenset({"La  Halle"}))
    found = hints(reviewer, [Person("2", "b@COOP.example", frozenset({"la halle"})), Person("1")])
    assert [one.kind for one in found] == ["organisation", "domain", "member"]
    assert hints(Person("3", "a@gmail.com"), [Person("4", "b@gmail.com")]) == ()
    assert hints(Person("3"), [Person("4")]) == ()
