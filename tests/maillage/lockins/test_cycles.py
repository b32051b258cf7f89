"""Loops: what they are whatever the order of rows, against all the circuits of a peer's graph library."""

from __future__ import annotations

import rustworkx as rx
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.lockins.catalogue import Edge, catalogue
from maillage.lockins.cycles import Loop, across, loops
from maillage.text import same

ALL = 10_000
CODES = tuple(catalogue().obstacles)[:7]
PAIRS = st.sets(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).filter(lambda pair: pair[0] != pair[1])
)


def edges(pairs: object) -> tuple[Edge, ...]:
    return tuple(Edge(a, b, same(f"{a} → {b}"), same("test")) for a, b in pairs)  # type: ignore[attr-defined]


def graph(pairs: set[tuple[str, str]]) -> rx.PyDiGraph:
    made = rx.PyDiGraph()
    place = {code: made.add_node(code) for code in CODES}
    made.add_edges_from_no_data([(place[a], place[b]) for a, b in sorted(pairs)])
    return made


def turned(loop: Loop) -> tuple[str, ...]:
    return loop.codes


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, order=st.randoms(use_true_random=False))
def test_loops_are_circuits_that_cover_every_link_that_lies_on_one(
    pairs: set[tuple[str, str]], order: object
) -> None:
    found = loops(CODES, edges(pairs), most=ALL)
    made = graph(pairs)
    circuits = {
        tuple(cycle[cycle.index(min(cycle)) :] + cycle[: cycle.index(min(cycle))])
        for cycle in ([made[node] for node in one] for one in rx.simple_cycles(made))
    }
    assert {loop.codes for loop in found} <= circuits
    on_circuits = {pair for one in circuits for pair in zip(one, (*one[1:], one[0]), strict=True)}
    assert {edge.key for loop in found for edge in loop.edges} == on_circuits
    shuffled = sorted(pairs)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [one.codes for one in loops(reversed(CODES), edges(shuffled), most=ALL)] == [
        one.codes for one in found
    ]


@settings(max_examples=40, deadline=None)
@given(pairs=PAIRS, held=st.sets(st.sampled_from(CODES)))
def test_only_what_is_held_is_in_a_loop_and_what_has_no_link_never_is(
    pairs: set[tuple[str, str]], held: set[str]
) -> None:
    inside = {code for loop in loops(held, edges(pairs), most=ALL) for code in loop.codes}
    assert inside <= held
    assert inside <= {a for a, _ in pairs} & {b for _, b in pairs}


def test_a_bound_keeps_the_shortest_and_the_same_ones_each_time() -> None:
    every = loops(catalogue().obstacles, most=ALL)
    kept = loops(reversed(tuple(catalogue().obstacles)), most=5)
    assert kept == every[:5]
    lengths = [len(loop.codes) for loop in every]
    assert lengths == sorted(lengths)
    assert all(loop.edges[-1].sustains == loop.codes[0] for loop in every)
    assert all(
        first.sustains == after.obstacle
        for loop in every
        for first, after in zip(loop.edges, loop.edges[1:], strict=False)
    )


def test_a_lever_that_touches_several_loops_is_said_in_words() -> None:
    shown = loops(["volume_logic", "tangible_only_tools", "competitive_pressure", "short_term"])
    said = {one.lever.code: one for one in across(shown)}
    touched = said["individual_and_collective"]
    assert len(touched.loops) > 1
    assert "« Accompagner seul et en groupe »" in touched.said.fr.replace("\u00a0", " ")
    assert [one.lever.code for one in across(shown)] == [code for code in catalogue().levers if code in said]


def test_the_empty_word_list_and_unknown_words_make_no_loop() -> None:
    assert loops([]) == ()
    assert loops(["une chose", "une autre"]) == ()
