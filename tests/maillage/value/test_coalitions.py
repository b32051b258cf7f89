"""The game of a dossier: what any coalition produces, checked against a plain computation, coalition by coalition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import chain as flat
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.articulation.chain import build_chain
from maillage.articulation.exits import falls
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Component, Cost, Effect, Record
from maillage.io import load
from maillage.value.coalition_parts import production_of
from maillage.value.coalition_worths import CHOICES, best_choices
from maillage.value.coalitions import (
    MEASURES,
    MOST_PLAYERS,
    READINGS,
    CoalitionError,
    DossierGame,
    game_of,
)
from maillage.value.lines import Assumptions, lines_of
from maillage.value.sharing import shapley
from tests.maillage.value.rule_samples import DAY, bakery

YEAR = Assumptions(first_year=2026, last_year=2026)


def coalitions(players: Iterable[str]) -> Iterable[frozenset[str]]:
    players = tuple(players)
    return map(frozenset, flat.from_iterable(combinations(players, size) for size in range(len(players) + 1)))


def worths(found: DossierGame) -> dict[frozenset[str], float]:
    assert found.game is not None
    return {one: float(found.game.worth(one)) for one in coalitions(found.players)}


def test_a_mill_and_a_bakery_in_every_measure() -> None:
    dossier = bakery()
    lines = lines_of(dossier, DAY, YEAR)
    effects = worths(game_of(dossier, DAY, lines, "effects", players=("miller", "baker", "town")))
    assert effects[frozenset({"miller"})] == 1  # bread
    assert effects[frozenset({"baker"})] == effects[frozenset({"town"})] == 2
    assert effects[frozenset({"miller", "baker", "town"})] == 2
    challenges = worths(game_of(dossier, DAY, lines, "challenges"))
    assert set(challenges.values()) == {0, 1}
    money = worths(game_of(dossier, DAY, lines, "money"))
    assert money[frozenset({"miller"})] == 100 - 30
    assert money[frozenset({"baker"})] == 140 - 50
    assert money[frozenset({"miller", "baker"})] == 90  # the oven alone does it all: the mill would only cost
    costs = worths(game_of(dossier, DAY, lines, "costs"))
    assert costs[frozenset({"eaters"})] == costs[frozenset({"town"})] == 80
    assert costs[frozenset({"eaters", "town"})] == 80


def test_a_loss_making_component_is_not_run() -> None:
    dossier = bakery(jobs=None, bread=Decimal(20))
    lines = lines_of(dossier, DAY, YEAR)
    found = game_of(dossier, DAY, lines, "money")
    assert set(worths(found).values()) == {0}
    assert any(
        "Emplois" in one.fr or "Jobs" in one.en for one in found.notes
    )  # counted for nothing, and said


def test_an_effect_may_need_all_its_components() -> None:
    every = worths(game_of(bakery(), DAY, None, "effects", reading="integrated"))
    assert every[frozenset({"miller"})] == 0
    assert every[frozenset({"miller", "town"})] == 2


def test_what_would_be_missing_without_a_group_is_its_worth_too() -> None:
    dossier = bakery()
    lines = lines_of(dossier, DAY, YEAR)
    effects = worths(game_of(dossier, DAY, None, "effects", reading="missing"))
    assert effects[frozenset({"miller", "town"})] == 0
    assert effects[frozenset({"baker", "town"})] == 1  # jobs; bread would still come from the mill
    assert effects[frozenset({"miller", "baker", "town"})] == 2
    money = worths(game_of(dossier, DAY, lines, "money", reading="missing"))
    assert money[frozenset({"baker", "town"})] == 90 - 70
    assert money[frozenset({"miller"})] == 0
    costs = [worths(game_of(dossier, DAY, lines, "costs", reading=one)) for one in READINGS]
    assert costs[0] == costs[1] == costs[2]


def test_money_may_decide() -> None:
    dossier = bakery()
    fed = worths(game_of(dossier, DAY, None, "effects", money_decides=True))
    lost = worths(game_of(dossier, DAY, None, "effects", money_decides=True, reading="missing"))
    assert lost[frozenset({"baker"})] == 1  # who alone pays for the oven takes the jobs away
    assert fed[frozenset({"town"})] == 0
    assert fed[frozenset({"town", "baker"})] == 2


def test_what_the_dossier_does_not_say_is_noted_and_not_counted() -> None:
    dossier = bakery()
    unsaid = (
        Effect(id="calm", name="Calm"),
        Effect(id="dust", name="Dust", components=("silo",)),
    )
    silo = Component(id="silo", name="Silo", status="planned")
    changed = replace(dossier, effects=(*dossier.effects, *unsaid), components=(*dossier.components, silo))
    found = game_of(changed, DAY, None, "effects")
    assert {part.id for part, _ in found.parts} == {"bread", "jobs"}
    said = " ".join(one.en for one in found.notes)
    assert "Calm" in said
    assert "Dust" in said


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_every_example_is_a_game_or_a_sentence(root: Path, measure: str) -> None:
    for folder in sorted(one for one in (root / "examples").iterdir() if (one / "dossier.csv").is_file()):
        dossier = load(folder).dossier
        assert dossier is not None
        found = game_of(dossier, DAY, lines_of(dossier, DAY), measure)
        assert (found.game is None) == (found.why is not None)
        if measure == "effects":
            assert found.game is not None, folder.name


def test_the_worth_of_a_group_is_what_falls_with_it(root: Path) -> None:
    """The reading "missing" is the rule of exits: for one actor alone, it counts the effects that fall with it."""
    for folder in sorted(one for one in (root / "examples").iterdir() if (one / "dossier.csv").is_file()):
        dossier = load(folder).dossier
        assert dossier is not None
        chain = build_chain(dossier, DAY)
        fallen = falls(chain)
        found = game_of(dossier, DAY, None, "effects", reading="missing")
        counted = {part.id for part in production_of(chain).effects}
        for player in found.players:
            gone = fallen[player].effects if player in fallen else ()
            assert found.game is not None
            assert found.game.worth([player]) == len(counted.intersection(gone)), (folder.name, player)


# --- against a plain computation --------------------------------------------------------------------------------------

names = [f"a{place}" for place in range(5)]
parts = [f"c{place}" for place in range(4)]
some_actors = st.none() | st.lists(st.sampled_from(names), unique=True).map(tuple)
some_parts = st.none() | st.lists(st.sampled_from(parts), unique=True).map(tuple)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    components = tuple(Component(id=one, name=one, bearers=draw(some_actors)) for one in parts)
    effects = tuple(
        Effect(id=f"e{place}", name=f"e{place}", components=draw(some_parts), beneficiaries=draw(some_actors),
               challenges=draw(st.sampled_from([None, (), ("x",), ("x", "y")])),
               sign=draw(st.sampled_from([None, "positive", "negative"])),
               likely=Decimal(draw(st.integers(0, 100))), unit="eur", period="year")
        for place in range(4)
    )  # fmt: skip
    costs = tuple(
        Cost(id=f"k{place}", component=draw(st.none() | st.sampled_from(parts)), bearer=draw(st.sampled_from(names)),
             likely=Decimal(draw(st.integers(0, 60))), unit="eur", period="year")
        for place in range(3)
    )  # fmt: skip
    actors = tuple(Actor(id=one, name=one) for one in names)
    challenges = (Challenge(id="x", name="X"), Challenge(id="y", name="Y"))
    record = Record(id="d", title="D")
    return Dossier(record=record, actors=actors, components=components, effects=effects, costs=costs, challenges=challenges)  # fmt: skip


@given(dossiers(), st.sampled_from(READINGS), st.booleans())
@settings(max_examples=40)
def test_arrays_give_what_a_plain_computation_gives(
    dossier: Dossier, reading: str, money_decides: bool
) -> None:
    chain = build_chain(dossier, DAY)
    made = production_of(chain, needs_all=reading == "integrated", money_decides=money_decides)
    lines = lines_of(dossier, DAY, YEAR)
    received = [  # what nobody receives has no amount; a harm weighs on somebody, said or not
        row for row in dossier.effects if row.sign == "negative" or row.beneficiaries != ()
    ]
    value = {row.id: 0.0 for row in dossier.effects} | {row.id: float(row.likely or 0) for row in received}
    cost = {
        one: sum(float(row.likely or 0) for row in dossier.costs if row.component == one) for one in parts
    }

    def produces(part: object, running: frozenset[str]) -> bool:
        return any(set(way) <= running for way in part.ways)  # type: ignore[attr-defined]

    def best(coalition: frozenset[str]) -> float:
        able = [key for key, one in made.running.items() if one.runs(coalition)]
        return max(
            sum(value[part.id] for part in made.effects if produces(part, chosen))
            - sum(value[part.id] for part in made.harms if produces(part, chosen))
            - sum(cost[one] for one in chosen)
            for chosen in coalitions(able)
        )

    def plain(measure: str, coalition: frozenset[str]) -> float:
        if measure == "money":
            return best(coalition)
        able = frozenset(key for key, one in made.running.items() if one.runs(coalition))
        counted = made.effects if measure == "effects" else made.challenges
        return sum(produces(part, able) for part in counted)

    for measure in ("effects", "challenges", "money"):
        asked = {"reading": reading, "money_decides": money_decides}
        found = game_of(dossier, DAY, lines, measure, **asked)  # type: ignore[arg-type]
        if found.game is None:
            assert found.why is not None
            continue
        everyone = frozenset(found.players)
        for coalition, worth in worths(found).items():
            if reading == "missing":
                expected = plain(measure, everyone) - plain(measure, everyone - coalition)
            else:
                expected = plain(measure, coalition)
            assert worth == pytest.approx(expected), (measure, sorted(coalition))


@given(dossiers())
@settings(max_examples=30)
def test_an_effect_is_shared_equally_among_those_who_can_produce_it(dossier: Dossier) -> None:
    """The Shapley value of "alone" and of "missing" has a closed form: they are dual, and sums over effects."""
    for reading in ("alone", "missing"):
        found = game_of(dossier, DAY, None, "effects", reading=reading)  # type: ignore[arg-type]
        if found.game is None:
            continue
        expected = dict.fromkeys(found.players, 0.0)
        for _part, those in found.parts:
            for player in those:
                expected[player] += 1 / len(those)
        got = shapley(found.game).shares
        assert {player: float(share) for player, share in got.items()} == pytest.approx(expected)


def test_the_choice_of_components_is_exact_up_to_a_bound_and_said_beyond() -> None:
    many = CHOICES + 1
    actors = (Actor(id="all", name="All"), Actor(id="one", name="One"))
    components = tuple(Component(id=f"c{place}", name=f"C{place}", bearers=("all",)) for place in range(many))
    effects = tuple(
        Effect(
            id=f"e{place}",
            name=f"E{place}",
            components=(f"c{place}",),
            likely=Decimal(place),
            unit="eur",
            period="year",
        )
        for place in range(1, many)
    )
    costs = tuple(
        Cost(
            id=f"k{place}", component=f"c{place}", bearer="one", likely=Decimal(5), unit="eur", period="year"
        )
        for place in range(many)
    )
    dossier = Dossier(
        record=Record(id="d", title="D"), actors=actors, components=components, effects=effects, costs=costs
    )
    found = game_of(dossier, DAY, lines_of(dossier, DAY, YEAR), "money")
    assert found.game is not None
    assert found.game.worth(["all"]) == sum(range(1, many)) - 5 * many
    assert any("sans choisir" in one.fr for one in found.notes)
    assert best_choices([((0b01,), 3), ((0b10,), 9)], [5, 5], choose=True).tolist() == [0, 0, 4, 4]


def test_twenty_five_players_are_counted_in_slices() -> None:
    actors = tuple(Actor(id=f"a{place:02}", name=f"A{place}") for place in range(25))
    components = tuple(
        Component(id=f"c{place:02}", name="C", bearers=(f"a{place:02}",)) for place in range(25)
    )
    effects = tuple(Effect(id=f"e{place:02}", name="E", components=(f"c{place:02}",)) for place in range(25))
    dossier = Dossier(record=Record(id="d", title="D"), actors=actors, components=components, effects=effects)
    found = game_of(dossier, DAY, None, "effects")
    assert found.game is not None
    assert found.game.count == 25
    assert found.game.total == 25
    asked = np.array([0b1, (1 << 25) - 1, 0b1010], dtype=np.uint64)
    assert found.game.some(asked).tolist() == [1, 25, 2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"measure": "love"}, "n’est pas une mesure"),
        ({"measure": "effects", "players": ("bakr",)}, "Vouliez-vous dire « baker »"),
        ({"measure": "effects", "reading": "some"}, "n’est pas une lecture"),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(arguments: dict[str, object], says: str) -> None:
    with pytest.raises(CoalitionError) as caught:
        game_of(bakery(), DAY, None, **arguments)  # type: ignore[arg-type]
    assert says in caught.value.text.fr.replace("\u00a0", " ")


def test_too_many_players_are_to_be_chosen_from() -> None:
    actors = tuple(Actor(id=f"a{place}", name="A") for place in range(MOST_PLAYERS + 1))
    component = Component(id="c", name="C", bearers=tuple(row.id for row in actors))
    effect = Effect(id="e", name="E", components=("c",))
    costs = tuple(Cost(id=f"k{row.id}", component="d", bearer=row.id) for row in actors)
    record = Record(id="d", title="D")
    dossier = Dossier(record=record, actors=actors, components=(component,), effects=(effect,), costs=costs)
    found = game_of(dossier, DAY, None, "effects")
    assert found.game is None
    assert found.why is not None
    assert str(MOST_PLAYERS) in found.why.en
    few = replace(dossier, components=(replace(component, bearers=("a1", "a2")),))
    assert game_of(few, DAY, None, "effects").players == (
        "a1",
        "a2",
    )  # those who carry nothing are left aside
