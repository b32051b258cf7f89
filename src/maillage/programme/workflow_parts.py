"""What a workflow is made of, and the closed lists that its tables draw from."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.text import Text

KINDS = ("draft", "open", "closed")
OUTCOMES = ("", "selected", "declined", "withdrawn")
ACTORS = ("lead", "partner", "officer", "reviewer", "committee", "deadline")
ASKS = ("reason", "date", "message")
NEEDS = ("complete", "signed", "no_conflict", "before_deadline")
REVIEWS = "reviews"
RECEIVERS = ("lead", "partners", "officers", "reviewers", "committee")
FIELDS = ("programme", "application", "lead", "stage", "state", "deadline", "today", *ASKS)
"""The names that a letter may hold between braces."""


@dataclass(frozen=True, slots=True)
class State:
    """Where an application stands. The first state of a workflow is where every application begins.

    `kind` is ``draft`` (the applicants write), ``open`` (the programme works) or ``closed`` (nothing follows);
    `stage` counts the rounds from 1; `outcome` says how a closed state ends.
    """

    code: str
    label: Text
    kind: str = "open"
    stage: int = 1
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from a state to another: who may take it, what they must say, what must hold, which letters leave.

    `needs` holds names of `NEEDS` and at most one ``reviews:N``; `sends` holds codes of letters.
    """

    code: str
    label: Text
    source: str
    target: str
    actors: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    submits: bool = False
    decides: bool = False


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter that a transition sends: to whom, and words with names of `FIELDS` between braces."""

    code: str
    to: str
    title: Text
    body: Text


@dataclass(frozen=True, slots=True)
class Workflow:
    """States, the ways between them, and the letters they send."""

    title: Text
    about: Text
    states: tuple[State, ...] = ()
    transitions: tuple[Transition, ...] = ()
    letters: tuple[LetterTemplate, ...] = ()

    @property
    def start(self) -> State:
        """Where every application begins. Raises `IndexError` on a workflow without states."""
        return self.states[0]

    def state(self, code: str) -> State | None:
        """The state of this code, if there is one."""
        return next((one for one in self.states if one.code == code), None)

    def transition(self, code: str) -> Transition | None:
        """The transition of this code, if there is one."""
        return next((one for one in self.transitions if one.code == code), None)

    def letter(self, code: str) -> LetterTemplate | None:
        """The letter of this code, if there is one."""
        return next((one for one in self.letters if one.code == code), None)


def reviews_needed(need: str) -> int | None:
    """How many reviews ``reviews:N`` asks for; none for another need, or a number outside 1 to 20.

    >>> reviews_needed("reviews:2")
    2
    """
    name, _, number = need.partition(":")
    if name != REVIEWS or not (number.isascii() and number.isdigit() and len(number) < 3):
        return None
    return int(number) if 1 <= int(number) <= 20 else None


def filled(letter: LetterTemplate, values: dict[str, Text]) -> tuple[Text, Text]:
    """The title and the body with names replaced by values; a name without a value says so between brackets.

    Only the names of `FIELDS` are replaced: no attribute, no format of Python is ever read.

    >>> from maillage.text import same
    >>> letter = LetterTemplate("a", "lead", same("On {application}"), same("{state}"))
    >>> filled(letter, {"application": same("Halles")})[0].en
    'On Halles'
    """
    return _filled(letter.title, values), _filled(letter.body, values)


def _filled(words: Text, values: dict[str, Text]) -> Text:
    unsaid = Text("[non dit]", "[not said]")
    halves = list(words)
    for place in range(2):
        parts = halves[place].split("{")
        for number, part in enumerate(parts[1:], start=1):
            name, closed, rest = part.partition("}")
            known = closed and name in FIELDS
            parts[number] = values.get(name, unsaid)[place] + rest if known else "{" + part
        halves[place] = "".join(parts)
    return Text(*halves)
