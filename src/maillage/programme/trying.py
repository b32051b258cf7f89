"""Examples of what a workflow must allow and refuse, played in order: they are kept with it, and run anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.data import packaged
from maillage.programme.workflow_moves import Facts, RefusedError, take
from maillage.programme.workflow_parts import ACTORS, Workflow
from maillage.programme.workflow_wording import label, sentence, text
from maillage.text import Text

FLAGS = {"complete": "complete", "signed": "all_signed", "past_deadline": "past_deadline"}
FLAGS |= {"declared": "declared", "in_conflict": "in_conflict"}
COUNTS = {"reviews": "reviews_given", "conflicts": "open_conflicts"}
MOST = 400
"""How many steps of examples are read."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody tries a transition: whether it must be allowed, the reason when not, and the state afterwards."""

    example: str
    actor: str
    transition: str
    facts: Facts
    said: tuple[str, ...]
    allowed: bool
    because: str
    state: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What happened at a step: `held` is whether it is what the example says; `told` says what happened."""

    number: int
    step: Step
    held: bool
    told: Text


class ExampleError(ValueError):
    """An example that cannot be read: `text` says the line and what was expected."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


def facts_from(words: str) -> Facts:
    """Facts said in a few words. Raises `ValueError` on a word that says none.

    >>> facts_from("complete signed reviews=2").reviews_given
    2
    """
    found: dict[str, Any] = {}
    for word in words.split():
        name, equals, number = word.partition("=")
        if word in FLAGS:
            found[FLAGS[word]] = True
        elif name in COUNTS and equals and number.isascii() and number.isdigit() and len(number) < 4:
            found[COUNTS[name]] = int(number)
        else:
            raise ValueError(word)
    return Facts(**found)


def steps_of(rows: Iterable[Mapping[str, str]]) -> tuple[Step, ...]:
    """The steps that rows of text say (columns of ``examples.csv``). Raises `ExampleError`."""
    kept = list(rows)
    if len(kept) > MOST:
        raise ExampleError(sentence("refused.examples", n=MOST))
    return tuple(_step(number, row) for number, row in enumerate(kept, start=1))


def _step(number: int, row: Mapping[str, str]) -> Step:
    if not isinstance(row, Mapping):
        raise ExampleError(sentence("refused.example", n=number, found="?"))
    words = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    try:
        facts = facts_from(words["facts"])
    except ValueError as error:
        raise ExampleError(sentence("refused.fact", n=number, found=error)) from error
    if words["expected"] not in {"allowed", "refused"} or words["actor"] not in ACTORS:
        found = f"{words['actor']} {words['expected']}"
        raise ExampleError(sentence("refused.example", n=number, found=found))
    allowed = words["expected"] == "allowed"
    said = tuple(words["said"].split())
    move, state = words["transition"], words["state"]
    return Step(words["example"], words["actor"], move, facts, said, allowed, words["because"], state)


COLUMNS = ("example", "actor", "transition", "facts", "said", "expected", "because", "state")
"""The columns of examples: facts as `facts_from` reads them, `said` the names of what is said, `because` a reason."""


def tried(workflow: Workflow, examples: Iterable[Step]) -> tuple[Trial, ...]:
    """What happens at each step; an example begins at the first state, and goes on from where it stands."""
    found, here = [], dict[str, str]()
    for number, step in enumerate(examples, start=1):
        state, allowed, because, why = _played(workflow, here.get(step.example, workflow.start.code), step)
        here[step.example] = state
        held = allowed == step.allowed and state == step.state and (allowed or step.because in because)
        found.append(Trial(number, step, held, _told(workflow, state, allowed, why)))
    return tuple(found)


def _played(workflow: Workflow, state: str, step: Step) -> tuple[str, bool, tuple[str, ...], Text]:
    try:
        words = dict.fromkeys(step.said, "…")
        done = take(workflow, state, step.transition, step.facts, step.actor, words)
    except RefusedError as error:
        return state, False, error.because, error.text
    return done.state.code, True, (), text("why.allowed")


def _told(workflow: Workflow, code: str, allowed: bool, why: Text) -> Text:
    state = workflow.state(code)
    called = state.label if state else label("state", code)
    return sentence("trial.allowed" if allowed else "trial.refused", state=called, why=why)


def shipped_examples(name: str) -> tuple[dict[str, str], ...]:
    """The examples of a shipped workflow, as rows of text."""
    return tuple(dict(row) for row in packaged.rows(f"workflows/{name}/examples.csv"))
