"""What falls when one actor leaves: small stories, and the fast way against the naive removal of each actor."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.articulation.chain import Chain, build_chain
from maillage.articulation.exits import Fall, falls, standing
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Component, Effect, Record, Words
from maillage.dossier.values import PartialDate

DAY = datetime.date(2026, 1, 15)
GONE = PartialDate(2025)

Ids = tuple[set[str], set[str], set[str]]


def component(key: str, bearers: Words, status: str | None = None) -> Component:
    return Component(id=key, name=key, bearers=bearers, status=status)


def effect(key: str, components: Words, challenges: Words, sign: str = "positive") -> Effect:
    return Effect(id=key, name=key, components=components, challenges=challenges, sign=sign)


def ecosystem(
    actors: Iterable[str],
    components: Iterable[Component],
    effects: Iterable[Effect],
    challenges: Iterable[str],
) -> Dossier:
    return Dossier(
        record=Record(id="e", title="E"),
        actors=tuple(Actor(id=key, name=key) for key in actors),
        components=tuple(components),
        effects=tuple(effects),
        challenges=tuple(Challenge(id=key, name=key) for key in challenges),
    )


def falls_of(dossier: Dossier) -> dict[str, Fall]:
    return dict(falls(build_chain(dossier, DAY)))


# --- stories ------------------------------------------------------------------------------------------------------


def test_a_lone_bearer_takes_its_component_its_effect_and_the_challenge() -> None:
    dossier = ecosystem("x", [component("c", ("x",))], [effect("e", ("c",), ("t",))], "t")
    assert falls_of(dossier) == {"x": Fall(("c",), ("e",), ("t",))}


def test_nothing_falls_while_a_second_bearer_stays() -> None:
    dossier = ecosystem("xy", [component("c", ("x", "y"))], [effect("e", ("c",), ("t",))], "t")
    assert falls_of(dossier) == {}


def test_a_component_falls_and_its_effect_is_kept_by_another() -> None:
    parts = [component("c", ("x",)), component("d", ("y",))]
    dossier = ecosystem("xy", parts, [effect("e", ("c", "d"), ("t",))], "t")
    assert falls_of(dossier) == {"x": Fall(("c",)), "y": Fall(("d",))}


def test_several_effects_of_one_bearer_fall_together_with_the_challenge() -> None:
    parts = [component("c", ("x",)), component("d", ("x",))]
    dossier = ecosystem("x", parts, [effect("e", ("c",), ("t",)), effect("f", ("d",), ("t",))], "t")
    assert falls_of(dossier) == {"x": Fall(("c", "d"), ("e", "f"), ("t",))}


def test_what_is_already_broken_holds_nothing_and_does_not_fall() -> None:
    parts = [component("c", ("x",)), component("d", ())]
    dossier = ecosystem("x", parts, [effect("e", ("c", "d"), ("t",)), effect("f", ("d",), ("u",))], "tu")
    assert falls_of(dossier) == {"x": Fall(("c",), ("e",), ("t",))}


@pytest.mark.parametrize("unsaid", ["bearers", "components"])
def test_what_nobody_says_is_given_the_benefit_of_the_doubt(unsaid: str) -> None:
    parts = [component("c", ("x",)), component("d", None if unsaid == "bearers" else ("x",))]
    effects = [effect("e", ("c",), ("t",)), effect("f", ("d",) if unsaid == "bearers" else None, ("t",))]
    assert falls_of(ecosystem("x", parts, effects, "t"))["x"].challenges == ()


def test_an_actor_that_has_left_no_longer_holds_anything_up() -> None:
    dossier = ecosystem("xy", [component("c", ("x", "y"))], [effect("e", ("c",), ("t",))], "t")
    assert falls_of(_without(dossier, "y")) == {"x": Fall(("c",), ("e",), ("t",))}


def test_an_ended_component_holds_nothing_up() -> None:
    parts = [component("c", ("x",)), component("d", ("y",), "ended")]
    dossier = ecosystem("xy", parts, [effect("e", ("c", "d"), ("t",))], "t")
    assert falls_of(dossier) == {"x": Fall(("c",), ("e",), ("t",))}


def test_an_unfavourable_effect_keeps_no_challenge_up() -> None:
    parts = [component("c", ("x",)), component("d", ("y",))]
    effects = [effect("e", ("c",), ("t",)), effect("f", ("d",), ("t",), sign="negative")]
    assert falls_of(ecosystem("xy", parts, effects, "t"))["x"].challenges == ("t",)


# --- against the naive removal --------------------------------------------------------------------------------------


def _without(dossier: Dossier, gone: str) -> Dossier:
    actors = (dataclasses.replace(one, left_on=GONE) if one.id == gone else one for one in dossier.actors)
    return dataclasses.replace(dossier, actors=tuple(actors))


def _alive(chain: Chain) -> Ids:
    """What stands, told slowly and from the rows alone."""
    present = {actor.id for actor in chain.dossier.actors if actor.left_on is None}
    parts = {
        row.id
        for row in chain.dossier.components
        if row.status != "ended" and (row.bearers is None or present.intersection(row.bearers))
    }
    effects = {
        row.id
        for row in chain.dossier.effects
        if row.components is None or parts.intersection(row.components)
    }
    reached = {
        one
        for row in chain.dossier.effects
        if row.id in effects and row.sign != "negative"
        for one in row.challenges or ()
    }
    return parts, effects, reached & {row.id for row in chain.dossier.challenges}


def some(ids: str) -> st.SearchStrategy[Words]:
    return st.none() | st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple)


@st.composite
def ecosystems(draw: st.DrawFn) -> Dossier:
    statuses = st.sampled_from(["existing", "planned", "ended", None])
    dossier = ecosystem(
        "wxyz",
        [component(key, draw(some("wxyz")), draw(statuses)) for key in "abcd"],
        [
            effect(key, draw(some("abcd")), draw(some("tu")), draw(st.sampled_from(["positive", "negative"])))
            for key in "efgh"
        ],
        "tu",
    )
    for gone in draw(st.sets(st.sampled_from("wxyz"), max_size=2)):
        dossier = _without(dossier, gone)
    return dossier


@given(ecosystems())
def test_one_pass_finds_what_removing_each_actor_in_turn_finds(dossier: Dossier) -> None:
    before = _alive(build_chain(dossier, DAY))
    naive = {}
    for actor in dossier.actors:
        after = _alive(build_chain(_without(dossier, actor.id), DAY))
        lost = tuple(was - stays for was, stays in zip(before, after, strict=True))
        if any(lost):
            naive[actor.id] = lost
    fast = {
        key: (set(fall.components), set(fall.effects), set(fall.challenges))
        for key, fall in falls_of(dossier).items()
    }
    assert fast == naive


@given(ecosystems())
def test_what_stands_is_what_the_rows_say(dossier: Dossier) -> None:
    chain = build_chain(dossier, DAY)
    state = standing(chain)
    assert (set(state.components), set(state.effects), set(state.challenges)) == _alive(chain)
