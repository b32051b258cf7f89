"""Exits: small stories, real ones told as data, and the cascade against the same computed slowly from the rows."""

from __future__ import annotations

import dataclasses
import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage import io
from maillage.articulation.chain import Chain, build_chain
from maillage.articulation.exits import falls
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import (
    Actor,
    Challenge,
    Commitment,
    Component,
    Contribution,
    Cost,
    Effect,
    Flow,
    Record,
    Tie,
)
from maillage.dossier.values import PartialDate
from maillage.network.leaving import (
    CAUTION,
    Exit,
    Leaving,
    LeavingError,
    exit_from,
    exit_of,
    holds_of,
    resting_on,
    smallest_exits,
    sources_of_money,
)
from tests.conftest import ROOT
from tests.maillage.network.exits_slowly import ACTORS, DAY, ecosystems, slowly
from tests.strategies import dossiers

CASES = yaml.safe_load((ROOT / "tests/cases/exits/real.yaml").read_text(encoding="utf-8"))


def grocery(**further: Any) -> Dossier:
    """A shop carried by an association, with a town that pays and a farm that sells."""
    rows: dict[str, Any] = {
        "actors": (
            Actor(id="asso", name="L’association"),
            Actor(id="ville", name="La Ville"),
            Actor(id="ferme", name="La ferme"),
        ),
        "components": (Component(id="shop", name="Une boutique", bearers=("asso",)),),
        "effects": (Effect(id="meals", name="Des repas", components=("shop",), challenges=("eat",)),),
        "challenges": (Challenge(id="eat", name="Bien manger"),),
    }
    return Dossier(record=Record(id="d", title="D"), **rows | further)


def chain_of(**further: Any) -> Chain:
    return build_chain(grocery(**further), DAY)


def leave(*actors: str, money: tuple[str, ...] = (), decides: bool = False, **further: Any) -> Exit:
    return exit_of(chain_of(**further), Leaving(actors, money), money_decides=decides)


def told(found: Exit) -> list[tuple[int, str, str, str]]:
    return [(one.round, one.table, one.id, one.certainty) for one in found.lost]


# --- stories --------------------------------------------------------------------------------------------------------


def test_the_cascade_goes_round_by_round_from_the_bearer_to_the_challenge() -> None:
    found = leave("asso")
    assert told(found) == [
        (1, "components", "shop", "no"),
        (2, "effects", "meals", "no"),
        (3, "challenges", "eat", "no"),
    ]
    assert [one.why.en for one in found.lost][:2] == [
        "nobody carries it any more, without “L’association”",
        "nothing produces it any more, without “Une boutique”",
    ]
    assert found.lost[2].because == (("effects", "meals"),)
    assert [one.en for one in found.said] == [
        "Exit: “L’association”.",
        "What falls, in 3 rounds: 1 challenge, 1 effect, 1 component.",
    ]
    assert (found.stands["actors"], found.stands["components"]) == (2, 0)


def test_a_second_bearer_leaves_the_component_weakened_and_nothing_falls() -> None:
    found = leave("asso", components=(Component(id="shop", name="Une boutique", bearers=("asso", "ferme")),))
    assert found.lost == ()
    assert [(one.key, one.why.fr) for one in found.weakened] == [
        (("components", "shop"), "perd «\u00a0L’association\u00a0» parmi ses porteurs (il en reste 1 sur 2)")
    ]
    assert found.said[1].fr == "Rien de ce que le dossier décrit ne tombe."


def test_a_challenge_that_a_vague_effect_may_reach_falls_with_doubt_and_the_silence_is_said() -> None:
    effects = (*grocery().effects, Effect(id="vague", name="Du lien", components=None, challenges=None))
    found = leave("asso", effects=effects)
    assert told(found)[-1] == (3, "challenges", "eat", "unknown")
    assert found.unsaid[0][0] == ("effects", "vague")
    assert [one.fr for one in found.said][-2:] == [
        "Incertain, car le dossier ne dit pas tout\u00a0: «\u00a0Bien manger\u00a0».",
        "Le dossier ne dit pas sur quoi reposent «\u00a0Du lien\u00a0»\u00a0: personne ne sait si cette sortie les atteint.",
    ]


