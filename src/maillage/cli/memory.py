"""``maillage memory``: what a collective keeps: decisions, learnings, commitments, resources."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from maillage.articulation.findings import name_of
from maillage.cli import options
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.day_words import date_words
from maillage.dossier.values import PartialDate
from maillage.journey import memory_json
from maillage.journey.memory import Memory, Story, SupersedesCycleError, memory_of
from maillage.text import Text

PARTS = ("decisions", "learnings", "commitments", "resources")


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    flags = [click.Option([f"--{name}"], is_flag=True, help=words(f"memory.{name}")) for name in PARTS]
    asked = [options.form(words), options.on(words), options.at(words), options.encoding(words)]
    return Spoken(words, "memory", callback=run, params=[options.path(words), *flags, *asked])


@click.pass_obj
def run(
    shell: Shell,
    /,
    path: Path,
    format: str,
    on: datetime.date | None,
    at: str | None,
    encoding: str,
    **flags: bool,
) -> None:
    """Print the memory of the dossier at `path`, whole or the parts that were asked for."""
    dossier = dossier_at(shell, path, encoding)
    try:
        memory = memory_of(dossier, day_of(shell, dossier, at, on))
    except SupersedesCycleError as error:
        raise Refusal(shell.words.of(error.text)) from error
    parts = [name for name in PARTS if flags[name]] or list(PARTS)
    if format == "json":
        told = {name: _JSON[name](getattr(memory, name)) for name in parts}
        shell.json({"on": memory.on.isoformat(), **told})
        return
    for name in parts:
        shell.line(shell.words(f"memory.{name}-title"), style="bold")
        lines = _LINES[name](shell.words, memory)
        for line, indent in lines or [(shell.words(f"memory.{name}-none"), 2)]:
            shell.line(line, indent=indent)
        shell.line()


Lines = list[tuple[str, int]]


def _date(words: Words, date: PartialDate | None) -> str:
    return words.of(date_words(date)) if date else words("memory.no-date")


def _line(words: Words, date: PartialDate | None, said: Text | str) -> str:
    shown = said if isinstance(said, str) else words.of(said)
    return words("memory.line", on=_date(words, date), said=shown)


def _decisions(words: Words, memory: Memory) -> Lines:
    lines: Lines = []
    for thread in memory.decisions.threads:
        for place, one in enumerate(thread.decisions):
            lines.append((_line(words, one.row.date, name_of(one.row)), 4 if place else 2))
            lines.append((one.row.outcome or words("memory.unsaid"), 6))
            lines.append((words.of(one.review.said), 6))
    return lines


def _learnings(words: Words, memory: Memory) -> Lines:
    lines: Lines = []
    for one in memory.learnings.learnings:
        lines.append((_line(words, one.date, one.row.learning), 2))
        lines.extend((said, 4) for said in (one.row.change, words.of(one.said)) if said)
    return lines


def _commitments(words: Words, memory: Memory) -> Lines:
    lines: Lines = []
    for pair in memory.commitments.pairs:
        lines += _story(words, pair.first, 2)
        for answer in pair.answers:
            lines.append((words("memory.answers", what=words.of(pair.first.name)), 4))
            lines += _story(words, answer, 4)
    return lines


def _story(words: Words, story: Story, indent: int) -> Lines:
    lines = [(f"{words.of(story.name)} ({words.of(story.who)})", indent)]
    for step in story.steps:
        lines.append((f"{words.of(step.status)}, {words.of(step.when)}", indent + 2))
        if step.row.note:
            lines.append((step.row.note, indent + 4))
    return lines


def _resources(words: Words, memory: Memory) -> Lines:
    lines: Lines = []
    for one in memory.resources:
        lines.append((words.of(one.name), 2))
        lines.append((words.of(one.dispersion), 4))
        for rater in one.raters:
            lines.append((words.of(rater.name), 4))
            lines += [(_line(words, it.row.date, it.state), 6) for it in rater.said]
    return lines


_LINES: dict[str, Callable[[Words, Memory], Lines]] = {
    "decisions": _decisions,
    "learnings": _learnings,
    "commitments": _commitments,
    "resources": _resources,
}
_JSON: dict[str, Callable[[Any], Any]] = {
    "decisions": memory_json.decisions_json,
    "learnings": memory_json.learnings_json,
    "commitments": memory_json.commitments_json,
    "resources": memory_json.resources_json,
}
