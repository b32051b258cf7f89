"""What is wrong with a workflow: everything at once, each with the row it concerns and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from maillage.programme.workflow_parts import (
    ACTORS,
    ASKS,
    FIELDS,
    KINDS,
    NEEDS,
    OUTCOMES,
    RECEIVERS,
    LetterTemplate,
    State,
    Transition,
    Workflow,
    reviews_needed,
)
from maillage.programme.workflow_wording import Problem, label, problem
from maillage.text import same

_HOLE = re.compile(r"\{([^{}]*)\}")


def checked(workflow: Workflow) -> tuple[Problem, ...]:
    """All that is wrong with a workflow that could be read; nothing when it may be published."""
    if not workflow.states:
        return (problem("no-state", "workflow"),)
    found = [*_same_codes(workflow), *_workflow(workflow)]
    found += [one for state in workflow.states for one in _state(workflow, state)]
    found += [one for move in workflow.transitions for one in _transition(workflow, move)]
    found += [one for letter in workflow.letters for one in _letter(workflow, letter)]
    return tuple(dict.fromkeys(found))


def _same_codes(workflow: Workflow) -> Iterator[Problem]:
    tables: tuple[tuple[str, Sequence[State | Transition | LetterTemplate]], ...] = (
        ("states", workflow.states),
        ("transitions", workflow.transitions),
        ("letters", workflow.letters),
    )
    for table, rows in tables:
        for code, many in Counter(one.code for one in rows).items():
            if many > 1:
                yield problem("same-code", table, code, code=code, n=many)


def _workflow(workflow: Workflow) -> Iterator[Problem]:
    if not any(workflow.title):
        yield problem("no-title", "workflow")
    if workflow.start.kind != "draft":
        yield problem("start", "states", workflow.start.code, label=workflow.start.label)
    if not any(one.submits for one in workflow.transitions):
        yield problem("no-submission", "workflow")
    reached = reachable(workflow, workflow.start.code)
    if not any(one.decides and one.source in reached for one in workflow.transitions):
        yield problem("no-decision", "workflow")


def reachable(workflow: Workflow, code: str) -> frozenset[str]:
    """The codes of the states that can be reached from the state `code`, itself among them."""
    found, waiting = {code}, [code]
    while waiting:
        here = waiting.pop()
        new = {one.target for one in workflow.transitions if one.source == here} - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)


# --- states -----------------------------------------------------------------------------------------------------------


def _state(workflow: Workflow, state: State) -> Iterator[Problem]:
    if not any(state.label):
        yield problem("no-label", "states", state.code, code=state.code)
    if state.kind not in KINDS:
        yield _unknown("states", state.code, "kind", state.kind, KINDS)
    if state.outcome not in OUTCOMES:
        yield _unknown("states", state.code, "outcome", state.outcome, OUTCOMES[1:])
    if state.kind == "closed" and not state.outcome:
        yield problem("no-outcome", "states", state.code, label=state.label)
    if state.kind != "closed" and state.outcome:
        yield problem("early-outcome", "states", state.code, label=state.label)
    yield from _ways(workflow, state)


def _ways(workflow: Workflow, state: State) -> Iterator[Problem]:
    """Whether one can come to the state, and go on from it."""
    if state.code not in reachable(workflow, workflow.start.code):
        yield problem("unreachable", "states", state.code, label=state.label)
    leaves = any(one.source == state.code for one in workflow.transitions)
    if state.kind == "closed":
        if leaves:
            yield problem("leaves-closed", "states", state.code, label=state.label)
        return
    if not leaves:
        yield problem("dead-end", "states", state.code, label=state.label)
        return
    ends = {one.code for one in workflow.states if one.outcome in {"selected", "declined"}}
    if not ends & reachable(workflow, state.code):
        yield problem("no-end", "states", state.code, label=state.label)


def _unknown(table: str, code: str, name: str, found: str, known: Iterable[str]) -> Problem:
    called = label("column", name)
    return problem("unknown", table, code, name=called, found=found or "–", known=same(", ".join(known)))


# --- transitions ------------------------------------------------------------------------------------------------------


def _transition(workflow: Workflow, move: Transition) -> Iterator[Problem]:
    if not any(move.label):
        yield problem("no-label", "transitions", move.code, code=move.code)
    states = [one.code for one in workflow.states]
    for name, found in (("source", move.source), ("target", move.target)):
        if found not in states:
            yield _unknown("transitions", move.code, name, found, states)
    if not move.actors:
        yield problem("nobody", "transitions", move.code, label=move.label)
    yield from _unknown_codes(workflow, move)
    yield from _sense(workflow, move)


def _unknown_codes(workflow: Workflow, move: Transition) -> Iterator[Problem]:
    letters = [one.code for one in workflow.letters]
    known = (("actors", move.actors, ACTORS), ("asks", move.asks, ASKS), ("sends", move.sends, letters))
    for name, codes, among in known:
        for code in codes:
            if code not in among:
                yield _unknown("transitions", move.code, name, code, among)
    for need in move.needs:
        if need not in NEEDS and reviews_needed(need) is None:
            yield _unknown("transitions", move.code, "needs", need, (*NEEDS, "reviews:1", "…", "reviews:20"))


def _sense(workflow: Workflow, move: Transition) -> Iterator[Problem]:
    """What each code allows and the whole does not."""
    if move.decides and "reason" not in move.asks:
        yield problem("no-reason", "transitions", move.code, label=move.label)
    if "deadline" in move.actors and move.asks:
        yield problem("deadline-asks", "transitions", move.code, label=move.label)
    if "deadline" in move.actors and move.decides:
        yield problem("deadline-decides", "transitions", move.code, label=move.label)
    if "deadline" in move.actors and "before_deadline" in move.needs:
        yield problem("deadline-never", "transitions", move.code, label=move.label)
    source = workflow.state(move.source)
    if move.submits and source is not None and source.kind != "draft":
        yield problem("late-submission", "transitions", move.code, label=move.label)
    if sum(reviews_needed(one) is not None for one in move.needs) > 1:
        yield problem("two-counts", "transitions", move.code, label=move.label)


# --- letters ----------------------------------------------------------------------------------------------------------


def _letter(workflow: Workflow, letter: LetterTemplate) -> Iterator[Problem]:
    if not any(letter.title) or not any(letter.body):
        yield problem("empty-letter", "letters", letter.code, code=letter.code)
    if letter.to not in RECEIVERS:
        yield _unknown("letters", letter.code, "to", letter.to, RECEIVERS)
    senders = [one for one in workflow.transitions if letter.code in one.sends]
    if not senders:
        yield problem("unsent", "letters", letter.code, code=letter.code)
    held = fields_of(letter)
    for name in sorted(held - set(FIELDS)):
        yield _unknown("letters", letter.code, "field", name, FIELDS)
    for name in sorted(held & set(ASKS)):
        for move in senders:
            if name not in move.asks:
                asked = label("ask", name)
                yield problem("not-asked", "letters", letter.code, name=name, asked=asked, label=move.label)


def fields_of(letter: LetterTemplate) -> frozenset[str]:
    """The names between braces in a letter, in either language."""
    return frozenset(name for words in (*letter.title, *letter.body) for name in _HOLE.findall(words))
