"""``maillage match``: what a dossier needs, and who could meet it among people described in a file."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from maillage.cli import options
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.matching.meeting import by_kind, meets
from maillage.matching.needs import Need, needs_of
from maillage.matching.people import Meeting, Person, Shown
from maillage.matching.wording import text

_PARTS = 5


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    file = click.Path(path_type=Path)
    path = click.Argument(["path"], type=file, metavar=words("metavar.path"), help=words("match.path"))
    people = click.Argument(["people"], type=file, metavar=words("metavar.path"), help=words("match.people"))
    asked = [options.form(words), options.on(words), options.at(words), options.encoding(words)]
    return Spoken(words, "match", callback=run, params=[path, people, *asked])


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    people: Path,
    format: str,
    on: datetime.date | None,
    at: str | None,
    encoding: str,
) -> None:
    """Print each need, and who could meet it with why."""
    dossier = dossier_at(shell, path, encoding)
    day = day_of(shell, dossier, at, on)
    known = _people(shell, people)
    found = [(need, meets(need, known, day)) for need in needs_of(dossier, day)]
    if format == "json":
        shell.json({"on": day.isoformat(), "needs": [_as_json(need, met) for need, met in found]})
        return
    if not found:
        shell.say("match.none")
    for need, met in found:
        _tell(shell, need, met)


def _tell(shell: Shell, need: Need, met: tuple[Meeting, ...]) -> None:
    shell.line()
    shell.line(shell.words.of(need.words), style="bold")
    if not met:
        shell.line(shell.words("match.nobody"), indent=2)
    for kind, inside in by_kind(met):
        shell.line(shell.words.of(text(f"matching-by.{kind}")), indent=2, style="italic")
        for one in inside:
            reasons = ", ".join(shell.words.of(words) for words in one.words)
            shell.line(shell.words("match.person", name=one.person.name, reasons=reasons), indent=4)


def _people(shell: Shell, path: Path) -> list[Person]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal(shell.words("match.unreadable", path=path)) from error
    if any(not (row.get("name") or "").strip() for row in rows) or not rows:
        raise Refusal(shell.words("match.unreadable", path=path))
    return [_person(number, row) for number, row in enumerate(rows, start=1)]


def _person(number: int, row: Mapping[str, Any]) -> Person:
    return Person(
        id=str(number),
        name=row["name"].strip(),
        does=_several(row, "does"),
        spheres=_several(row, "spheres"),
        territories=_several(row, "territories"),
        languages=_several(row, "languages"),
        practices=tuple(_practice(one) for one in _several(row, "practices")),
    )


def _several(row: Mapping[str, Any], column: str) -> tuple[str, ...]:
    cell = row.get(column) or ""
    return tuple(one.strip() for one in cell.split(";") if one.strip())


def _practice(words: str) -> Shown:
    parts = [one.strip() for one in words.split(":")][:_PARTS]
    return Shown(*parts)


def _as_json(need: Need, met: tuple[Meeting, ...]) -> dict[str, Any]:
    return {
        "code": need.code,
        "kind": need.kind,
        "words": need.words._asdict(),
        "rows": [list(one) for one in need.rows],
        "people": [
            {"name": one.person.name, "reasons": [words._asdict() for words in one.words]} for one in met
        ],
    }
