"""``maillage template``: the empty workbook, with its drop-down lists and its help."""

from __future__ import annotations

from pathlib import Path

import click

from maillage.cli import options, writing
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.io import atomic, workbook


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    output = options.output(words, "template.output")
    return Spoken(words, "template", callback=run, params=[output, options.force(words)])


@click.pass_obj
def run(shell: Shell, output: Path | None, force: bool) -> None:
    """Write the template, headers and help in the language of the shell."""
    output = output or Path(shell.words("template.name"))
    writing.refuse_other_suffix(shell, output, ".xlsx")
    writing.refuse_to_replace(shell, output, force)
    with writing.naming(output):
        atomic.write_file(output, workbook.template(shell.language))
    shell.say("template.done", style="bold", path=output)
    shell.say("new.next-file")
    shell.say("new.then", path=output)
