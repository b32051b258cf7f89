"""Workflows as data: what ships holds, what is wrong is all said, what is drawn is the same as what is written."""

from __future__ import annotations

import copy
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme import workflow as flows
from maillage.programme.drawing import drawing_of, svg
from maillage.programme.trying import ExampleError, shipped_examples, steps_of, tried
from maillage.programme.workflow import Facts


@pytest.mark.parametrize("name", flows.SHIPPED)
def test_a_shipped_workflow_holds_with_all_its_examples(name: str) -> None:
    content = flows.shipped(name)
    workflow = flows.read_workflow(content)
    trials = tried(workflow, steps_of(shipped_examples(name)))
    assert [(one.number, one.told.en) for one in trials if not one.held] == []
    assert {one.step.allowed for one in trials} == {True, False}
    assert flows.parsed(flows.as_content(workflow)) == (workflow, ())
    reordered = dict(reversed(list(content.items())))
    assert flows.checksum(flows.read_workflow(reordered)) == flows.checksum(workflow)


@pytest.mark.parametrize("name", flows.SHIPPED)
def test_the_drawing_has_every_state_and_every_transition(name: str) -> None:
    workflow = flows.read_workflow(flows.shipped(name))
    for language in ("fr", "en"):
        tree = ElementTree.fromstring(svg(drawing_of(workflow), language))
        space = "{http://www.w3.org/2000/svg}"
        assert len(tree.findall(f"{space}rect")) == len(workflow.states)
        assert len(tree.findall(f"{space}circle")) == len(workflow.transitions)
        assert "style" not in tree.attrib


def _row(content: dict[str, Any], table: str, code: str) -> dict[str, Any]:
    return next(row for row in content[table] if row["code"] == code)


def test_everything_wrong_is_said_at_once_with_what_to_do() -> None:
    content = flows.shipped("one-stage")
    content["states"].append({"code": "lost", "label": {"fr": "Perdu"}, "kind": "open"})
    _row(content, "transitions", "submit").update(actors=["king"], needs=["reviews:0"], submits=False)
    _row(content, "transitions", "select").update(asks=[])
    _row(content, "transitions", "decline").update(sends=["nothing"])
    content["transitions"].append(copy.deepcopy(content["transitions"][0]))
    _row(content, "letters", "receipt")["body"] = {"fr": "{secret}", "en": "{secret}"}
    found = flows.problems_of(content)
    names = {(one.name, one.code) for one in found}
    assert names >= {
        ("unreachable", "lost"),
        ("dead-end", "lost"),
        ("unknown", "submit"),
        ("no-reason", "select"),
        ("not-asked", "yes-letter"),
        ("unknown", "decline"),
        ("unsent", "no-letter"),
        ("same-code", "submit"),
        ("unknown", "receipt"),
        ("no-submission", ""),
    }
    assert all(one.said.fr and one.todo.fr and one.said.fr != one.said.en for one in found)
    with pytest.raises(flows.WorkflowError, match="ne peut pas servir"):
        flows.read_workflow(content)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["states", "transitions", "letters", "code", "label", "fr", "title", "needs"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_whatever_is_sent_is_read_or_told_never_broken(content: object) -> None:
    assert flows.problems_of(content)
    drawn = svg(drawing_of(flows.parsed(content)[0]), "fr")
    ElementTree.fromstring(drawn)


@given(
    st.builds(Facts, st.booleans(), st.booleans(), st.integers(0, 4), st.integers(0, 2), st.booleans()),
    st.sampled_from(flows.ACTORS),
    st.sampled_from(flows.SHIPPED),
)
def test_whoever_has_a_conflict_or_has_not_declared_never_decides(
    facts: Facts, actor: str, name: str
) -> None:
    workflow = flows.read_workflow(flows.shipped(name))
    for state in workflow.states:
        for offer in flows.available(workflow, state.code, facts, actor):
            assert offer.allowed != bool(offer.because)
            assert not (offer.allowed and offer.transition.decides)


def test_a_letter_replaces_known_names_only() -> None:
    words = flows.LetterTemplate(
        "a", "lead", *[flows.parsed({"title": {"fr": "{lead} {x} {lead.a} {date"}})[0].title] * 2
    )
    title, _ = flows.filled(words, {})
    assert title.fr == "[non dit] {x} {lead.a} {date"


def test_an_example_that_cannot_be_read_says_its_line() -> None:
    row = {"actor": "lead", "expected": "allowed", "facts": "sure"}
    with pytest.raises(ExampleError, match="Ligne 1"):
        steps_of([row])
    workflow = flows.read_workflow(flows.shipped("one-stage"))
    wrong = {
        "example": "a",
        "actor": "partner",
        "transition": "submit",
        "expected": "allowed",
        "state": "submitted",
    }
    (trial,) = tried(workflow, steps_of([wrong]))
    assert not trial.held
    assert "the lead applicant" in trial.told.en


def test_what_changed_between_two_versions_is_told_row_by_row() -> None:
    before = flows.read_workflow(flows.shipped("one-stage"))
    after = flows.read_workflow(flows.shipped("external-experts"))
    kinds = {(one.kind, one.table, one.code) for one in flows.changes_between(before, after)}
    assert {
        ("new", "states", "in-review"),
        ("changed", "transitions", "examine"),
        ("changed", "workflow", ""),
    } <= kinds
    assert flows.changes_between(before, before) == ()
