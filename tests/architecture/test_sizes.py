"""Small pieces: the aim is ten lines a function and 300 a file; here is where it stops."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import SOURCES
from tests.conftest import ROOT

LINES_OF_A_FUNCTION = 60
LINES_OF_A_FILE = 400


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its lines, from ``def`` on, without the decorators."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_too_long() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {name} has {lines} lines"
        for path in SOURCES
        for name, lines in functions(path)
        if lines > LINES_OF_A_FUNCTION
    ]
    assert too_long == []


def test_no_file_is_too_long() -> None:
    lengths = {path.relative_to(ROOT): path.read_text(encoding="utf-8").count("\n") for path in SOURCES}
    assert [f"{path}: {lines} lines" for path, lines in lengths.items() if lines > LINES_OF_A_FILE] == []
