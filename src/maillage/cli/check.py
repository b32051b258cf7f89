"""``maillage check``: whether a dossier can be read, and what does not hold together in it."""

from __future__ import annotations

import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.findings import Finding
from maillage.cli import options
from maillage.cli.presenting import name_of_table, present
from maillage.cli.problems import problem_json, repair_json, tell_problems, tell_repairs
from maillage.cli.reading import day_of, read
from maillage.cli.shell import Shell
from maillage.cli.speaking import Choice, Spoken
from maillage.cli.words import Words
from maillage.dossier.reading import Reading
from maillage.dossier.vocabularies import vocabulary
from maillage.text import LANGUAGES

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_NAMED_ROWS = 6


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    every = click.Option(["--all", "every"], is_flag=True, help=words("check.all"))
    repairs = click.Option(
        ["--repairs"], type=Choice(words, ("summary", "all")), default="summary", help=words("check.repairs")
    )
    asked = [
        options.form(words),
        options.on(words),
        options.at(words),
        every,
        repairs,
        options.encoding(words),
    ]
    return Spoken(words, "check", callback=run, params=[options.path(words), *asked])


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    format: str,
    on: datetime.date | None,
    at: str | None,
    every: bool,
    repairs: str,
    encoding: str,
) -> int:
    """Read, analyse, print. 0 without finding of the level "error", 1 with some, 2 when it cannot be read."""
    reading = read(shell, path, encoding)
    analysis = None
    if reading.dossier is not None:
        with shell.waiting("say.checking"):
            analysis = analyse(reading.dossier, day_of(shell, reading.dossier, at, on))
    if format == "json":
        shell.json(_as_json(shell, reading, analysis))
    else:
        _tell(shell, reading, analysis, every, repairs == "all")
    return 2 if analysis is None else int(analysis.has_errors)


# --- for people ---


def _tell(shell: Shell, reading: Reading, analysis: Analysis | None, every: bool, every_repair: bool) -> None:
    if analysis is None:
        tell_problems(shell, reading.problems, shell.line)
        tell_repairs(shell, reading.repairs, every=every_repair)
        return
    present(shell, analysis.chain)
    tell_repairs(shell, reading.repairs, every=every_repair)
    for severity, findings in groupby(analysis.findings, key=lambda finding: finding.severity):
        group = list(findings)
        label = shell.words.of(vocabulary("severities").label_of(severity))
        shell.line()
        shell.line(f"{label} ({len(group)})", style=_STYLES[severity])
        for finding in group:
            _tell_finding(shell, finding)
    if every and analysis.set_aside:
        shell.line()
        shell.line(shell.words("check.set-aside"), style="bold")
        for finding in analysis.set_aside:
            _tell_finding(shell, finding)
    _tell_counts(shell, analysis, every)


def _tell_finding(shell: Shell, finding: Finding) -> None:
    mark = "?" if finding.certainty == "unknown" else " "
    shell.line(shell.words.of(finding.message), indent=2, head=f"{finding.code} {mark} ")
    for table, refs in groupby(finding.rows, key=lambda ref: ref.table):
        ids = [ref.id for ref in refs]
        more = shell.words("check.more", number=len(ids) - _NAMED_ROWS) if len(ids) > _NAMED_ROWS else ""
        named = ", ".join(ids[:_NAMED_ROWS]) + more
        shell.line(shell.words("check.rows", table=name_of_table(shell, table), ids=named), indent=11)
    if finding.silence is not None:
        silence = finding.silence
        shell.line(shell.words("check.silenced", reason=silence.reason, date=silence.date), indent=11)


def _tell_counts(shell: Shell, analysis: Analysis, every: bool) -> None:
    counts, words = analysis.counts(), shell.words
    parts = [words.count(severity, number) for severity, number in counts["findings"].items() if number]
    shell.line()
    if not parts:
        shell.say("check.nothing", style="bold green")
    else:
        total = words.count("findings", len(analysis.findings))
        shell.line(words("check.total", total=total, parts=", ".join(parts)), style="bold")
    if unknown := counts["certainty"]["unknown"]:
        shell.line(words.count("unknown", unknown))
    if analysis.set_aside and not every:
        shell.line(words.count("set-aside", len(analysis.set_aside)))
    if parts:
        shell.say("check.explain", code=analysis.findings[0].code)


# --- for programs ---


def _as_json(shell: Shell, reading: Reading, analysis: Analysis | None) -> dict[str, Any]:
    """The keys are always there: without dossier, `dossier` is null and the findings are empty."""
    findings = analysis.findings if analysis else ()
    set_aside = analysis.set_aside if analysis else ()
    return {
        "dossier": _dossier_json(analysis) if analysis else None,
        "findings": [_finding_json(shell, finding) for finding in findings],
        "set_aside": [_finding_json(shell, finding) | _silence_json(finding) for finding in set_aside],
        "counts": _counts_json(reading, analysis),
        "problems": [problem_json(shell, problem) for problem in reading.problems],
        "repairs": [repair_json(shell, repair) for repair in reading.repairs],
    }


def _dossier_json(analysis: Analysis) -> dict[str, Any]:
    record = analysis.chain.dossier.record
    return {
        "id": record.id,
        "title": record.title,
        "territory_name": record.territory_name,
        "language": record.language,
        "rows": analysis.counts()["rows"],
        "on": analysis.chain.on.isoformat(),
    }


def _finding_json(shell: Shell, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "rows": [
            {"table": ref.table, "id": ref.id, "name": shell.words.of(ref.name)} for ref in finding.rows
        ],
        "message": shell.words.of(finding.message),
        "messages": {language: finding.message.in_(language) for language in LANGUAGES},
    }


def _silence_json(finding: Finding) -> dict[str, Any]:
    silence = finding.silence
    if silence is None:
        return {}
    expires = str(silence.expires_on) if silence.expires_on else None
    return {"reason": silence.reason, "date": str(silence.date), "expires_on": expires}


def _counts_json(reading: Reading, analysis: Analysis | None) -> dict[str, int]:
    counts = analysis.counts() if analysis else {"findings": {}, "certainty": {}}
    named = dict.fromkeys(("error", "warning", "info", "no", "unknown"), 0)
    return (
        named
        | counts["findings"]
        | counts["certainty"]
        | {
            "findings": len(analysis.findings) if analysis else 0,
            "set_aside": len(analysis.set_aside) if analysis else 0,
            "problems": len(reading.problems),
            "repairs": len(reading.repairs),
        }
    )
