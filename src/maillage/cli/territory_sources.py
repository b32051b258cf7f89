"""``maillage territory sources``: which official datasets are known, where they come from, what is loaded of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click

from maillage.cli import options
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.territory_load import edition_json, provenance
from maillage.cli.territory_places import folder, loaded
from maillage.cli.words import Words
from maillage.dossier.vocabularies import vocabulary
from maillage.io.territory.store import Store
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.figures import Edition

_SUM = 12  # characters of a sha256 that are enough to recognise it


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    detail = click.Option(["--all", "every"], is_flag=True, help=words("territory-sources.all"))
    return Spoken(words, "territory-sources", callback=run, params=[detail, options.form(words)])


@click.pass_obj
def run(shell: Shell, every: bool, format: str) -> None:
    """Print the datasets, and the editions at hand."""
    store = Store.at(folder(os.environ))
    if format == "json":
        shell.json({"sources": [_as_json(shell, one, store.editions) for one in datasets().values()]})
        return
    for one in datasets().values():
        _tell(shell, one, loaded(store.editions, one.id), every)


def _tell(shell: Shell, one: Dataset, editions: Sequence[Edition], every: bool) -> None:
    shell.line(f"{shell.words.of(one.title)} ({one.id})", style="bold")
    shell.line(f"{one.producer} · {one.page}", indent=2)
    if not editions:
        shell.line(shell.words("territory-sources.none"), indent=2, style="dim")
    for edition in editions:
        key = "packaged" if edition.packaged else "loaded"
        said = shell.words(
            f"territory-sources.{key}",
            year=edition.year,
            day=edition.loaded_at.date().isoformat(),
            file=edition.file,
            sum=edition.sha256[:_SUM],
        )
        shell.line(said, indent=2)
        if every:
            for line in provenance(shell.words, edition):
                shell.line(line, indent=4)


def _as_json(shell: Shell, one: Dataset, editions: Sequence[Edition]) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": shell.words.of(one.title),
        "producer": one.producer,
        "licence": shell.words.of(vocabulary("licences").label_of(one.licence)),
        "page": one.page,
        "grain": one.grain,
        "tested": shell.words.of(one.tested),
        "limits": shell.words.of(one.limits) if one.limits else None,
        "editions": [edition_json(edition) for edition in loaded(editions, one.id)],
    }
