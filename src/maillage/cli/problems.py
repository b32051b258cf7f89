"""Show what is wrong with an input, and what was put right while reading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from maillage.cli.shell import Shell
from maillage.dossier.problems import Problem, Repair

LEFT_ASIDE = frozenset(("table-ignored", "column-kept", "header-below", "merged"))
"""The repairs that are always told one by one: something of the file is not understood."""


def tell_problems(
    shell: Shell, problems: Sequence[Problem], say: Callable[[str], None], counted: str = "problems"
) -> None:
    """Say of each problem where it is, what was found and expected, how to repair it; then how many."""
    for problem in problems:
        place = shell.words.of(problem.place.text())
        say(f"{place}  [{problem.code}]" if place else f"[{problem.code}]")
        for line in _lines(shell, problem):
            say(f"    {line}")
        say("")
    say(shell.words.count(counted, len(problems)))


def _lines(shell: Shell, problem: Problem) -> list[str]:
    message = shell.words.of(problem.message)
    lines = [message]
    if problem.found and problem.found not in message:
        lines.append(shell.words("say.found", what=problem.found))
    lines.append(shell.words("say.expected", what=problem.expected))
    lines.append(shell.words("say.repair", what=problem.repair))
    return lines


def tell_repairs(shell: Shell, repairs: Sequence[Repair], *, every: bool) -> None:
    """Say what was put right: all of it, or a sum and what was left aside."""
    if not repairs:
        return
    shell.line(shell.words.count("repairs", len(repairs)))
    for repair in repairs:
        if not (every or repair.code in LEFT_ASIDE):
            continue
        place, said = shell.words.of(repair.place.text()), shell.words.of(repair.message)
        shell.line(shell.words("say.at-place", place=place, said=said), indent=2)
    rest = Counter(repair.code for repair in repairs if repair.code not in LEFT_ASIDE)
    if rest and not every:
        counted = ", ".join(f"{code} × {number}" for code, number in rest.most_common())
        shell.line(shell.words("say.other-repairs", counted=counted), indent=2)


def problem_json(shell: Shell, problem: Problem) -> dict[str, Any]:
    """A problem for programs, its sentences in the language of the shell."""
    return {
        "code": problem.code,
        "file": problem.place.file or None,
        "sheet": problem.place.sheet,
        "row": problem.place.line,
        "column": problem.place.column,
        "found": problem.found,
        "expected": shell.words.of(problem.expected),
        "message": shell.words.of(problem.message),
        "repair": shell.words.of(problem.repair),
    }


def repair_json(shell: Shell, repair: Repair) -> dict[str, Any]:
    """A repair for programs."""
    return {
        "code": repair.code,
        "file": repair.place.file or None,
        "sheet": repair.place.sheet,
        "row": repair.place.line,
        "column": repair.place.column,
        "found": repair.found,
        "became": repair.became,
        "message": shell.words.of(repair.message),
    }
