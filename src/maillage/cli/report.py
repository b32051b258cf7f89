"""``maillage report``: one file to send, as a page or as a PDF."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from maillage.articulation.analysis import Analysis, analyse
from maillage.cli import options, writing
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.io import atomic, pdf
from maillage.report import document, page

_SUFFIXES = (".html", ".htm", ".pdf")


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    asked = [options.output(words, "report.output"), options.force(words)]
    moments = [options.on(words), options.at(words), options.encoding(words)]
    return Spoken(words, "report", callback=run, params=[options.path(words), *asked, *moments])


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    output: Path | None,
    force: bool,
    on: datetime.date | None,
    at: str | None,
    encoding: str,
) -> None:
    """Write the report of the dossier at `path`; without ``-o``, a page named after the id of the dossier."""
    if output is not None:
        writing.refuse_other_suffix(shell, output, *_SUFFIXES)
        writing.refuse_to_replace(shell, output, force)
    dossier = dossier_at(shell, path, encoding)
    target = output or Path(f"{dossier.record.id}.html")
    writing.refuse_to_replace(shell, target, force)
    with shell.waiting("say.writing", name=target.name):
        content = _content(shell, analyse(dossier, day_of(shell, dossier, at, on)), target)
        with writing.naming(target):
            atomic.write_file(target, content)
    shell.say("report.done", style="bold", path=target)


def _content(shell: Shell, analysis: Analysis, target: Path) -> bytes:
    if target.suffix.lower() != ".pdf":
        return page.render(analysis, shell.language).encode("utf-8")
    try:
        return pdf.compile(document.source(analysis, shell.language))
    except pdf.PdfMissingError as error:
        raise Refusal(shell.words("report.no-pdf")) from error
