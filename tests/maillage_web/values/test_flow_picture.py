"""The picture of flows: widths follow money, nobody is lost, nothing overlaps, circles are drawn."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage_web.values.queries.layout import HAIR, MIDDLE, Bar, Layout, Link, lay_out
from maillage_web.values.queries.pictures import Account, difference_bar, flow_picture

NAMES = st.sampled_from([f"acteur-{number}" for number in range(9)])
WEIGHTS = st.one_of(st.none(), st.floats(1, 1e9))
LINKS = st.lists(
    st.builds(lambda one, other, weight: Link(one, other, "money", weight), NAMES, NAMES, WEIGHTS)
    .filter(lambda link: link.source != link.target),
    min_size=1, max_size=30, unique_by=lambda link: (link.source, link.target),
)  # fmt: skip


def columns(placed: Layout) -> dict[int, list[Bar]]:
    by_column: dict[int, list[Bar]] = {}
    for bar in sorted(placed.bars, key=lambda one: one.top):
        by_column.setdefault(bar.key[1], []).append(bar)
    return by_column


def places(placed: Layout) -> list[tuple[object, ...]]:
    return [
        (one.link, one.start, one.end, one.passing, one.source.top, one.target.top) for one in placed.ribbons
    ]


@given(LINKS)
@settings(max_examples=60, deadline=None)
def test_nobody_is_lost_and_no_bar_stands_on_another(links: list[Link]) -> None:
    placed = lay_out(links)
    assert {bar.key[0] for bar in placed.bars} == {
        name for link in links for name in (link.source, link.target)
    }
    assert len(placed.ribbons) == len(links)
    for bars in columns(placed).values():
        assert bars[0].top >= -1e-6
        assert bars[-1].top + bars[-1].height <= placed.height + 1e-6
        for above, below in itertools.pairwise(bars):
            assert above.top + above.height < below.top
    for ribbon in placed.ribbons:
        assert ribbon.source.key[1] < ribbon.target.key[1]
        for bar, place in ((ribbon.source, ribbon.start), (ribbon.target, ribbon.end)):
            assert bar.top - 1e-6 <= place - ribbon.thick / 2
            assert place + ribbon.thick / 2 <= bar.top + bar.height + 1e-6
    assert places(lay_out(links)) == places(placed)


def test_ribbons_are_as_wide_as_their_amounts_and_the_rest_has_no_scale() -> None:
    placed = lay_out(
        [
            Link("a", "b", "money", 100),
            Link("c", "b", "money", 300),
            Link("d", "b", "unsaid"),
            Link("d", "e", "kind"),
        ]
    )
    first, second, unsaid, kind = (one.thick for one in placed.ribbons)
    assert second == pytest.approx(3 * first)
    assert unsaid == kind == HAIR


def test_money_that_goes_round_stands_in_the_middle_once_and_on_both_sides() -> None:
    placed = lay_out(
        [
            Link("fund", "people", "money", 100),
            Link("people", "fund", "money", 60),
            Link("town", "fund", "money", 40),
        ]
    )
    assert [bar.key for bar in placed.bars if bar.key[0] == "fund"] == [("fund", MIDDLE)]
    assert sorted(bar.key[1] for bar in placed.bars if bar.key[0] == "people") == [0, 2]


def test_names_are_written_safely_and_cut_when_they_are_long() -> None:
    names = {"a": Account("<b>&" + "très long " * 20, "1 €"), "b": Account("B", "", "1 €")}
    drawn = flow_picture([Link("a", "b", "money", 1.0)], names, "Qui donne à qui", lambda link: "a → b · 1 €")
    assert "<b>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn
    assert "…" in drawn
    assert "style=" not in drawn


def test_a_difference_goes_right_when_it_rises_and_left_when_it_falls() -> None:
    rises, falls, still = (difference_bar(value, 10.0) for value in (10.0, -5.0, 0.0))
    assert 'class="gap__more" x="110.0"' in rises
    assert 'class="gap__less" x="57.0"' in falls
    assert "rect" not in still
    assert "rect" not in difference_bar(0.0, 0.0)
