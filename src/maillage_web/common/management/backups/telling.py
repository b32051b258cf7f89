"""Progress in the terminal, when there is something to wait for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from maillage_web.common.management.backups.saving import Tell

_PATIENCE = 1.0  # seconds before anything is shown
_EVERY = 0.1


@contextmanager
def shown_progress(words: str) -> Iterator[Tell]:
    """A bar on the error output, once it has lasted for more than a second, in a terminal only."""
    console = Console(stderr=True)
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(words)
    told_at = time.monotonic()
    shows_at = told_at + _PATIENCE

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        moment = time.monotonic()
        if moment < shows_at or (moment - told_at < _EVERY and done < total):
            return
        told_at = moment
        bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield tell
    finally:
        bar.stop()
