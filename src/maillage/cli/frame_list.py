"""``maillage frame list``: the frames shipped with Maillage."""

from __future__ import annotations

from typing import Any

import click

from maillage.cli import options
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.referential.frame import Frame
from maillage.referential.shipped import shipped_frames


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    return Spoken(words, "frame-list", callback=run, params=[options.form(words)])


@click.pass_obj
def run(shell: Shell, format: str) -> None:
    """Print the frames, one after the other."""
    if format == "json":
        shell.json({"frames": [frame_json(shell, one) for one in shipped_frames()]})
        return
    for one in shipped_frames():
        tell_frame(shell, one)


def tell_frame(shell: Shell, frame: Frame) -> None:
    """Say what a frame is: its title, its version, its size, whether it is official."""
    words = shell.words
    shell.line(f"{words.of(frame.title)} ({frame.id} {frame.version})", style="bold")
    if words.of(frame.summary):
        shell.line(words.of(frame.summary), indent=2)
    said = [
        words(f"frame-list.{frame.status}"),
        words("frame-list.official" if frame.official else "frame-list.unofficial"),
        words.count("asked", len(frame.asked)),
        words("frame-list.weighted" if frame.weighted else "frame-list.unweighted"),
    ]
    shell.line(" · ".join(said), indent=2)
    shell.line(frame.checksum, indent=2, style="dim")


def frame_json(shell: Shell, frame: Frame) -> dict[str, Any]:
    """What a frame is, for programs."""
    return {
        "id": frame.id,
        "version": frame.version,
        "title": shell.words.of(frame.title),
        "status": frame.status,
        "official": frame.official,
        "checksum": frame.checksum,
        "items": len(frame.items),
        "asked": len(frame.asked),
        "short": len(frame.short),
        "weighted": frame.weighted,
    }
