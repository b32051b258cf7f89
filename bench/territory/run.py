"""Run every measurement of the territory in turn, three times each in processes of their own, and print the ratios.

The files are INSEE's when they are at hand (``MAILLAGE_BENCH_DATA``), else files of the same shape without meaning.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.territory import files

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "methods" / "bench-territory.md"
RUNS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, with which tool: seconds (the best of the runs), peak memory, ratio to Maillage."""

    what: str
    tool: str
    rows: int
    seconds: float
    memory: float
    ratio: float


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write the page when a date is given."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.territory", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--date", help="today, to write docs/methods/bench-territory.md")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        lines = every(Path(folder))
    print(table(lines))
    if asked.date:
        PAGE.write_text(page(lines, asked.date), encoding="utf-8")


def every(folder: Path) -> list[Line]:
    """All the measurements."""
    comparator, equipment = files.comparator(folder), files.equipment(folder)
    lines = beside(
        "all indicators of the comparator, 34,875 communes and 1,255 EPCI", "catalogue", str(comparator)
    )
    lines += beside("equipment from the raw list, a line per kind and district", "equipment", str(equipment))
    lines += beside("the 12 most similar of every EPCI", "peers", str(_loaded(folder, comparator)))
    return lines


def _loaded(folder: Path, comparator: Path) -> Path:
    from maillage.io.territory.loading import load

    target = folder / "territory"
    load(comparator, target, now=datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC))
    return target


def beside(what: str, name: str, path: str) -> list[Line]:
    """One measurement by each tool; the runs of the tools alternate, so that what disturbs one disturbs all."""
    tools = [tool for tool in ("maillage", "pandas", "polars") if (name, tool) != ("peers", "polars")]
    found: dict[str, list[dict[str, float]]] = {tool: [] for tool in tools}
    for _ in range(RUNS):
        for tool in tools:
            found[tool].append(measured(f"{tool}_{name}", path))
    best = {tool: min(runs, key=lambda run: run["seconds"]) for tool, runs in found.items()}
    ours = best["maillage"]["seconds"]
    return [
        Line(what, tool, int(one["rows"]), one["seconds"], one["memory"], one["seconds"] / ours)
        for tool, one in best.items()
    ]


def measured(name: str, path: str) -> dict[str, float]:
    """Run one measurement in a fresh process."""
    command = [sys.executable, "-m", "bench.territory.measures", name, path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} failed:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def table(lines: list[Line]) -> str:
    """The lines as a table of Markdown."""
    head = [
        "| what | with | territories | seconds | peak MiB | beside Maillage |",
        "|---|---|---:|---:|---:|---:|",
    ]
    rows = [
        f"| {one.what} | {one.tool} | {one.rows:,} | {one.seconds:.2f} | {one.memory:.0f} | {one.ratio:.2f} × |"
        for one in lines
    ]
    return "\n".join(head + rows)


def page(lines: list[Line], date: str) -> str:
    """The page that keeps the last measurement."""
    whose = "INSEE’s own files" if files.is_official() else "files of the same shape, without meaning"
    return (
        PREFACE.format(date=date, whose=whose, python=platform.python_version(), runs=RUNS)
        + table(lines)
        + "\n"
    )


PREFACE = """# Speed and memory of the territory

Written by `python -m bench.territory --date`, on {date}: Python {python}, two cores, {whose}, the best of {runs} runs
of each tool, alternating. A ratio above 1 says that the other tool takes longer than Maillage.

The tools do not do the same beyond the figures: Maillage also checks every cell, tells secret from absent, counts on
how many communes each figure rests, computes départements and regions, and keeps counts and figures on disk with their
provenance. pandas and Polars read, carry the codes, sum and compute, and keep nothing.

"""
