"""Formulas of rules: read by a written grammar (``data/frames/formulas.lark``), never executed as code.

The language is described in docs/methods/formulas.md. A formula gives true or false, a number or the code of a choice;
or nothing, when an answer that it needs is missing: the rule is then without effect.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError
from lark.tree import Meta

from maillage.data import packaged
from maillage.referential.profile import Profile

Value = bool | float | str | None

YES, NO = "OUI", "NON"
DEEPEST = 150
"""How deep a formula may be nested: deeper ones are refused, whoever wrote them."""


class FormulaError(ValueError):
    """A formula that does not parse. `at` is the place in its text, from 0."""

    def __init__(self, formula: str, at: int) -> None:
        self.formula, self.at = formula, at
        super().__init__(f"{formula[:at]}⟨?⟩{formula[at:]}")


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, or true or false."""

    value: float | bool
    at: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Whether a facet of who answers has a value."""

    facet: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Replied:
    """The answer to a question; with a value, whether it is that one."""

    question: str
    value: str | None
    at: int


@dataclass(frozen=True, slots=True)
class ScoreOf:
    """The score of an item: its points done out of its potential."""

    item: str
    at: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on two nodes: ``+ - * / et ou``, or on several: ``min max``."""

    sign: str
    parts: tuple[Node, ...]
    at: int


@dataclass(frozen=True, slots=True)
class When:
    """If, then, else; without else it may give nothing."""

    test: Node
    then: Node
    otherwise: Node | None
    at: int


Node = Constant | Identity | Replied | ScoreOf | Operation | When


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: its text, and its tree."""

    text: str
    tree: Node

    def nodes(self) -> Iterator[Node]:
        """Every node of the tree."""
        return (node for node, _ in _walk(self.tree))

    @property
    def items(self) -> tuple[str, ...]:
        """The items whose score it reads, each once, in order."""
        return tuple(dict.fromkeys(one.item for one in self.nodes() if isinstance(one, ScoreOf)))

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it reads, each once, in order."""
        return tuple(dict.fromkeys(one.question for one in self.nodes() if isinstance(one, Replied)))


@cache
def parse(text: str) -> Formula:
    """Read `text`. Raises `FormulaError`, which says where.

    >>> parse("si reponse(voirie, NON) alors 1/2").questions
    ('voirie',)
    """
    try:
        formula = Formula(text, _Nodes().transform(_parser().parse(text)))
    except UnexpectedInput as error:
        raise FormulaError(text, _place(error, text)) from error
    except (RecursionError, VisitError) as error:
        raise FormulaError(text, 0) from error
    if any(depth > DEEPEST for _, depth in _walk(formula.tree)):
        raise FormulaError(text, 0)
    return formula


def _place(error: UnexpectedInput, text: str) -> int:
    """Where the formula stops being one; its end when something is missing there."""
    token: Token | None = getattr(error, "token", None)
    at: int | None = error.pos_in_stream
    if at is None or at < 0 or (token is not None and token.type == "$END"):
        return len(text)
    return min(at, len(text))


def evaluate(formula: Formula, profile: Profile, scores: Mapping[str, float | None] | None = None) -> Value:
    """What `formula` gives for `profile` and the `scores` of items (0 to 1); nothing when a needed answer is missing.

    Also nothing when it would divide by zero, or read a score that there is not. Branches that are not taken, and what
    stands after an ``et`` or an ``ou`` that is decided, are not read.

    >>> evaluate(parse("reponse(part) * 1/2"), Profile(answers={"part": 0.5}))
    0.25
    >>> evaluate(parse("max(reponse(part), 0.5)"), Profile()) is None
    True
    """
    try:
        return _value(formula.tree, profile, scores or {})
    except _MissingError:
        return None


class _MissingError(Exception):
    """What the formula needs is not there."""


