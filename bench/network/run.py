"""Run every measurement of the network and print seconds, ratios and whether the tools agree.

Each tool runs in a process of its own, on the same network, one after the other.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.network.measures import SOURCES
from bench.network.networks import chain_of
from bench.processes import ROOT, answer

PAGE = ROOT / "docs" / "methods" / "bench-network.md"
ACTORS, TIES = 10_000, 100_000
SMALL_ACTORS, SMALL_TIES = 1_000, 5_000
DOSSIER, DRAWS, RUNS = 40, 200, 15
TOOLS = ("maillage", "igraph", "networkit", "networkx")
MEASURES = ("graph", "betweenness", "articulation", "components")


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured with which tool: seconds of the wall and of all threads, their ratios to ours, differences."""

    what: str
    tool: str
    seconds: float
    cpu: float
    ratio: float
    cpu_ratio: float
    agrees: str


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write the page when a date is given."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.network", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--date", help="today, to write docs/methods/bench-network.md")
    parser.add_argument("--actors", type=int, default=ACTORS, help="size of the large network")
    parser.add_argument("--ties", type=int, default=TIES, help="ties of the large network")
    asked = parser.parse_args(arguments)
    dossier = readings_table(readings())
    lines = beside(SMALL_ACTORS, SMALL_TIES) + beside(asked.actors, asked.ties)
    print(f"{dossier}\n\n{table(lines)}")
    if asked.date:
        PAGE.write_text(page(dossier, lines, asked.date), encoding="utf-8")


def readings() -> dict[str, float]:
    """Milliseconds of all readings of a dossier of forty actors: as written, then with 200 plausible networks."""
    from maillage.network.readings import read_network

    chain = chain_of(DOSSIER)
    found = {}
    for draws in (0, DRAWS):
        read_network(chain, draws=draws)
        runs = []
        for _ in range(RUNS):
            began = time.perf_counter()
            read_network(chain, draws=draws)
            runs.append(1000 * (time.perf_counter() - began))
        found[f"{draws} draws"] = min(runs)
        found[f"{draws} draws, median"] = sorted(runs)[RUNS // 2]
    return found


def readings_table(found: dict[str, float]) -> str:
    """The milliseconds of the readings, as a table of Markdown."""
    head = [
        "| all readings of a dossier of 40 actors and 160 links | best, ms | median, ms |",
        "|---|---:|---:|",
    ]
    rows = [
        f"| {name} | {found[draws]:.1f} | {found[f'{draws}, median']:.1f} |"
        for draws, name in (
            ("0 draws", "as written, without interval"),
            (f"{DRAWS} draws", f"with intervals over {DRAWS} plausible networks"),
        )
    ]
    return "\n".join(head + rows)


def beside(actors: int, ties: int) -> list[Line]:
    """The same measures of one network with every tool."""
    with tempfile.TemporaryDirectory() as folder:
        found = {tool: measured(tool, actors, ties, folder) for tool in TOOLS}
        paths = {tool: Path(folder) / f"{tool}.npy" for tool in TOOLS}
        scores = {tool: np.load(path) for tool, path in paths.items() if path.exists()}
    lines = []
    for measure in MEASURES:
        ours, our_cpu = _seconds(found["maillage"], measure, actors), found["maillage"]["cpu"][measure]
        for tool in TOOLS:
            seconds = _seconds(found[tool], measure, actors)
            cpu = found[tool]["cpu"][measure] * _scale(found[tool], measure, actors)
            lines.append(
                Line(
                    what=f"{measure}, {actors:,} actors, {ties:,} ties",
                    tool=tool + (" (scaled)" if _scaled(found[tool], measure, actors) else ""),
                    seconds=seconds,
                    cpu=cpu,
                    ratio=seconds / ours,
                    cpu_ratio=cpu / our_cpu,
                    agrees=_agrees(found, scores, measure, tool),
                )
            )
    return lines


def _scale(found: dict[str, Any], measure: str, actors: int) -> float:
    return actors / found.get("sources", actors) if measure == "betweenness" else 1.0


def _scaled(found: dict[str, Any], measure: str, actors: int) -> bool:
    return _scale(found, measure, actors) != 1.0


def _seconds(found: dict[str, Any], measure: str, actors: int) -> float:
    return float(found["seconds"][measure]) * _scale(found, measure, actors)


def _agrees(found: dict[str, Any], scores: dict[str, Any], measure: str, tool: str) -> str:
    """The greatest difference of a score; or whether what was found is the same."""
    if tool == "maillage":
        return "—"
    if measure == "graph":
        return ""
    if measure != "betweenness":
        return "same" if found[tool][measure] == found["maillage"][measure] else "DIFFERS"
    if tool not in scores:
        return "not compared"
    return f"{np.abs(scores[tool] - scores['maillage']).max():.0e}"


def measured(tool: str, actors: int, ties: int, folder: str) -> dict[str, Any]:
    """Run one tool in a fresh process."""
    found: dict[str, Any] = answer("bench.network.measures", tool, str(actors), str(ties), folder)
    return found


def table(lines: list[Line]) -> str:
    """The lines as a table of Markdown."""
    head = [
        "| what | with | seconds | beside Maillage | CPU seconds | beside Maillage | differs from Maillage by |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    rows = [
        f"| {one.what} | {one.tool} | {one.seconds:,.3f} | {one.ratio:,.2f} × "
        f"| {one.cpu:,.3f} | {one.cpu_ratio:,.2f} × | {one.agrees} |"
        for one in lines
    ]
    return "\n".join(head + rows)


def page(dossier: str, lines: list[Line], date: str) -> str:
    """The page that keeps the last measurement."""
    preface = PREFACE.format(date=date, python=platform.python_version(), sources=SOURCES)
    return f"{preface}{dossier}\n\n{BESIDE}{table(lines)}\n"


PREFACE = """# Speed of the network

Written by `python -m bench.network --date`, on {date}: Python {python}, two cores. A ratio above 1 says that the other
tool takes longer than Maillage, which asks rustworkx (docs/adr/0017). Seconds are those of the wall, then those of all
threads, which say more where the machine is shared. “graph” is the time to make one from a list of pairs, once for all
the measures. “Scaled”: NetworkX counted paths from {sources} sources drawn at random, and its time is multiplied to all
of them; the smaller network it reads whole, and its values are compared.

"""

BESIDE = """## Beside other libraries

"""
