"""``maillage territory search``: the code of a commune, an EPCI, a département or a region, by typing."""

from __future__ import annotations

from typing import Any

import click

from maillage.cli import options
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.territory_places import code_to_type, kind_of
from maillage.cli.words import Words
from maillage.territory.perimeters import Perimeter, population_of
from maillage.territory.searching import perimeters_named

_NOTHING = 1


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    asked = click.Argument(
        ["asked"],
        nargs=-1,
        required=True,
        metavar=words("metavar.asked"),
        help=words("territory-search.asked"),
    )
    limit = click.Option(
        ["--limit"],
        type=options.Count(words),
        default=10,
        metavar=words("metavar.number"),
        help=words("territory-search.limit"),
    )
    return Spoken(words, "territory-search", callback=run, params=[asked, limit, options.form(words)])


@click.pass_obj
def run(shell: Shell, asked: tuple[str, ...], limit: int, format: str) -> int:
    """Print the territories found: 0 when there are some, 1 when there is none."""
    found = perimeters_named(" ".join(asked), limit)
    if format == "json":
        shell.json({"found": [_as_json(one) for one in found]})
    elif not found:
        shell.say("territory-search.none", found=" ".join(asked))
    else:
        for one in found:
            people = shell.words.count("people", population_of(one))
            shell.line(one.label, style="bold")
            shell.line(f"{kind_of(shell.words, one.kind)} · {people}", indent=2)
        shell.say("territory-search.then", code=code_to_type(found[0]))
    return 0 if found else _NOTHING


def _as_json(one: Perimeter) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "code": one.code,
        "name": one.name,
        "label": one.label,
        "departments": list(one.departments),
        "communes": len(one.communes),
        "population": population_of(one),
    }
