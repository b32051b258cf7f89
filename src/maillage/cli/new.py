"""``maillage new``: an empty dossier to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from maillage import io
from maillage.cli import options, writing
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Record
from maillage.dossier.values import slug

_LONGEST_ID = 60


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    title = click.Option(["--title"], metavar=words("metavar.title"), help=words("new.title"))
    path = options.path(words, help="new.path")
    return Spoken(words, "new", callback=run, params=[path, title, options.force(words)])


@click.pass_obj
def run(shell: Shell, path: Path, title: str | None, force: bool) -> None:
    """Write an empty dossier in the form that the name of `path` asks for, and say what to do next."""
    writing.refuse_unknown_form(shell, path)
    writing.refuse_to_replace(shell, path, force)
    title = (title or "").strip() or path.resolve().stem
    identity = slug(title)[:_LONGEST_ID].rstrip("-_") or "dossier"
    record = Record(id=identity, title=title, language=shell.language)
    with writing.naming(path):
        io.save(Dossier(record=record), path, language=shell.language, every_table=True)
    shell.say("new.done", style="bold", path=path)
    folder = io.form_of(path) == "folder"
    shell.say("new.next-folder" if folder else "new.next-file")
    shell.say("new.then", path=path)
