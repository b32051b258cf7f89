"""``maillage frame conformance``: how many values of a foreign test suite the engine reproduces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from maillage.cli import options
from maillage.cli.problems import problem_json, tell_problems
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.io.conformance_checking import (
    COUNTERS,
    DECIMALS,
    Conformance,
    Count,
    Mismatch,
    check_conformance,
)

_SHOWN = 50  # mismatches told to people; programs get all of them


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    folder = options.path(words, "folder", help="frame-conformance.folder")
    return Spoken(words, "frame-conformance", callback=run, params=[folder, options.form(words)])


@click.pass_obj
def run(shell: Shell, folder: Path, format: str) -> int:
    """Compare; 0 when every value compared is equal, 1 when one is not or cannot be read."""
    if not folder.is_dir():
        raise Refusal(shell.words("frame-conformance.no-folder", found=folder))
    report = check_conformance(folder)
    if format == "json":
        shell.json(as_json(shell, report))
    else:
        _tell(shell, report)
    return int(not report.conforms)


def as_json(shell: Shell, report: Conformance) -> dict[str, Any]:
    """The report for programs."""
    points = {name: _count(one) for name, one in report.points.items()}
    return {
        "conforms": report.conforms,
        "scenarios": report.scenarios,
        "values": _count(report.total),
        "fields": {name: _count(one) for name, one in sorted(report.fields.items())},
        "points": {"values": _count(_sum(report)), "frames": points},
        "decimals": DECIMALS,
        "left_out": [
            {"field": name, "values": number, "why": _why(shell, name)}
            for name, number in sorted(report.left_out.items())
        ],
        "mismatches": [_mismatch(one) for one in report.mismatches],
        "problems": [problem_json(shell, one) for one in report.problems],
        "notes": [problem_json(shell, one) for one in report.notes],
    }


def _count(one: Count) -> dict[str, int]:
    return {"checked": one.checked, "equal": one.equal}


def _sum(report: Conformance) -> Count:
    return Count(
        sum(one.checked for one in report.points.values()), sum(one.equal for one in report.points.values())
    )


def _mismatch(one: Mismatch) -> dict[str, Any]:
    return {
        "scenario": one.scenario,
        "node": one.node,
        "field": one.field,
        "expected": one.expected,
        "found": one.found,
    }


def _why(shell: Shell, name: str) -> str:
    return shell.words(f"frame-conformance.{'counter' if name in COUNTERS else 'other-field'}")


def _tell(shell: Shell, report: Conformance) -> None:
    shell.line(shell.words.count("scenarios", report.scenarios), style="bold")
    for name, one in sorted(report.fields.items()):
        _tell_count(shell, name, one)
    _tell_count(shell, shell.words("frame-conformance.total"), report.total)
    shell.line()
    shell.say("frame-conformance.points", style="bold")
    for name, one in report.points.items():
        _tell_count(shell, name, one)
    _tell_count(shell, shell.words("frame-conformance.total"), _sum(report))
    if report.left_out:
        shell.line()
        shell.say("frame-conformance.left-out", style="bold")
    for name, number in sorted(report.left_out.items()):
        said = shell.words("frame-score.of", head=f"{name} ({number})", said=_why(shell, name))
        shell.line(said, indent=2)
    _tell_wrong(shell, report)


def _tell_count(shell: Shell, name: str, one: Count) -> None:
    shell.line(
        shell.words("frame-conformance.count", name=name, equal=one.equal, checked=one.checked), indent=2
    )


def _tell_wrong(shell: Shell, report: Conformance) -> None:
    if report.mismatches:
        shell.line()
        shell.line(shell.words.count("mismatches", len(report.mismatches)), style="bold red")
    for one in report.mismatches[:_SHOWN]:
        where = " · ".join(filter(None, (one.scenario, one.node, one.field)))
        said = shell.words("frame-conformance.mismatch", where=where, expected=one.expected, found=one.found)
        shell.line(said, indent=2)
    for found, counted in ((report.problems, "frame-problems"), (report.notes, "ignored-answers")):
        if found:
            shell.line()
            tell_problems(shell, found, shell.line, counted=counted)
