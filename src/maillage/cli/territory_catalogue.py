"""``maillage territory catalogue``: what each indicator says, how it is computed, what it does not say."""

from __future__ import annotations

from typing import Any

import click

from maillage.cli import options
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken, suggestion
from maillage.cli.words import Words
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.datasets import datasets
from maillage.territory.measures import measures


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    code = click.Argument(
        ["code"], required=False, metavar=f"[{words('metavar.code')}]", help=words("territory-catalogue.code")
    )
    return Spoken(words, "territory-catalogue", callback=run, params=[code, options.form(words)])


@click.pass_obj
def run(shell: Shell, code: str | None, format: str) -> None:
    """Print the catalogue, or one indicator of it."""
    if code is not None and code not in indicators():
        near = suggestion(shell.words, code, tuple(indicators()))
        raise Refusal(f"{shell.words('territory.no-indicator', found=code)} {near}".strip())
    chosen = [indicators()[code]] if code else list(indicators().values())
    if format == "json":
        shell.json({"indicators": [_as_json(shell, one) for one in chosen]})
    elif code:
        _tell_one(shell, chosen[0])
    else:
        for one in chosen:
            shell.line(f"{one.code} · {shell.words.of(one.label)} ({shell.words.of(one.unit)})")
        shell.say("territory-catalogue.then")


def _tell_one(shell: Shell, one: Indicator) -> None:
    shell.line(f"{shell.words.of(one.label)} ({shell.words.of(one.unit)})", style="bold")
    shell.line(shell.words.of(one.definition))
    shell.say("territory-catalogue.formula", formula=one.formula)
    for name in one.inputs:
        measure = measures()[name]
        said = f"{shell.words.of(measure.definition)} ({shell.words.of(measure.unit)})"
        shell.line(shell.words("say.at-place", place=name, said=said), indent=2)
    shell.say(f"territory-catalogue.direction-{one.direction or 'none'}")
    for key, vocabulary_, codes in (
        ("dimensions", "dimensions", one.dimensions),
        ("spheres", "spheres", one.spheres),
    ):
        labels = [shell.words.of(vocabulary(vocabulary_).label_of(code)) for code in codes]
        if labels:
            shell.say(f"territory-catalogue.{key}", names=", ".join(labels))
    if one.sdg:
        shell.say("territory-catalogue.sdg", targets=", ".join(one.sdg))
    if one.limits:
        shell.say("territory-catalogue.limits", limits=shell.words.of(one.limits))
    for id_ in one.sources:
        dataset = datasets()[id_]
        shell.say(
            "territory-catalogue.source",
            producer=dataset.producer,
            title=shell.words.of(dataset.title),
            page=dataset.page,
        )


def _as_json(shell: Shell, one: Indicator) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": shell.words.of(one.label),
        "definition": shell.words.of(one.definition),
        "formula": one.formula,
        "inputs": {name: shell.words.of(measures()[name].definition) for name in one.inputs},
        "unit": shell.words.of(one.unit),
        "decimals": one.decimals,
        "direction": one.direction,
        "dimensions": list(one.dimensions),
        "spheres": list(one.spheres),
        "sdg": list(one.sdg),
        "limits": shell.words.of(one.limits) if one.limits else None,
        "sources": list(one.sources),
    }
