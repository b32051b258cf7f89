"""``maillage explain``: what a code means, why it matters, what to do."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

import click

from maillage.articulation.catalogue import CheckRow, catalogue
from maillage.cli import options
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken, suggestion
from maillage.cli.words import Words
from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.text import LANGUAGES, Language

_PROBLEMS = "messages/problems.toml"
_HOLE = re.compile(r"\{\w+\}")


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    code = click.Argument(
        ["code"], required=False, metavar=f"[{words('metavar.code')}]", help=words("explain.code")
    )
    listed = click.Option(["--list", "listed"], is_flag=True, help=words("explain.list"))
    return Spoken(words, "explain", callback=run, params=[code, listed, options.form(words)])


@click.pass_obj
def run(shell: Shell, code: str | None, listed: bool, format: str) -> None:
    """Print one check in full, or the list of all of them. Problems met when reading are explained too."""
    if listed or code is None:
        _list(shell, format)
    elif row := catalogue().get(code.upper()):
        shell.json(_check_json(row, shell.language)) if format == "json" else _tell_check(shell, row)
    elif code.lower() in packaged.document(_PROBLEMS):
        _problem(shell, code.lower(), format)
    else:
        near = suggestion(shell.words, code, [*catalogue(), *packaged.document(_PROBLEMS)])
        raise Refusal(f"{shell.words('explain.unknown', found=code)} {near}".strip())


def _list(shell: Shell, format: str) -> None:
    if format == "json":
        shell.json([_check_json(row, shell.language) for row in catalogue().values()])
        return
    families = vocabulary("check_families")
    for family, rows in groupby(catalogue().values(), key=lambda row: row.family):
        shell.line(f"{family} · {shell.words.of(families.label_of(family))}", style="bold")
        for row in rows:
            shell.line(shell.words.of(row.title), indent=2, head=f"{row.code}  ")
        shell.line()
    shell.line(shell.words.count("checks", len(catalogue())))
    shell.say("explain.then")


def _tell_check(shell: Shell, row: CheckRow) -> None:
    words, severities = shell.words, vocabulary("severities")
    shell.line(f"{row.code} · {words.of(row.title)}", style="bold")
    stated, unsaid = severities.label_of(row.severity), severities.label_of(row.severity_unknown)
    shell.line(words("explain.severity", stated=stated, unsaid=unsaid))
    for paragraph in (words.of(row.explanation), words("explain.why", why=row.why)):
        shell.line()
        shell.line(paragraph)
    shell.line()
    shell.say("explain.levers")
    for lever in row.levers:
        shell.line(words.of(lever), indent=2, head="- ")
    shell.line()
    shell.say("explain.source", source=row.source)


def _check_json(row: CheckRow, language: Language) -> dict[str, Any]:
    """A check for programs: its words in the chosen language, then in each of them."""
    return {
        "code": row.code,
        "family": row.family,
        "severity": row.severity,
        "severity_unknown": row.severity_unknown,
        "source": row.source,
        **_said(row, language),
        **{each: _said(row, each) for each in LANGUAGES},
    }


def _said(row: CheckRow, language: Language) -> dict[str, Any]:
    return {
        "title": row.title.in_(language),
        "explanation": row.explanation.in_(language),
        "why": row.why.in_(language),
        "levers": [lever.in_(language) for lever in row.levers],
        "message": row.message.in_(language),
        "message_unknown": row.message_unknown.in_(language),
    }


def _problem(shell: Shell, code: str, format: str) -> None:
    """A problem met when reading: the sentences it is told with."""
    entry = packaged.document(_PROBLEMS)[code]
    said = entry[shell.language]
    if format == "json":
        shell.json({"code": code, "family": None, **said, **{each: entry[each] for each in LANGUAGES}})
        return
    shell.line(code, style="bold")
    shell.say("explain.problem")
    shell.line()
    shell.line(_HOLE.sub("…", said["said"]))
    shell.say("say.expected", what=_HOLE.sub("…", said["expected"]))
    shell.say("say.repair", what=_HOLE.sub("…", said["repair"]))
