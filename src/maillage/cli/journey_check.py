"""``maillage journey check``: whether a journey template holds together, else all that is wrong with it."""

from __future__ import annotations

from pathlib import Path

import click

from maillage.cli import options
from maillage.cli.journey_templates import tell_template
from maillage.cli.problems import problem_json, tell_problems
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.io.journeys import load_template
from maillage.journey.standing_json import template_json

WRONG = 1


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    path = options.path(words, help="journey-check.path")
    return Spoken(words, "journey-check", callback=run, params=[path, options.form(words)])


@click.pass_obj
def run(shell: Shell, path: Path, format: str) -> int:
    """Read the template; 0 when it holds together, 1 when something is wrong."""
    reading = load_template(path)
    if format == "json":
        told = template_json(reading.template) if reading.template else None
        shell.json({"template": told, "problems": [problem_json(shell, one) for one in reading.problems]})
    elif reading.template is None:
        tell_problems(shell, reading.problems, shell.line, counted="journey-problems")
    else:
        tell_template(shell, reading.template)
        shell.say("journey-check.sound")
    return WRONG if reading.template is None else 0
