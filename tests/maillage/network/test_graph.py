"""Which rows of a dossier link two actors, and which do not."""

from __future__ import annotations

from maillage.dossier.tables import Actor
from maillage.dossier.values import PartialDate
from maillage.network.graph import Choice, network_of
from tests.maillage.network.small import actors, chain, commitment, contribution, flow, tie


def ids(links: object) -> list[str]:
    return [link.id for link in links]  # type: ignore[attr-defined]


def test_each_of_the_four_tables_links_two_actors() -> None:
    network = network_of(
        chain(
            actors=actors(3),
            ties=(tie(1, 0, 1, level="known"),),
            flows=(flow(1, "a0", "a1", nature="tangible"),),
            contributions=(contribution(1, "a1", "a2"),),
            commitments=(commitment(1, "a2", "a0", form="oral"),),
        )
    )
    assert ids(network.links) == ["t1", "f1", "c1", "p1"]
    assert [link.directed for link in network.links] == [False, True, True, True]
    assert [link.nature for link in network.links] == [None, "tangible", "money", "oral"]
    assert network.edges == ((0, 1), (1, 2), (0, 2))
    assert ids(network.pairs[frozenset(("a0", "a1"))]) == ["t1", "f1"]


def test_a_promise_only_proposed_broken_or_over_links_nobody_and_an_unsaid_one_does() -> None:
    statuses = ("proposed", "broken", "ended", "held", None)
    promises = tuple(commitment(n, "a0", "a1", status=status) for n, status in enumerate(statuses))
    assert ids(network_of(chain(actors=actors(2), commitments=promises)).links) == ["p3", "p4"]


def test_strangers_variants_selves_and_unsaid_receivers_make_no_link() -> None:
    network = network_of(
        chain(
            actors=actors(3),
            ties=(tie(1, 0, 1, level="unknown"), tie(2, 2, 2), tie(3, 1, 2), tie(4, 1, 2, variant_of="t3")),
            contributions=(contribution(1, "a0", None),),
        )
    )
    assert ids(network.links) == ["t3"]
    assert network.strangers == {frozenset(("a0", "a1"))}
    assert ids(network.selves) == ["t2"]
    assert network.outside == ()


def test_the_collective_the_outside_and_the_absent_are_outside_the_network() -> None:
    gone = Actor(id="parti", name="Parti", left_on=PartialDate(2020))
    never = Actor(id="jamais", name="Jamais", joined_on=PartialDate(2022), left_on=PartialDate(2019))
    network = network_of(
        chain(
            actors=(*actors(1), gone, never),
            flows=(flow(1, "outside", "a0"), flow(2, "a0", "parti"), flow(3, "jamais", "a0")),
            contributions=(contribution(1, "a0", "collective"),),
        )
    )
    assert [actor.id for actor in network.actors] == ["a0"]
    assert (network.links, ids(network.outside)) == ((), ["f1", "f2", "f3", "c1"])


def test_a_flow_that_carries_out_a_contribution_counts_once_and_alone_when_contributions_are_left_out() -> (
    None
):
    read = chain(
        actors=actors(2),
        flows=(flow(1, "a0", "a1", realises="c1"), flow(2, "a1", "a0", realises="c1")),
        contributions=(contribution(1, "a0", "a1"),),
    )
    assert ids(network_of(read).links) == ["f2", "c1"]
    assert ids(network_of(read, Choice(kinds=("flow",))).links) == ["f1", "f2"]


def test_a_choice_keeps_what_carries_the_level_the_direction_or_the_nature_asked() -> None:
    read = chain(
        actors=actors(3),
        ties=(
            tie(1, 0, 1, level="cooperation", direction="horizontal"),
            tie(2, 1, 2, level="known", direction="vertical"),
        ),
        contributions=(contribution(1, "a0", "a1"),),
    )
    assert ids(network_of(read, Choice(levels=("cooperation", "exchange"))).links) == ["t1"]
    assert ids(network_of(read, Choice(directions=("vertical",))).links) == ["t2"]
    assert ids(network_of(read, Choice(natures=("money",))).links) == ["c1"]
    assert ids(network_of(read, Choice(kinds=("tie",))).links) == ["t1", "t2"]
