"""``maillage case PATH``: an anonymous case drawn from a dossier, and what remains to be checked."""

from __future__ import annotations

from pathlib import Path

import click

from maillage.cli import options
from maillage.cli.reading import dossier_at
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.commons.anonymising import Case, draw_case


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    every = click.Option(["--all", "every"], is_flag=True, help=words("case.all"))
    return Spoken(words, "case", callback=run, params=[options.path(words), every, options.encoding(words)])


@click.pass_obj
def run(shell: Shell, path: Path, every: bool, encoding: str) -> None:
    """Print the case, what was replaced, what remains."""
    dossier = dossier_at(shell, path, encoding)
    chosen = {(table, row.id) for table, row in dossier.stated()} if every else None
    case = draw_case(dossier, public=True, chosen=chosen)
    shell.line(case.title, style="bold")
    for line in (case.summary, "", *case.body.splitlines(), ""):
        shell.line(line)
    _tell(shell, case)


def _tell(shell: Shell, case: Case) -> None:
    shell.say("case.honest", style="bold")
    shell.line()
    shell.say("case.replaced", style="bold")
    for one in case.replaced:
        shell.line(shell.words("case.line", found=one.found, by=one.by, n=one.count), indent=2)
    shell.line()
    shell.say("case.remains", style="bold")
    for left in case.remains:
        words = ", ".join(word for word, _count in left.found)
        shell.line(shell.words("case.left", why=left.why, words=words), indent=2)
    if not case.remains:
        shell.line(shell.words("case.none"), indent=2)