def _value(node: Node, profile: Profile, scores: Mapping[str, float | None]) -> Value:
    match node:
        case Constant(value):
            return _some(value) if isinstance(value, float) else value
        case Identity(facet, value):
            return profile.holds(facet, value)
        case Replied(question, value):
            return _reply(profile, question) if value is None else _same(profile.answers.get(question), value)
        case ScoreOf(item):
            return _some(scores.get(item))
        case When(test, then, otherwise):
            taken = then if _value(test, profile, scores) else otherwise
            return None if taken is None else _value(taken, profile, scores)
        case Operation("et" | "ou" as sign, parts):
            every = all if sign == "et" else any
            return every(bool(_value(part, profile, scores)) for part in parts)
        case Operation(sign, parts):
            return _computed(sign, [_number(_value(part, profile, scores)) for part in parts])


def _computed(sign: str, parts: list[float]) -> float:
    if sign == "min":
        return min(parts)
    if sign == "max":
        return max(parts)
    left, right = parts
    if sign == "/":
        if right == 0:
            raise _MissingError
        return left / right
    return {"+": left + right, "-": left - right, "*": left * right}[sign]


def _number(value: Value) -> float:
    if isinstance(value, str) or value is None:
        raise _MissingError
    return _some(float(value))


def _some(value: float | None) -> float:
    if value is None or not math.isfinite(value):
        raise _MissingError
    return value


def _reply(profile: Profile, question: str) -> Value:
    found = profile.answers.get(question)
    if found is None:
        raise _MissingError
    if isinstance(found, str):
        return {YES: True, NO: False}.get(found, found)
    return found if isinstance(found, bool) else float(found)


def _same(found: Value, wanted: str) -> bool:
    """Whether an answer is the one that is named; yes and no may be given as true and false."""
    if isinstance(found, bool):
        return wanted == (YES if found else NO)
    return found == wanted


# --- reading ----------------------------------------------------------------------------------------------------------


@cache
def _parser() -> Lark:
    return Lark(packaged.text("frames/formulas.lark"), parser="lalr", propagate_positions=True)


def _walk(tree: Node) -> Iterator[tuple[Node, int]]:
    """Every node and its depth, left to right."""
    waiting: list[tuple[Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        below: tuple[Node | None, ...] = ()
        if isinstance(node, Operation):
            below = node.parts
        elif isinstance(node, When):
            below = (node.test, node.then, node.otherwise)
        waiting += [(one, depth + 1) for one in reversed(below) if one is not None]


@v_args(meta=True)
class _Nodes(Transformer[Token, Node]):
    """Make nodes of what the parser finds; one method per rule of the grammar."""

    def number(self, meta: Meta, found: list[Token]) -> Node:
        return Constant(float(found[0]), meta.start_pos)

    def true(self, meta: Meta, found: list[Token]) -> Node:
        return Constant(True, meta.start_pos)

    def false(self, meta: Meta, found: list[Token]) -> Node:
        return Constant(False, meta.start_pos)

    def identity(self, meta: Meta, found: list[Token]) -> Node:
        return Identity(str(found[0]), str(found[1]), meta.start_pos)

    def reply(self, meta: Meta, found: list[Token]) -> Node:
        return Replied(str(found[0]), None, meta.start_pos)

    def replied(self, meta: Meta, found: list[Token]) -> Node:
        return Replied(str(found[0]), str(found[1]), meta.start_pos)

    def score(self, meta: Meta, found: list[Token]) -> Node:
        return ScoreOf(str(found[0]), meta.start_pos)

    def when(self, meta: Meta, found: list[Node]) -> Node:
        return When(found[0], found[1], found[2] if len(found) > 2 else None, meta.start_pos)

    def either(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("ou", tuple(found), meta.start_pos)

    def both(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("et", tuple(found), meta.start_pos)

    def add(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("+", tuple(found), meta.start_pos)

    def subtract(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("-", tuple(found), meta.start_pos)

    def multiply(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("*", tuple(found), meta.start_pos)

    def divide(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("/", tuple(found), meta.start_pos)

    def least(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("min", tuple(found), meta.start_pos)

    def most(self, meta: Meta, found: list[Node]) -> Node:
        return Operation("max", tuple(found), meta.start_pos)
