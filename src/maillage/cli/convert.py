"""``maillage convert``: the same dossier in another form."""

from __future__ import annotations

from pathlib import Path

import click

from maillage import io
from maillage.cli import options, writing
from maillage.cli.problems import tell_repairs
from maillage.cli.reading import read
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.problems import UnreadableError


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    source = options.path(words, "source", help="convert.source")
    target = options.path(words, "target", help="convert.target")
    asked = [options.force(words), options.encoding(words)]
    return Spoken(words, "convert", callback=run, params=[source, target, *asked])


@click.pass_obj
def run(shell: Shell, source: Path, target: Path, force: bool, encoding: str) -> None:
    """Read `source`, write `target` in the form of its name; nothing is written when `source` cannot be read.

    The headers of a workbook are in the language of ``--lang`` if it is given, else in that of the dossier.
    """
    writing.refuse_unknown_form(shell, target)
    writing.refuse_to_replace(shell, target, force)
    reading = read(shell, source, encoding)
    if reading.dossier is None:
        raise UnreadableError(reading.problems)
    with shell.waiting("say.writing", name=target.name), writing.naming(target):
        io.save(reading.dossier, target, language=shell.asked)
    rows = shell.words.count("rows", reading.dossier.count())
    shell.say("convert.done", style="bold", target=target, rows=rows)
    tell_repairs(shell, reading.repairs, every=True)
