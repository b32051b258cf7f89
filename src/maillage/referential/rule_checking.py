"""Rules checked before anybody answers: what they name exists, what they give is what their effect takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from maillage.referential.cells import Line
from maillage.referential.formulas import (
    NO,
    YES,
    Constant,
    Formula,
    FormulaError,
    Identity,
    Node,
    Operation,
    Replied,
    ScoreOf,
    When,
    parse,
)
from maillage.referential.frame import Item, Question, Rule
from maillage.referential.overriding import needed
from maillage.referential.wording import text
from maillage.text import listing, same

Kind = Literal["truth", "number", "choice"]

_TAKES: Mapping[str, Kind] = {"off": "truth", "reduction": "number", "score": "number"}
_KINDS: Mapping[str, Kind] = {"yes_no": "truth", "choice": "choice", "proportion": "number"}
_MARK = "⟨…⟩ "


def check_rules(
    rules: Mapping[Rule, Line], items: Mapping[str, Item], questions: Mapping[str, Question]
) -> None:
    """Note formulas that do not parse, that name what is not there, or whose scores need one another."""
    sound: dict[str, Rule] = {}
    for rule, line in rules.items():
        try:
            formula = parse(rule.formula)
        except FormulaError as error:
            line.wrong("formula-parse", "formula", _around(rule.formula, error.at), at=error.at + 1)
            continue
        _check_names(rule, formula, line, items, questions)
        _check_kinds(rule, formula, line, questions)
        if rule.effect == "score":
            sound[rule.item] = rule
    _check_circles(sound, rules, items)


def _around(formula: str, at: int) -> str:
    """The formula with a mark where it stops being one, cut so that the mark is seen."""
    begin = max(0, at - 40)
    return f"{'…' if begin else ''}{formula[begin:at]}{_MARK}{formula[at:]}"


def _check_names(
    rule: Rule, formula: Formula, line: Line, items: Mapping[str, Item], questions: Mapping[str, Question]
) -> None:
    for node in formula.nodes():
        if isinstance(node, ScoreOf) and node.item not in items:
            line.wrong("formula-item", "formula", node.item, at=node.at + 1)
        if isinstance(node, ScoreOf) and rule.effect != "score":
            line.wrong("formula-score", "formula", node.item, at=node.at + 1)
        if isinstance(node, Replied):
            _check_reply(node, line, questions)


def _check_reply(node: Replied, line: Line, questions: Mapping[str, Question]) -> None:
    question = questions.get(node.question)
    if question is None:
        line.wrong("formula-question", "formula", node.question, at=node.at + 1)
    elif node.value is not None and node.value not in _offered(question):
        known = (
            listing([same(one) for one in _offered(question)], limit=12)
            if _offered(question)
            else text("kind.number")
        )
        line.wrong(
            "formula-choice", "formula", node.value, at=node.at + 1, question=question.id, choices=known
        )


def _offered(question: Question) -> tuple[str, ...]:
    return (YES, NO) if question.kind == "yes_no" else tuple(choice.code for choice in question.choices)


# --- kinds ------------------------------------------------------------------------------------------------------------


def _check_kinds(rule: Rule, formula: Formula, line: Line, questions: Mapping[str, Question]) -> None:
    """Note, once for a formula, a number where yes or no is needed, or the reverse."""
    wrong = next(_misfits(formula.tree, _TAKES[rule.effect], questions), None)
    if wrong is not None:
        node, wanted, found = wrong
        shown = _around(rule.formula, node.at)
        values = {"wanted": text(f"kind.{wanted}"), "kind": text(f"kind.{found}")}
        line.wrong("formula-kind", "formula", shown, at=node.at + 1, **values)


def _misfits(
    node: Node, wanted: Kind, questions: Mapping[str, Question]
) -> Iterator[tuple[Node, Kind, Kind]]:
    """The nodes that do not give what is wanted of them, with what they give."""
    for part, of_part in _parts(node, wanted):
        yield from _misfits(part, of_part, questions)
    found = _kind(node, questions)
    if found is not None and found != wanted:
        yield node, wanted, found


def _parts(node: Node, wanted: Kind) -> Iterator[tuple[Node, Kind]]:
    """The parts of a node with the kind that each must give."""
    if isinstance(node, When):
        yield node.test, "truth"
        yield node.then, wanted
        if node.otherwise is not None:
            yield node.otherwise, wanted
    elif isinstance(node, Operation):
        inner: Kind = "truth" if node.sign in ("et", "ou") else "number"
        yield from ((part, inner) for part in node.parts)


def _kind(node: Node, questions: Mapping[str, Question]) -> Kind | None:
    """What a node gives; nothing for an alternative, whose branches are looked at, and for an unknown question."""
    match node:
        case Constant(bool()) | Identity():
            return "truth"
        case Constant() | ScoreOf():
            return "number"
        case Replied(question, value):
            asked = questions.get(question)
            return "truth" if value is not None else _KINDS.get(asked.kind) if asked else None
        case Operation(sign):
            return "truth" if sign in ("et", "ou") else "number"
    return None


# --- circles ----------------------------------------------------------------------------------------------------------


def _check_circles(sound: Mapping[str, Rule], rules: Mapping[Rule, Line], items: Mapping[str, Item]) -> None:
    """Note the rules on scores that need one another: none could be applied first."""
    try:
        TopologicalSorter({item: needed(item, sound, items) for item in sound}).prepare()
    except CycleError as error:
        circle = error.args[1]
        rules[sound[circle[0]]].wrong("circular-scores", "formula", " → ".join(reversed(circle)))
