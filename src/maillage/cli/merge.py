"""``maillage merge``: what somebody changed in a copy, brought to the dossier that lived on meanwhile."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from maillage import io
from maillage.cli import options, writing
from maillage.cli.diff import MARKS, STYLES, side_json
from maillage.cli.presenting import name_of_table
from maillage.cli.reading import dossier_at
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.merge import NO_CHOICES, ROW, Choices, Item, Plan, Proposal, apply, plan
from maillage.dossier.problems import UnreadableError
from maillage.dossier.reading import Reading
from maillage.dossier.tables import TABLES


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    paths = [options.path(words, side, help=f"merge.{side}") for side in ("base", "current", "incoming")]
    sides = [
        click.Option(["--ours"], is_flag=True, help=words("merge.ours")),
        click.Option(["--theirs"], is_flag=True, help=words("merge.theirs")),
    ]
    shared = [options.force(words), options.form(words), options.encoding(words)]
    asked = [options.output(words, "merge.output"), *sides, *shared]
    return Spoken(words, "merge", callback=run, params=[*paths, *asked])


@click.pass_obj
def run(
    shell: Shell,
    base: Path,
    current: Path,
    incoming: Path,
    output: Path | None,
    ours: bool,
    theirs: bool,
    force: bool,
    format: str,
    encoding: str,
) -> int:
    """Merge; 0 when it is written, 1 when a conflict is left and nothing is written."""
    if ours and theirs:
        raise click.UsageError(shell.words("merge.both-sides"))
    if output is not None:
        writing.refuse_unknown_form(shell, output)
        writing.refuse_to_replace(shell, output, force)
    was, now, new = (dossier_at(shell, path, encoding) for path in (base, current, incoming))
    found = plan(was, now, new)
    settled = ours or theirs or not found.conflicts
    choices = _every_incoming_side(found) if theirs else NO_CHOICES
    reading = apply(now, found, found.keys if settled else (), choices=choices)
    target = output if settled and reading.dossier else None
    if format == "json":
        sides = {"base": side_json(was), "current": side_json(now), "incoming": side_json(new)}
        shell.json({"written": target is not None, **sides, **_plan_json(found)})
    else:
        _tell(shell, found, settled=settled)
    _write(shell, reading, target, quiet=format == "json")
    return int(not settled)


def _every_incoming_side(found: Plan) -> Choices:
    columns = ((item.key, column) for item in found.conflicts for column in _columns(item))
    return dict.fromkeys(columns, "incoming")


def _columns(item: Item) -> list[str]:
    return [ROW, *(field.column for field in item.fields)]


def _write(shell: Shell, reading: Reading, target: Path | None, *, quiet: bool) -> None:
    """Write what the merge gave. Raises `UnreadableError` when it does not hold together."""
    if reading.dossier is None:
        shell.warn(shell.words("merge.unsound"), style="red")
        raise UnreadableError(reading.problems)
    if target is None:
        return
    with shell.waiting("say.writing", name=target.name), writing.naming(target):
        io.save(reading.dossier, target, language=shell.asked)
    if not quiet:
        rows = shell.words.count("rows", reading.dossier.count())
        shell.say("merge.done", style="bold", target=target, rows=rows)


# --- what is said ---------------------------------------------------------------------------------------------------


def _tell(shell: Shell, found: Plan, *, settled: bool) -> None:
    if not found.items:
        shell.say("merge.nothing", style="bold green")
        return
    for table, items in groupby(found.items, key=lambda item: item.table):
        shell.line(name_of_table(shell, table), style="bold")
        for item in items:
            _tell_item(shell, item)
    shell.line()
    numbers = {kind: sum(item.kind == kind for item in found.items) for kind in MARKS}
    shell.line(", ".join(shell.words.count(kind, number) for kind, number in numbers.items() if number))
    if found.conflicts:
        shell.line(shell.words.count("conflicts", len(found.conflicts)), style="bold")
    if not settled:
        shell.say("merge.unsettled")


def _tell_item(shell: Shell, item: Item) -> None:
    kind = shell.words(f"merge.{item.kind}-conflict" if item.conflict else f"diff.{item.kind}")
    name = f"{item.id} ({item.since})" if item.since else item.id
    mark, style = ("!", "bold red") if item.conflict else (MARKS[item.kind], STYLES[item.kind])
    shell.line(f"{mark} {name} ({kind})", style=style, indent=2)
    if item.looks_like:
        shell.line(shell.words("merge.looks-like", id=item.looks_like), indent=6)
    labels = {field.name: shell.words.of(field.label) for field in TABLES[item.table].fields}
    for cell in item.fields:
        if item.kind == "changed" or cell.conflict:
            shell.line(_sentence(shell, cell, labels.get(cell.column, cell.column)), indent=6)


def _sentence(shell: Shell, cell: Proposal, label: str) -> str:
    base, current, incoming = (
        words or shell.words("diff.nothing") for words in (cell.base, cell.current, cell.incoming)
    )
    if cell.conflict:
        return shell.words("merge.field", label=label, base=base, current=current, incoming=incoming)
    key = "merge.both" if cell.merged else "diff.field"
    return shell.words(key, label=label, before=current, after=incoming)


def _plan_json(found: Plan) -> dict[str, Any]:
    items = [_item_json(item) for item in found.items]
    return {"conflicts": len(found.conflicts), "items": items}


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "table": item.table,
        "id": item.id,
        "since": item.since or None,
        "kind": item.kind,
        "conflict": item.conflict,
        "cites": list(item.cites),
        "looks_like": item.looks_like or None,
        "fields": [_field_json(cell) for cell in item.fields],
    }


def _field_json(cell: Proposal) -> dict[str, Any]:
    return {
        "column": cell.column,
        "base": cell.base,
        "current": cell.current,
        "incoming": cell.incoming,
        "conflict": cell.conflict,
        "merged": cell.merged,
    }
