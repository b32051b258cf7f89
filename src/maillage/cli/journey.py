"""``maillage journey PATH [JOURNEY]``: where journeys stand; ``templates`` and ``check`` for their templates."""

from __future__ import annotations

import click

from maillage.cli.group import Group
from maillage.cli.words import Words

COMMANDS = {"show": "journey_show", "templates": "journey_templates", "check": "journey_check"}
"""Every command of the group and its module; a path without command is shown."""


class Journeys(Group):
    """The group, whose line may begin with a path: it is then shown."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the line names, else ``show`` and the whole line."""
        if args[0] not in self.modules:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def command(words: Words) -> click.Group:
    """The group, in the language of `words`."""
    settings = {"ignore_unknown_options": True, "allow_interspersed_args": False}
    return Journeys(words, "journey", COMMANDS, (), context_settings=settings)
