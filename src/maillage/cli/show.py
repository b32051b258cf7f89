"""``maillage show``: what a dossier holds, and how it hangs together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from maillage.articulation.analysis import Analysis, analyse
from maillage.cli import options
from maillage.cli.branches import outline_json, tell_outline
from maillage.cli.presenting import name_of_table, present
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.rows import rows_json, tell_rows
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken, suggestion
from maillage.cli.words import Words
from maillage.dossier.fields import Table
from maillage.dossier.headers import table_named
from maillage.dossier.tables import TABLES
from maillage.report.outline import build_outline


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    table = click.Argument(
        ["table"], required=False, metavar=f"[{words('metavar.table')}]", help=words("show.table")
    )
    asked = [options.form(words), options.at(words), options.encoding(words)]
    return Spoken(words, "show", callback=run, params=[options.path(words), table, *asked])


@click.pass_obj
def run(shell: Shell, path: Path, table: str | None, format: str, at: str | None, encoding: str) -> None:
    """Print the overview and the articulation, or the rows of one table."""
    asked = _table(shell, table) if table else None
    dossier = dossier_at(shell, path, encoding)
    day = day_of(shell, dossier, at)
    if asked is not None:
        state = dossier.at(day)
        show = rows_json if format == "json" else tell_rows
        show(shell, asked, state.rows(asked.name), day)
        return
    with shell.waiting("say.checking"):
        analysis = analyse(dossier, day)
    if format == "json":
        shell.json(_overview_json(analysis))
    else:
        _tell_overview(shell, analysis, path)


def _table(shell: Shell, words: str) -> Table:
    found = table_named(words)
    if found is None:
        labels = [shell.words.of(table.label) for table in TABLES.values()]
        said = shell.words("show.no-table", found=words, tables=", ".join(labels))
        near = suggestion(shell.words, words, [*labels, *TABLES])
        raise Refusal(f"{said} {near}".strip())
    return found


def _tell_overview(shell: Shell, analysis: Analysis, path: Path) -> None:
    present(shell, analysis.chain)
    if summary := analysis.chain.dossier.record.summary:
        shell.line()
        shell.line(summary)
    counts = analysis.counts()["rows"]
    held = [f"{name_of_table(shell, name)} {number}" for name, number in counts.items() if number]
    shell.line()
    shell.line(" · ".join(held) if held else shell.words("show.empty"))
    shell.line()
    tell_outline(shell, build_outline(analysis))
    shell.line()
    shell.say("show.then", path=path)


def _overview_json(analysis: Analysis) -> dict[str, Any]:
    record = analysis.chain.dossier.record
    return {
        "dossier": {
            "id": record.id,
            "title": record.title,
            "summary": record.summary,
            "territory": list(record.territory) if record.territory is not None else None,
            "territory_name": record.territory_name,
            "spheres": list(record.spheres) if record.spheres is not None else None,
            "language": record.language,
            "rows": analysis.counts()["rows"],
            "on": analysis.chain.on.isoformat(),
        },
        **outline_json(build_outline(analysis)),
    }
