"""A frame named on the line: a path, or a shipped frame by its id, with or without its version."""

from __future__ import annotations

from pathlib import Path

from maillage.cli.shell import Refusal, Shell
from maillage.dossier.problems import UnreadableError
from maillage.io.frames import load_frame
from maillage.referential.frame import Frame
from maillage.referential.shipped import shipped, shipped_frames
from maillage.referential.wording import FrameError


def frame_at(path: Path) -> Frame:
    """The frame at `path`. Raises `UnreadableError` with all its problems."""
    reading = load_frame(path)
    if reading.frame is None:
        raise UnreadableError(reading.problems)
    return reading.frame


def frame_named(shell: Shell, name: str) -> Frame:
    """The frame at the path `name` when something stands there, else the shipped frame ``id`` or ``id-version``.

    Raises `UnreadableError` and `Refusal`.
    """
    if Path(name).exists() or "/" in name or "\\" in name:
        return frame_at(Path(name))
    for frame in shipped_frames():
        if name == f"{frame.id}-{frame.version}":
            return frame
    try:
        return shipped(name)
    except FrameError as error:
        raise Refusal(shell.words.of(error.text)) from error


def frames_beside(paths: tuple[Path, ...]) -> tuple[Frame, ...]:
    """The frames at `paths`, then those that are shipped. Raises `UnreadableError`."""
    return (*map(frame_at, paths), *shipped_frames())
