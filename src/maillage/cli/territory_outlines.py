"""``maillage territory outlines``: keep the outlines of territories, for the maps."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from maillage.cli import options
from maillage.cli.shell import Shell
from maillage.cli.speaking import Choice, Spoken
from maillage.cli.territory_places import folder as territory_folder
from maillage.cli.words import Words
from maillage.io.open_data import Addresses, Asking, OpenDataError
from maillage.io.open_data.outline_updates import KeptNow, ask_api, keep_file
from maillage.io.open_data.outlines import KINDS, Outlines
from maillage.io.open_data.problems import message
from maillage.io.open_data.updating import FOLDER

_FAILED = 1


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    given = click.Argument(
        ["given"], nargs=-1, metavar=f"[{words('metavar.file')}…|{words('metavar.code')}…]",
        help=words("territory-outlines.given"),
    )  # fmt: skip
    api = click.Option(["--from-api", "api"], is_flag=True, help=words("territory-outlines.from-api"))
    kind = click.Option(["--kind"], type=Choice(words, KINDS), help=words("territory-outlines.kind"))
    producer = click.Option(
        ["--producer"], default="", metavar=words("metavar.source"), help=words("territory-outlines.producer")
    )
    year = click.Option(
        ["--year"],
        type=options.Count(words),
        metavar=words("metavar.number"),
        help=words("territory-outlines.year"),
    )
    params: list[click.Parameter] = [given, api, kind, producer, year]
    return Spoken(words, "territory-outlines", callback=run, params=params)


@click.pass_obj
def run(
    shell: Shell, given: tuple[str, ...], api: bool, kind: str | None, producer: str, year: int | None
) -> int:
    """Keep outlines, or say which are known: 0, or 1 when some of them could not be kept."""
    folder, now = territory_folder(os.environ), datetime.datetime.now(datetime.UTC)
    if not given and not api:
        _tell_known(shell, folder)
        return 0
    if api:
        with (
            shell.waiting("territory-outlines.asking"),
            Asking(folder / FOLDER, Addresses(os.environ)) as asking,
        ):
            return _keep(shell, "geo.api.gouv.fr", partial(ask_api, asking, folder, given, now=now))
    keep = partial(keep_file, folder=folder, now=now, kind=kind, year=year, producer=producer)
    return max(_keep(shell, name, partial(keep, Path(name))) for name in given)


def _keep(shell: Shell, source: str, keeping: Callable[[], KeptNow]) -> int:
    try:
        kept = keeping()
    except OpenDataError as error:
        shell.warn(shell.words.of(error.problem.message), style="red")
        return _FAILED
    for kind, count in kept.counts.items():
        shell.say("territory-outlines.kept", count=count, kind=message("kinds", kind), source=source)
    if kept.displaced:
        shell.say("territory-outlines.displaced", style="yellow", count=len(kept.displaced))
    return 0


def _tell_known(shell: Shell, folder: Path) -> None:
    known = Outlines.at(folder)
    for kind in KINDS:
        source = known.source(kind)
        said = ""
        if source is not None:
            year = source.year or source.taken_at.year
            said = shell.words(
                "territory-outlines.source", producer=source.producer or source.file, year=year
            )
        count = len(known.known(kind))
        shell.say("territory-outlines.known", kind=message("kinds", kind), count=count, source=said)
