"""``maillage frame diff``: what changes between two versions of a frame."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import click

from maillage.cli import options
from maillage.cli.frame_reading import frame_named
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.referential.frame import Frame
from maillage.referential.versions import CellChange, FrameChange, FrameDifference, compare_frames, said_of

STYLES = {"added": "green", "removed": "red"}


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    sides = [
        click.Argument([side], metavar=words(f"metavar.{side}-frame"), help=words(f"frame-diff.{side}"))
        for side in ("old", "new")
    ]
    return Spoken(words, "frame-diff", callback=run, params=[*sides, options.form(words)])


@click.pass_obj
def run(shell: Shell, old: str, new: str, format: str) -> int:
    """Compare; 0 when both say the same, 1 when they differ."""
    difference = compare_frames(frame_named(shell, old), frame_named(shell, new))
    if format == "json":
        shell.json(difference_json(shell, difference))
    else:
        tell_difference(shell, difference)
    return int(not difference.equal)


def tell_difference(shell: Shell, difference: FrameDifference) -> None:
    """Print what differs, kind after kind, then how much."""
    old, new = difference.old, difference.new
    shell.say("frame-diff.ends", old=old.id, was=old.version, new=new.id, now=new.version, style="bold")
    if old.id != new.id:
        shell.say("frame-diff.other", old=old.id, new=new.id)
    for kind, changes in groupby(difference.changes, key=lambda change: change.kind):
        shell.line(shell.words(f"kind.{kind}"), style=STYLES.get(kind, "yellow"))
        for change in changes:
            said = shell.words.of(change.said)
            shell.line(
                shell.words("frame-diff.line", id=change.item, said=said) if change.item else said, indent=2
            )
    shell.line(shell.words.of(said_of(difference)), style="bold")


def difference_json(shell: Shell, difference: FrameDifference) -> dict[str, Any]:
    """What differs, for programs."""
    sides = {"old": _side(difference.old), "new": _side(difference.new)}
    changes = [_change(shell, one) for one in difference.changes]
    return {"equal": difference.equal, **sides, "changes": changes}


def _side(frame: Frame) -> dict[str, Any]:
    return {"id": frame.id, "version": frame.version, "status": frame.status, "checksum": frame.checksum}


def _change(shell: Shell, change: FrameChange) -> dict[str, Any]:
    where = {"kind": change.kind, "table": change.table, "row": change.row, "item": change.item}
    return {**where, "said": shell.words.of(change.said), "cells": [_cell(one) for one in change.cells]}


def _cell(cell: CellChange) -> dict[str, Any]:
    return {"column": cell.column, "before": cell.before, "after": cell.after}