def test_a_component_whose_money_stops_is_weakened_and_falls_only_if_money_decides() -> None:
    grant = Contribution(
        id="grant", from_="ville", to="asso", kind="money", object="Une aide", component="shop"
    )
    found = leave(money=("grant",), contributions=(grant,))
    assert (told(found), [one.kind for one in found.weakened]) == (
        [(0, "contributions", "grant", "no")],
        ["no_money"],
    )
    assert "Sans financement connu, mais comptés debout ici" in found.said[-1].fr
    decided = leave(money=("grant",), decides=True, contributions=(grant,))
    assert {("components", "shop"), ("challenges", "eat")} <= decided.fallen
    purse = leave(money=("ville",), contributions=(grant,))
    assert purse.fallen == {("contributions", "grant")}
    assert purse.stands["actors"] == 3


def test_money_that_may_come_from_elsewhere_leaves_a_doubt() -> None:
    grant = Contribution(id="grant", from_="ville", to="asso", kind="money", component="shop")
    loose = Contribution(id="loose", from_="ferme", to="asso", kind="money")
    nameless = Cost(id="rent", component="shop", bearer=None)
    for rows in ({"contributions": (grant, loose)}, {"contributions": (grant,), "costs": (nameless,)}):
        found = leave("ville", decides=True, **rows)
        assert [one.certainty for one in (*found.of("components"), *found.of("challenges"))] == [
            "unknown"
        ] * 2
    both = leave("ville", "ferme", decides=True, contributions=(grant, loose))
    assert [one.certainty for one in both.of("components")] == ["no"]


def test_what_is_brought_and_promised_falls_with_its_ends_its_answer_or_what_it_hoped_for() -> None:
    found = leave(
        "asso",
        contributions=(
            Contribution(id="to", from_="ferme", to="asso", kind="time"),
            Contribution(id="hope", from_="ferme", to="collective", kind="time", in_return_of=("meals",)),
            Contribution(id="aim", from_="ferme", to="ville", kind="time", component="shop"),
        ),
        commitments=(
            Commitment(id="serve", from_="asso", to="ville", object="Servir", status="held"),
            Commitment(id="pay", from_="ville", to="collective", reciprocates="serve", status="held"),
            Commitment(id="first", from_="ferme", to="collective", object="Livrer"),
            Commitment(id="answer", from_="asso", to="ferme", reciprocates="first"),
            Commitment(id="over", from_="asso", to="ferme", status="broken"),
        ),
        flows=(
            Flow(id="veg", from_="outside", to="ferme", object="Semences", component="shop"),
            Flow(id="done", from_="ferme", to="outside", object="Des heures", realises="to"),
        ),
        ties=(
            Tie(id="tie", actor_a="asso", actor_b="ville", level="exchange"),
            Tie(id="strangers", actor_a="asso", actor_b="ferme", level="unknown"),
        ),
    )
    rounds = {
        one.id: one.round for one in found.lost if one.table not in ("components", "effects", "challenges")
    }
    assert rounds == {"to": 1, "serve": 1, "answer": 1, "tie": 1, "pay": 2, "veg": 2, "done": 2, "hope": 3}
    assert {one.id: one.kind for one in found.weakened} == {"aim": "aim", "first": "answered"}


def test_an_unfavourable_effect_that_stops_is_not_told_as_a_loss() -> None:
    effects = (Effect(id="noise", name="Du bruit", components=("shop",), sign="negative"),)
    assert (
        "leur fin n’est pas une perte\u00a0: «\u00a0Du bruit\u00a0»."
        in leave("asso", effects=effects).said[2].fr
    )


def test_an_actor_of_whom_nothing_is_said_takes_nothing_and_it_is_said_not_to_mean_nothing() -> None:
    assert "Cela ne veut pas dire que rien ne tomberait" in leave("ferme").said[1].fr
    assert resting_on(chain_of())[-1].said[0].fr.startswith("Le dossier ne dit rien")


REFUSED = [
    (
        ("assso",),
        (),
        "« assso » n’est pas un acteur de ce dossier ce jour-là. Vouliez-vous dire : L’association",
    ),
    (("Parti",), (), "« Parti » est déjà parti (2020) : au 15 janvier 2026"),
    (("avenir",), (), "« Avenir » n’est pas encore là au 15 janvier 2026 (entrée : mars 2030)"),
    (("jamais",), (), "« Jamais » est dit parti (2019) avant d’être arrivé (2021) : corrigez"),
    ((), ("nothing",), "« nothing » n’est ni une contribution en argent"),
    ((), ("contributions/time",), "n’est ni une contribution en argent"),
    (("x" * 500,), (), "xxx… » n’est pas un acteur"),
]


