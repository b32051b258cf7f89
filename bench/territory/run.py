"""Run every measurement of the territory in turn, three times each in processes of their own, and print the ratios.

The files are INSEE's when they are at hand (``MAILLAGE_BENCH_DATA``), else files of the same shape without meaning.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.processes import ROOT, answer
from bench.territory import files
from bench.territory.lookups import Lookup

PAGE = ROOT / "docs" / "methods" / "bench-territory.md"
RUNS = 3
LOADED = "territory"


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
        questions = lookups(Path(folder))
    print(f"{table(lines)}\n\n{small_table(questions)}")
    if asked.date:
        PAGE.write_text(page(lines, questions, asked.date), encoding="utf-8")


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

    target = folder / LOADED
    load(comparator, target, now=files.NOW)
    return target


def lookups(folder: Path) -> list[Lookup]:
    """What a page asks of the figures that `every` loaded in `folder`: the quickest of the runs, each a process."""
    places = [str(folder / LOADED), str(files.outlines(folder / "kept"))]
    runs = [[Lookup(**one) for one in answer("bench.territory.lookups", *places)] for _ in range(RUNS)]
    return [min(same, key=lambda one: one.seconds) for same in zip(*runs, strict=True)]


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
    found: dict[str, float] = answer("bench.territory.measures", name, path)
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


def small_table(questions: list[Lookup]) -> str:
    """The questions of a page as a table of Markdown."""
    head = [
        "| what | with | milliseconds | meant place found first | beside Maillage |",
        "|---|---|---:|---:|---:|",
    ]
    ours = {one.what: one.seconds for one in questions if one.tool == "maillage"}
    compared = {one.what for one in questions if one.tool != "maillage"}
    ratios = [f"{one.seconds / ours[one.what]:.2f} ×" if one.what in compared else "—" for one in questions]
    rows = [
        f"| {one.what} | {one.tool} | {one.seconds * 1000:,.3f} | {one.first or '—'} | {ratio} |"
        for one, ratio in zip(questions, ratios, strict=True)
    ]
    return "\n".join(head + rows)


def page(lines: list[Line], questions: list[Lookup], date: str) -> str:
    """The page that keeps the last measurement."""
    whose = "INSEE’s own files" if files.is_official() else "files of the same shape, without meaning"
    return (
        PREFACE.format(date=date, whose=whose, python=platform.python_version(), runs=RUNS)
        + table(lines)
        + QUESTIONS
        + small_table(questions)
        + "\n"
    )


PREFACE = """# Speed and memory of the territory

Written by `python -m bench.territory --date`, on {date}: Python {python}, two cores, {whose}, the best of {runs} runs
of each tool, alternating. A ratio above 1 says that the other tool takes longer than Maillage.

The tools do not do the same beyond the figures: Maillage also checks every cell, tells secret from absent, counts on
how many communes each figure rests, computes départements and regions, and keeps counts and figures on disk with their
provenance. pandas and Polars read, carry the codes, sum and compute, and keep nothing.

"""

QUESTIONS = """

## What a page asks

One question at a time, in the memory of a process that has answered another before; the best of the runs. rapidfuzz is
asked as its users would: the names as they are, its weighted ratio, its default processor.

"""
