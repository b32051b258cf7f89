"""``maillage commune``: find the code of a commune, or of an EPCI, by typing."""

from __future__ import annotations

from typing import Any

import click

from maillage.cli import options
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.geography import PROVENANCE, Commune, Epci, communes_named, epci, epcis_named

_NOTHING = 1


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    asked = click.Argument(
        ["asked"], nargs=-1, required=True, metavar=words("metavar.asked"), help=words("commune.asked")
    )
    groups = click.Option(["--epci", "groups"], is_flag=True, help=words("commune.epci"))
    limit = click.Option(
        ["--limit"],
        type=options.Count(words),
        default=10,
        metavar=words("metavar.number"),
        help=words("commune.limit"),
    )
    return Spoken(words, "commune", callback=run, params=[asked, groups, limit, options.form(words)])


@click.pass_obj
def run(shell: Shell, asked: tuple[str, ...], groups: bool, limit: int, format: str) -> int:
    """Print the communes found, or the EPCI: 0 when there are some, 1 when there is none."""
    words = " ".join(asked)
    found: tuple[Commune, ...] | tuple[Epci, ...]
    found = epcis_named(words, limit) if groups else communes_named(words, limit)
    if format == "json":
        places = [_epci_json(one) if isinstance(one, Epci) else _commune_json(one) for one in found]
        shell.json({"vintage": PROVENANCE.vintage, "found": places})
    elif found:
        for one in found:
            shell.line(one.label, style="bold")
            shell.line(" · ".join(_said(shell, one)), indent=2)
        shell.say("commune.source", title=shell.words.of(PROVENANCE.title), producer=PROVENANCE.producer)
    else:
        shell.say("commune.none", found=words)
    return 0 if found else _NOTHING


def _said(shell: Shell, one: Commune | Epci) -> list[str]:
    people = shell.words.count("people", one.population) if one.population is not None else ""
    if isinstance(one, Epci):
        return [one.kind, people]
    group = epci(one.epci) if one.epci else None
    said = [people, " ".join(one.postal_codes), f"{group.name} ({group.code})" if group else ""]
    return [words for words in said if words]


def _commune_json(one: Commune) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "department": one.department,
        "department_name": one.department_name,
        "postal_codes": list(one.postal_codes),
        "epci": one.epci,
        "population": one.population,
        "part_of": one.part_of,
    }


def _epci_json(one: Epci) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "kind": one.kind,
        "department": one.department,
        "department_name": one.department_name,
        "population": one.population,
    }
