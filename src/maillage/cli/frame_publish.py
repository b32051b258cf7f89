"""``maillage frame publish``: a version of a frame that will not change any more."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from maillage.cli import options, writing
from maillage.cli.frame_diff import tell_difference
from maillage.cli.frame_reading import frames_beside
from maillage.cli.problems import tell_problems
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Day, Spoken
from maillage.cli.words import Words
from maillage.dossier.problems import Problem
from maillage.io import atomic
from maillage.io.frames import frame_files, load_frame
from maillage.referential.correspondences import wrong_correspondences
from maillage.referential.frame import Frame
from maillage.referential.publishing import FILE, published, refuse_change

_REFUSED = 2
_EDITED = "wrong-checksum"


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    folder = options.path(words, "folder", help="frame-publish.folder")
    on = click.Option(
        ["--on"], type=Day(words), metavar=words("metavar.date"), help=words("frame-publish.on")
    )
    return Spoken(words, "frame-publish", callback=run, params=[folder, on, beside(words)])


def beside(words: Words) -> click.Option:
    """``--beside``: further frames to look at."""
    return click.Option(
        ["--beside"],
        type=click.Path(path_type=Path),
        multiple=True,
        metavar=words("metavar.path"),
        help=words("frame-publish.beside"),
    )


@click.pass_obj
def run(shell: Shell, folder: Path, on: datetime.date | None, beside: tuple[Path, ...]) -> int:
    """Publish; 0 when it is done or was done already, 2 when another content bears that number."""
    if not folder.is_dir():
        raise Refusal(shell.words("frame-publish.not-folder", path=folder))
    reading = load_frame(folder, as_draft=True)
    if reading.frame is None:
        return _told(shell, reading.problems)
    known = frames_beside(beside)
    if _refused(shell, reading.frame, known):
        return _REFUSED
    standing = load_frame(folder)
    if any(problem.code == _EDITED for problem in standing.problems):
        return _told(shell, standing.problems)
    there = standing.frame
    if there is not None and there.status == "published":
        day = there.published_on
        shell.say("frame-publish.already", frame=there.id, version=there.version, day=day)
        return 0
    _publish(shell, folder, published(reading.frame, on or shell.today))
    return 0


def _told(shell: Shell, problems: Sequence[Problem]) -> int:
    tell_problems(shell, problems, shell.warn, counted="frame-problems")
    return _REFUSED


def _refused(shell: Shell, frame: Frame, known: Sequence[Frame]) -> bool:
    """Whether that number is taken by another content, or correspondences are wrong; what and why is told."""
    refusals = refuse_change(known, frame)
    for refusal in refusals:
        tell_problems(shell, [refusal.problem], shell.warn, counted="frame-problems")
        shell.say("frame-publish.differs", style="bold")
        tell_difference(shell, refusal.difference)
    problems = () if refusals else wrong_correspondences(frame, known)
    if problems:
        tell_problems(shell, problems, shell.warn, counted="frame-problems")
    return bool(refusals or problems)


def _publish(shell: Shell, folder: Path, frame: Frame) -> None:
    """Write ``frame.csv``, and nothing else of the folder."""
    path = folder / FILE
    with writing.naming(path):
        atomic.write_file(path, frame_files(frame)[FILE].encode())
    day = frame.published_on
    shell.say("frame-publish.done", style="bold", frame=frame.id, version=frame.version, day=day)
    shell.say("frame-publish.checksum", checksum=frame.checksum)