@pytest.mark.parametrize(("actors", "money", "expected"), REFUSED)
def test_who_or_what_is_not_there_is_refused_with_a_sentence(
    actors: tuple[str, ...], money: tuple[str, ...], expected: str
) -> None:
    further = (
        Actor(id="parti", name="Parti", left_on=PartialDate(2020)),
        Actor(id="avenir", name="Avenir", joined_on=PartialDate(2030, 3)),
        Actor(id="jamais", name="Jamais", joined_on=PartialDate(2021), left_on=PartialDate(2019)),
    )
    given_time = Contribution(id="time", from_="asso", kind="time")
    with pytest.raises(LeavingError) as caught:
        leave(*actors, money=money, actors=(*grocery().actors, *further), contributions=(given_time,))
    assert expected in str(caught.value).replace("\u00a0", " ")
    assert caught.value.text.en


def test_actors_are_named_by_id_or_by_name_whatever_the_case_and_once() -> None:
    found = leave("l'ASSOCIATION", "asso")
    assert found.leaving.actors == ("asso",)


# --- what rests on whom ---------------------------------------------------------------------------------------------


def test_actors_are_ordered_by_what_rests_on_them_and_the_order_is_said_not_to_be_a_worth() -> None:
    found = resting_on(chain_of())
    assert [one.id for one in found] == ["asso", "ville", "ferme"]
    assert (found[0].of("components"), found[0].holds_alone, found[1].holds_alone) == (("shop",), True, False)
    assert found[0].said[0].en == "Alone holds: 1 challenge, 1 effect, 1 component."
    assert "et non la valeur de cet acteur" in CAUTION.fr


def test_the_smallest_exits_name_all_those_who_hold_something_together() -> None:
    parts = (Component(id="shop", name="Une boutique", bearers=("asso", "ferme")),)
    found = smallest_exits(chain_of(components=parts), "challenges", "eat")
    assert (found.sets, found.said.fr) == (
        (("asso", "ferme"),),
        "«\u00a0Bien manger\u00a0» tombe si l’on perd «\u00a0L’association\u00a0» et «\u00a0La ferme\u00a0».",
    )
    assert (
        "aucun départ de 1 ou moins"
        in smallest_exits(chain_of(components=parts), "challenges", "eat", 1).said.fr
    )
    unsaid = (Component(id="shop", name="Une boutique", bearers=None),)
    assert (
        "ne dit pas qui ou quoi le tient"
        in smallest_exits(chain_of(components=unsaid), "challenges", "eat").said.fr
    )
    over = (Component(id="shop", name="Une boutique", bearers=("asso",), status="ended"),)
    assert "ne tient déjà plus" in smallest_exits(chain_of(components=over), "challenges", "eat").said.fr
    with pytest.raises(LeavingError, match="n’est pas dans la table"):
        smallest_exits(chain_of(), "challenges", "eats")


def test_the_smallest_exits_follow_money_that_hangs_on_another_effect() -> None:
    parts = (
        Component(id="shop", name="Boutique", bearers=("asso",)),
        Component(id="garden", name="Jardin", bearers=("ferme",)),
    )
    effects = (
        Effect(id="meals", name="Repas", components=("shop",)),
        Effect(id="food", name="Légumes", components=("garden",)),
    )
    given_for = {"from_": "ville", "to": "collective"}
    grant = Contribution(id="grant", kind="money", component="shop", in_return_of=("food",), **given_for)
    time = Contribution(id="time", kind="time", in_return_of=("meals", "food"), **given_for)
    chain = chain_of(components=parts, effects=effects, challenges=(), contributions=(grant, time))
    assert smallest_exits(chain, "contributions", "time").sets == (("ville",), ("asso", "ferme"))
    assert smallest_exits(chain, "contributions", "time", money_decides=True).sets == (("ville",), ("ferme",))


# --- real dossiers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_real_exit_takes_what_an_expert_says(case: dict[str, Any]) -> None:
    dossier = io.load(ROOT / "examples" / case["dossier"]).dossier
    assert dossier is not None
    chain = build_chain(dossier, case["day"])
    leaving = Leaving(tuple(case.get("actors", ())), tuple(case.get("money", ())))
    found = exit_of(chain, leaving, money_decides=case.get("money_decides", False))
    for table, ids in case["falls"].items():
        assert sorted(one.id for one in found.of(table)) == sorted(ids), table
    assert sorted({one.id for one in found.weakened if one.table == "components"}) == sorted(case["weakened"])


