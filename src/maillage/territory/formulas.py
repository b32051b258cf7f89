"""Formulas of the catalogue: a line of arithmetic on measures, read once, run on numbers as on columns of a database.

A formula is written with the codes of measures, numbers, ``+ - * / **``, parentheses and the reserved word ``span``:
the years between the oldest and the newest of its inputs. It is read by Python's own parser and never executed as
Python: whatever is not arithmetic is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

SPAN = "span"
"""The reserved word: a number of years, always more than zero."""


class FormulaError(ValueError):
    """A formula that cannot be read, or that holds something else than arithmetic on measures."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: its `inputs` (codes of measures, in order, the leading one first)."""

    text: str
    inputs: tuple[str, ...]
    uses_span: bool
    _tree: ast.expr = field(repr=False, compare=False, hash=False)

    def build(self, columns: Mapping[str, Any], span: float = 1.0) -> Any:
        """The formula on `columns`: columns of Ibis give an expression of Ibis, numbers give a number.

        A division by a column that holds zero gives nothing there; by a number that is zero, it raises
        `ZeroDivisionError`, as Python does (`evaluate` gives nothing instead). Raises `KeyError` for a missing input.

        >>> formula("births / population * 1000").build({"births": 11.0, "population": 1000.0})
        11.0
        """
        return _built(self._tree, {**columns, SPAN: span})

    def evaluate(self, values: Mapping[str, float], span: float = 1.0) -> float | None:
        """The formula on plain numbers: nothing when a denominator is zero, or where no real number answers.

        >>> formula("vacant / dwellings * 100").evaluate({"vacant": 0.0, "dwellings": 0.0}) is None
        True
        """
        try:
            value = self.build(values, span)
        except ZeroDivisionError:
            return None
        return None if isinstance(value, complex) else float(value)


@cache
def formula(text: str) -> Formula:
    """Read `text`. Raises `FormulaError`.

    >>> formula("population / area").inputs
    ('population', 'area')
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError) as unread:
        raise FormulaError(f"{text!r} is not a formula") from unread
    names = tuple(dict.fromkeys(_names(tree, text)))
    inputs = tuple(name for name in names if name != SPAN)
    if not inputs:
        raise FormulaError(f"{text!r} names no measure")
    return Formula(text=text, inputs=inputs, uses_span=SPAN in names, _tree=tree)


def _names(node: ast.expr, text: str) -> list[str]:
    """The names under `node`, left to right. Refuses all that is not arithmetic."""
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return []
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _names(inner, text)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _names(left, text) + _names(right, text)
    raise FormulaError(f"{text!r} holds {ast.unparse(node)!r}, which is not arithmetic on measures")


def _built(node: ast.expr, columns: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(id=name):
            return columns[name]
        case ast.Constant(value=number):
            return number
        case ast.UnaryOp(operand=inner):
            return -_built(inner, columns)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATIONS[type(op)](_built(left, columns), _built(right, columns))
    raise AssertionError(node)  # `formula` let nothing else in


def _divided(above: Any, below: Any) -> Any:
    """A column knows how to hold nothing where it is zero; a number raises."""
    return above / (below.nullif(0) if hasattr(below, "nullif") else below)


_OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: _divided,
    ast.Pow: lambda left, right: left**right,
}
