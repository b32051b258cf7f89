"""What may be done from a state, why the rest may not, and what happens when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maillage.programme.workflow_parts import LetterTemplate, State, Transition, Workflow, reviews_needed
from maillage.programme.workflow_wording import label, label_of, sentence, text
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What is established of an application and of the person who acts; what is not established is false, or 0.

    `open_conflicts` counts interests in conflict, or not declared yet, of people who were not put aside. `declared`
    and `in_conflict` are about the person who acts; `past_deadline` about the day.
    """

    complete: bool = False
    all_signed: bool = False
    reviews_given: int = 0
    open_conflicts: int = 0
    past_deadline: bool = False
    declared: bool = False
    in_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out of a state, whether it may be taken, and why: `because` names the reasons, `why` says them."""

    transition: Transition
    allowed: bool
    why: Text
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a transition did: the state reached, the letters to send, whether it submitted or decided."""

    transition: Transition
    state: State
    letters: tuple[LetterTemplate, ...]
    said: tuple[tuple[str, str], ...] = ()


class RefusedError(ValueError):
    """A transition that may not be taken: `text` says why, `because` names the reasons."""

    def __init__(self, text: Text, because: tuple[str, ...]) -> None:
        super().__init__(text.fr)
        self.text, self.because = text, because


_MUST_DECLARE = frozenset({"reviewer", "committee"})


def available(workflow: Workflow, state: str, facts: Facts, actor: str) -> tuple[Offer, ...]:
    """Every way out of `state`, in the order of the workflow, and whether `actor` may take it now.

    Whoever has a conflict of interest, or has not said whether they have one, never reviews nor decides, whatever
    the workflow asks.
    """
    return tuple(_offer(one, facts, actor) for one in workflow.transitions if one.source == state)


def _offer(move: Transition, facts: Facts, actor: str) -> Offer:
    refusals = tuple(_refusals(move, facts, actor))
    if not refusals:
        return Offer(move, True, text("why.allowed"))
    return Offer(move, False, _together([why for _, why in refusals]), tuple(name for name, _ in refusals))


def _together(sentences: list[Text]) -> Text:
    return Text(" ".join(one.fr for one in sentences), " ".join(one.en for one in sentences))


def _refusals(move: Transition, facts: Facts, actor: str) -> Iterator[tuple[str, Text]]:
    if actor not in move.actors:
        yield "actor", sentence("why.actor", actors=label_of("actor", move.actors))
        return
    if actor == "deadline" and not facts.past_deadline:
        yield "deadline", text("why.deadline")
    if actor in _MUST_DECLARE or (move.decides and actor != "deadline"):
        if not facts.declared:
            yield "undeclared", text("why.undeclared")
        if facts.in_conflict:
            yield "conflict", text("why.conflict")
    for need in move.needs:
        if not _holds(need, facts):
            name = need.partition(":")[0]
            yield name, _lacking(name, need, facts)


def _holds(need: str, facts: Facts) -> bool:
    held = {
        "complete": facts.complete,
        "signed": facts.all_signed,
        "no_conflict": facts.open_conflicts == 0,
        "before_deadline": not facts.past_deadline,
    }
    asked = reviews_needed(need)
    return held.get(need, False) if asked is None else facts.reviews_given >= asked


def _lacking(name: str, need: str, facts: Facts) -> Text:
    given, asked = facts.reviews_given, reviews_needed(need)
    return sentence(f"why.{name}", given=given, asked=asked, conflicts=facts.open_conflicts)


def take(
    workflow: Workflow,
    state: str,
    transition: str,
    facts: Facts,
    actor: str,
    said: Mapping[str, str] | None = None,
) -> Taken:
    """What happens when `actor` takes a transition from `state`, saying what it asks. Raises `RefusedError`."""
    offers = available(workflow, state, facts, actor)
    offer = next((one for one in offers if one.transition.code == transition), None)
    if offer is None:
        raise RefusedError(text("why.elsewhere"), ("elsewhere",))
    if not offer.allowed:
        raise RefusedError(offer.why, offer.because)
    move, words = offer.transition, said or {}
    missing = [name for name in move.asks if not words.get(name, "").strip()]
    if missing:
        raise RefusedError(
            _together([sentence("why.ask", asked=label("ask", one)) for one in missing]), ("ask",)
        )
    target = workflow.state(move.target)
    if target is None:
        raise RefusedError(text("why.nowhere"), ("nowhere",))
    letters = tuple(one for one in workflow.letters if one.code in move.sends)
    return Taken(move, target, letters, tuple((name, words[name].strip()) for name in move.asks))
