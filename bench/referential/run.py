"""Score a frame of 1,471 items for a thousand respondents: all at once, then one by one, and compare the values."""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.processes import ROOT
from bench.referential.crowd import crowd, frame_in
from maillage.referential.scoring import score
from maillage.referential.scoring_many import ManyScores, respondents, score_many

PUBLISHED = 85.7
"""Milliseconds: what the peer publishes for one scoring of this frame: in Python, on their machine (an M1)."""

COUNT, ALONE, PROFILES, SEED, RUNS = 1000, 100, 50, 1, 5
_FOLDER = ROOT.parent / "shared" / "conformance" / "tet"
_FIELDS = ("points_done", "points_planned", "points_not_done", "points_unfilled", "potential")


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.referential", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--folder", type=Path, default=_FOLDER, help="the peer's frames, when they are at hand"
    )
    parser.add_argument("--count", type=int, default=COUNT, help="how many respondents")
    asked = parser.parse_args(arguments)
    print(report(asked.folder, asked.count))


def report(folder: Path, count: int) -> str:
    """The measures as a table of Markdown, with what they were made on."""
    frame = frame_in(folder)
    answered, profiles = crowd(frame, count, SEED, PROFILES)
    arrays = respondents(frame, answered, profiles)
    many = score_many(frame, arrays)
    few = min(count, ALONE)
    each, alone = _timed(
        lambda: [score(frame, answered[number], profiles[number]) for number in range(few)], 1
    )
    worst = max(_difference(many, number, one) for number, one in enumerate(alone))
    rows = [
        ("all at once, from arrays", 1000 * _timed(lambda: score_many(frame, arrays), RUNS)[0] / count),
        (
            "answers put into arrays",
            1000 * _timed(lambda: respondents(frame, answered, profiles), 1)[0] / count,
        ),
        (f"one by one, plain Python ({few} of them)", 1000 * each / few),
    ]
    ours = rows[0][1]
    lines = [
        f"{len(frame.items):,} items, {len(frame.rules)} rules, {count:,} respondents, {PROFILES} profiles",
        "",
        "| what | ms per respondent | times “all at once” |",
        "|---|---:|---:|",
        *(f"| {name} | {value:.3f} | {value / ours:.1f} |" for name, value in rows),
        f"| published by the peer, on their machine | {PUBLISHED} | {PUBLISHED / ours:.0f} |",
        "",
        f"Largest difference between the two engines: {worst:.1e} points.",
        f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}.",
    ]
    return "\n".join(lines)


def _timed(run: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """The best seconds of some runs, and what the last gave."""
    best, found = float("inf"), None
    for _ in range(runs):
        began = time.perf_counter()
        found = run()
        best = min(best, time.perf_counter() - began)
    return best, found


def _difference(many: ManyScores, number: int, alone: Any) -> float:
    return max(
        float(
            np.abs(getattr(many, name)[number] - [getattr(one, name) for one in alone.items.values()]).max()
        )
        for name in _FIELDS
    )
