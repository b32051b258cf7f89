"""``maillage journey templates``: the templates that are shipped, their phases and where they loop back."""

from __future__ import annotations

import click

from maillage.cli import options
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.journey.phase_guides import Template
from maillage.journey.standing_json import template_json
from maillage.journey.templates import templates
from maillage.text import listing


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    return Spoken(words, "journey-templates", callback=run, params=[options.form(words)])


@click.pass_obj
def run(shell: Shell, format: str) -> int:
    """Print the templates."""
    if format == "json":
        shell.json({"templates": [template_json(one) for one in templates()]})
        return 0
    for place, one in enumerate(templates()):
        if place:
            shell.line()
        tell_template(shell, one)
    return 0


def tell_template(shell: Shell, template: Template) -> None:
    """Say what a template is, phase by phase."""
    words = shell.words
    counted = words.count("journey-phases", len(template.phases))
    lasting = words("journey-templates.months", months=template.months) if template.months else ""
    shell.line(words.of(template.title), style="bold")
    shell.line(" · ".join(part for part in (template.id, counted, lasting) if part))
    titles = {one.code: one.title for one in template.phases}
    for one in template.phases:
        shell.line(f"{one.rank}. {words.of(one.title)}", indent=2)
        if one.loop.to:
            phases = listing([titles[code] for code in one.loop.to])
            shell.line(words("journey.loops-to", phases=phases, why=one.loop.why), indent=5)