def test_every_real_dossier_gives_a_sentence_in_both_languages_for_every_exit(root: Path) -> None:
    for folder in sorted((root / "examples").iterdir()):
        dossier = io.load(folder).dossier if (folder / "dossier.csv").is_file() else None
        if dossier is None:
            continue
        holds = holds_of(build_chain(dossier, DAY))
        here = [one for table, one in holds.needs if table == "actors"]
        for found in [exit_from(holds, Leaving((one,))) for one in here]:
            assert all(said.fr and said.en and "{" not in said.fr for said in found.said)
            assert all("None" not in one.why.fr and one.name.fr for one in (*found.lost, *found.weakened))


# --- properties -----------------------------------------------------------------------------------------------------


@given(ecosystems(), st.data())
@settings(max_examples=80)
def test_the_cascade_is_what_looking_at_every_row_again_and_again_finds(
    dossier: Dossier, data: st.DataObject
) -> None:
    holds = holds_of(build_chain(dossier, DAY))
    here = [one for table, one in holds.needs if table == "actors"]
    gone = data.draw(st.sets(st.sampled_from(here))) if here else set()
    monies = sources_of_money(holds)
    stopped = data.draw(st.sets(st.sampled_from(monies))) if monies else set()
    decides = data.draw(st.booleans())
    names = tuple(("actors" if table == "money" else table) + "/" + one for table, one in stopped)
    found = exit_from(holds, Leaving(tuple(gone), names), money_decides=decides)
    assert found.fallen == slowly(dossier, DAY, gone, stopped, money_decides=decides)
    rounds = {one.key: one.round for one in found.lost}
    for one in found.lost:
        assert all(rounds.get(key, 0) < one.round for key in one.because)
        assert one.certainty in ("no", "unknown")
    total = sum(1 for table, _ in holds.needs if table != "money")
    assert sum(found.stands.values()) + len(found.lost) + len(gone) == total
    assert not {one.key for one in found.weakened} & found.fallen


@given(dossiers(), st.data())
@settings(max_examples=12)
def test_no_dossier_whatever_is_in_it_makes_the_cascade_differ_or_fail(
    dossier: Dossier, data: st.DataObject
) -> None:
    day = datetime.date(data.draw(st.integers(1985, 2035)), 6, 1)
    dossier = dataclasses.replace(
        dossier, flows=tuple(dataclasses.replace(one, realises=None, unit="kg") for one in dossier.flows)
    )
    chain = build_chain(dossier, day)
    here = [key for key, actor in chain.actors.items() if chain.present(actor)]
    gone = data.draw(st.sets(st.sampled_from(here))) if here else set()
    assert exit_of(chain, Leaving(tuple(gone))).fallen == slowly(dossier, day, gone)


@given(ecosystems())
@settings(max_examples=30)
def test_single_exits_agree_with_the_articulation_and_a_larger_exit_takes_no_less(dossier: Dossier) -> None:
    chain = build_chain(dossier, DAY)
    alone = {one.id: one for one in resting_on(chain)}
    known = falls(chain)
    for actor, found in alone.items():
        fall = known.get(actor)
        for table in ("components", "effects", "challenges"):
            assert found.of(table) == (getattr(fall, table) if fall else ())
        assert set(found.alone) == exit_of(chain, Leaving((actor,))).fallen
    for pair in combinations(alone, 2):
        both = exit_of(chain, Leaving(pair)).fallen
        assert both >= set(alone[pair[0]].alone) | set(alone[pair[1]].alone)


@given(ecosystems(), st.booleans(), st.integers(1, 3))
@settings(max_examples=20)
def test_the_smallest_exits_are_those_found_by_trying_every_set(
    dossier: Dossier, decides: bool, most: int
) -> None:
    chain = build_chain(dossier, DAY)
    holds = holds_of(chain)
    here = [one for one in ACTORS if chain.present(chain.actors[one])]
    sets = [set(some) for size in range(1, most + 1) for some in combinations(here, size)]
    takes = [(some, slowly(dossier, DAY, some, money_decides=decides)) for some in sets]
    for table, one in holds.rows:
        if table not in ("challenges", "effects", "components", "contributions"):
            continue
        enough = [some for some, fallen in takes if (table, one) in fallen]
        least = {tuple(sorted(some)) for some in enough if not any(less < some for less in enough)}
        found = smallest_exits(chain, table, one, most, money_decides=decides)
        assert {tuple(sorted(some)) for some in found.sets} == least
