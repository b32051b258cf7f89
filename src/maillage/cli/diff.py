"""``maillage diff``: what changed between two dossiers, or between two states of one."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from maillage.cli import options
from maillage.cli.presenting import name_of_table
from maillage.cli.reading import dossier_at, moment
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.compare import Change, compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES

MARKS = {"added": "+", "removed": "-", "changed": "~"}
"""What stands before a row, by what became of it."""

STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
"""The colour of the row on a terminal, by what became of it."""


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    first = options.path(words, "a", help="diff.a")
    second = options.path(words, "b", required=False, help="diff.b")
    moments = [options.at(words, "--at-a", "diff.at-a"), options.at(words, "--at-b", "diff.at-b")]
    asked = [options.form(words), *moments, options.encoding(words)]
    return Spoken(words, "diff", callback=run, params=[first, second, *asked])


@click.pass_obj
def run(
    shell: Shell, a: Path, b: Path | None, format: str, at_a: str | None, at_b: str | None, encoding: str
) -> int:
    """Compare; 0 when both say the same, 1 when they differ."""
    if b is None and at_a is None and at_b is None:
        raise click.UsageError(shell.words("diff.one-side"))
    first = dossier_at(shell, a, encoding)
    second = dossier_at(shell, b, encoding) if b is not None else first
    before, after = _state(shell, first, at_a), _state(shell, second, at_b)
    changes = compare(before, after)
    if format == "json":
        sides = {"a": side_json(before) | {"at": at_a}, "b": side_json(after) | {"at": at_b}}
        shell.json({"equal": not changes, **sides, "changes": [_change_json(change) for change in changes]})
    else:
        _tell(shell, changes)
    return int(bool(changes))


def _state(shell: Shell, dossier: Dossier, at: str | None) -> Dossier:
    return dossier if at is None else dossier.at(moment(shell, dossier, at))


def _tell(shell: Shell, changes: tuple[Change, ...]) -> None:
    if not changes:
        shell.say("diff.equal", style="bold green")
        return
    for table, group in groupby(changes, key=lambda change: change.table):
        shell.line(name_of_table(shell, table), style="bold")
        for change in group:
            _tell_change(shell, change)
    shell.line()
    numbers = {kind: sum(change.kind == kind for change in changes) for kind in MARKS}
    parts = [shell.words.count(kind, number) for kind, number in numbers.items() if number]
    shell.line(", ".join(parts))


def _tell_change(shell: Shell, change: Change) -> None:
    kind = shell.words(f"diff.{change.kind}")
    shell.line(f"{MARKS[change.kind]} {change.id} ({kind})", style=STYLES[change.kind], indent=2)
    labels = {item.name: shell.words.of(item.label) for item in TABLES[change.table].fields}
    for field in change.fields:
        before, after = (words or shell.words("diff.nothing") for words in (field.before, field.after))
        label = labels.get(field.column, field.column)
        shell.line(shell.words("diff.field", label=label, before=before, after=after), indent=6)


def side_json(dossier: Dossier) -> dict[str, Any]:
    """Which dossier is on one side, for programs."""
    return {"id": dossier.record.id, "title": dossier.record.title}


def _change_json(change: Change) -> dict[str, Any]:
    fields = [{"column": one.column, "before": one.before, "after": one.after} for one in change.fields]
    return {"table": change.table, "id": change.id, "kind": change.kind, "fields": fields}
