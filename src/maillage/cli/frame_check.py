"""``maillage frame check``: whether a frame holds together, and everything that is wrong with it at once."""

from __future__ import annotations

import click

from maillage.cli import options
from maillage.cli.frame_list import frame_json, tell_frame
from maillage.cli.frame_reading import frame_named
from maillage.cli.problems import problem_json, tell_problems
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.problems import Problem, UnreadableError
from maillage.referential.correspondences import wrong_correspondences
from maillage.referential.frame import Frame
from maillage.referential.shipped import shipped_frames

WRONG = 1


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    return Spoken(words, "frame-check", callback=run, params=[named(words), options.form(words)])


def named(words: Words) -> click.Argument:
    """A frame: a folder, an archive, a workbook, or the id of one that is shipped."""
    return click.Argument(["name"], metavar=words("metavar.path"), help=words("frame.path"))


@click.pass_obj
def run(shell: Shell, name: str, format: str) -> int:
    """Read the frame; 0 when it holds together, 1 when something is wrong."""
    try:
        frame = frame_named(shell, name)
        if problems := _correspondences(frame):
            raise UnreadableError(problems)
    except UnreadableError as error:
        if format == "json":
            shell.json({"frame": None, "problems": [problem_json(shell, one) for one in error.problems]})
        else:
            tell_problems(shell, error.problems, shell.line, counted="frame-problems")
        return WRONG
    if format == "json":
        shell.json({"frame": frame_json(shell, frame), "problems": []})
    else:
        tell_frame(shell, frame)
        shell.say("frame-check.sound")
    return 0


def _correspondences(frame: Frame) -> tuple[Problem, ...]:
    """What is wrong with where its answers come from, as far as the versions at hand tell."""
    return wrong_correspondences(frame, shipped_frames(), {row.from_version for row in frame.correspondences})
