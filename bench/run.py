"""Run every measurement and print them with their ratios; ``--date`` also writes ``docs/methods/bench.md``.

python -m bench                                   print
python -m bench --date 2026-11-23                 print and write the page
python -m bench --site http://127.0.0.1:8000      read the pages of a running demo, not of one of its own
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path

from bench import web
from bench.measures import Measured

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "methods" / "bench.md"
LARGE = (1_250, 2_500, 5_000)
"""Actors of the large dossiers: 12,500, 25,000 and 50,000 rows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, on how many rows, what came out, beside what."""

    what: str
    rows: int
    result: str
    memory: str
    beside: str = ""


def main(arguments: list[str] | None = None) -> None:
    """Measure, print, and write the page when a date is given."""
    asked = _arguments(arguments)
    lines = [*many(asked.dossiers), *small(), *large(), *side_by_side(asked.compared)]
    lines += served(asked.site)
    print(table(lines))
    if asked.date:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(lines, asked.date), encoding="utf-8")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--dossiers", type=int, default=2_000, help="small dossiers loaded and checked (2000)"
    )
    parser.add_argument("--compared", type=int, default=20, help="small dossiers read by each tool (20)")
    parser.add_argument("--site", help="address of a running demo; without it one is served")
    parser.add_argument("--date", help="today, to write docs/methods/bench.md")
    return parser.parse_args(arguments)


def measured(name: str, *arguments: object) -> Measured:
    """Run one measurement in a fresh process."""
    command = [sys.executable, "-m", "bench.measures", name, *map(str, arguments)]
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{name} failed:\n{done.stderr}")
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def best(name: str, *arguments: object, by: str = "seconds") -> Measured:
    """The fastest of three runs, each in a fresh process: the one least disturbed by the rest of the machine."""
    return min((measured(name, *arguments) for _ in range(3)), key=lambda found: found[by])


def many(count: int) -> list[Line]:
    """Many small dossiers, from folders, in one process."""
    with tempfile.TemporaryDirectory() as folder:
        measured("write", folder, count, 40)
        found = measured("load_and_check", folder)
    what = f"{_number(count)} dossiers of 40 actors, from folders to findings, one process"
    result = f"{_rate(found)}, {found['seconds']:.1f} s, {found['seconds'] / count * 1000:.1f} ms each"
    return [Line(what, int(found["rows"]), result, _memory(found))]


def small() -> list[Line]:
    """One small dossier, from parsed rows."""
    found = best("parsed_rows_to_findings", 40, 200, by="median_ms")
    result = _spread(found["median_ms"], found["p95_ms"])
    beside = f"{found['median_ms'] / 30:.2f} × the 30 ms aimed at"
    return [
        Line(
            "one dossier of 40 actors, from parsed rows to findings",
            int(found["rows"]),
            result,
            _memory(found),
            beside,
        )
    ]


def large() -> list[Line]:
    """One large dossier at three sizes, to see whether time grows as the rows do."""
    lines, first = [], None
    for actors in LARGE:
        found = best("one_large", actors)
        each = found["seconds"] / found["rows"] * 1e6
        first = first or each
        result = f"{found['seconds']:.2f} s, of which reading {found['read']:.2f} s; {each:.0f} µs a row"
        beside = f"{each / first:.2f} × the time per row at 12,500 rows"
        what = f"one dossier of {_number(actors)} actors, from parsed rows to findings"
        lines.append(Line(what, int(found["rows"]), result, _memory(found), beside))
    return lines


def side_by_side(count: int) -> list[Line]:
    """The same folders read and validated by Maillage, frictionless, and pandas with pandera."""
    lines = []
    for dossiers, actors in ((count, 40), (1, 1_000)):
        with tempfile.TemporaryDirectory() as folder:
            measured("write", folder, dossiers, actors)
            ours = best("load", folder)
            what = f"{dossiers} × {_number(actors)} actors, from folders: read and validate"
            lines.append(Line(f"{what}, Maillage", int(ours["rows"]), _rate(ours), _memory(ours), "1"))
            for tool, name in (("with_frictionless", "frictionless"), ("with_pandera", "pandas + pandera")):
                theirs = best(tool, folder)
                beside = f"{theirs['seconds'] / ours['seconds']:.1f} × the time of Maillage"
                lines.append(
                    Line(f"{what}, {name}", int(theirs["rows"]), _rate(theirs), _memory(theirs), beside)
                )
    return lines


def served(site: str | None) -> list[Line]:
    """The pages of the demo at `site`, or of one served for the time of the measurement."""
    if site:
        return pages(site)
    with web.demo() as address:
        return pages(address)


def pages(site: str) -> list[Line]:
    """The pages of a running demo under 20 readers at once."""
    return [
        Line(f"page {path}, {web.READERS} readers at once", 0, _spread(median, p95), "", f"{count} requests")
        for path, median, p95, count in web.measure(site)
    ]


def _number(count: int) -> str:
    return f"{count:,}"


def _spread(median: float, p95: float) -> str:
    return f"median {median:.1f} ms, 95 % under {p95:.1f} ms"


def _rate(found: Measured) -> str:
    return f"{_number(round(found['rows'] / found['seconds']))} rows/s"


def _memory(found: Measured) -> str:
    return f"{found['mebibytes']:.0f} MiB"


HEADER = ("what", "rows", "result", "peak memory", "beside")


def cells(line: Line) -> tuple[str, ...]:
    """A line as the cells of the table."""
    return line.what, _number(line.rows) if line.rows else "", line.result, line.memory, line.beside


def table(lines: list[Line]) -> str:
    """The measurements as a table for a terminal."""
    rows = [HEADER, *map(cells, lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def machine() -> str:
    """The machine, in a few words."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


_FRENCH = """
Mesuré le {date} : {machine}. Chaque mesure a son propre processus ; le temps est celui du processeur
(pour les pages, de l’horloge), la mémoire le
maximum de ce processus, Python compris. Les dossiers sont synthétiques, tirés par un générateur à graine
(`bench/generator.py`) qui les annonce comme tels. Les autres outils lisent les mêmes fichiers : frictionless d’après le
descripteur écrit par Maillage, pandas et pandera d’après les mêmes définitions de champs, sans les listes ni les
réparations. Hors la première ligne et les
pages, chaque mesure est la meilleure de trois. Pour les refaire : `make bench`.
"""
_ENGLISH = """
Measured on {date}: {machine}. Each measurement has a process of its own; time is processor time
(for pages, that of the clock), memory the peak of
that process, Python included. Dossiers are synthetic, drawn by a seeded generator (`bench/generator.py`) that says so
in them. The other tools read the same files: frictionless from the descriptor that Maillage writes, pandas and pandera
from the same field definitions, without lists nor repairs. But for the first line and the
pages, each measurement is the best of
three. To measure again: `make bench`.
"""


def page(lines: list[Line], date: str) -> str:
    """The measurements as a page of the documentation."""
    said = [
        textwrap.fill(words.format(date=date, machine=machine()).strip(), 118)
        for words in (_FRENCH, _ENGLISH)
    ]
    rows = "\n".join(f"| {' | '.join(cells(line))} |" for line in lines)
    head = f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}"
    return "\n\n".join(["# Mesures / Measurements", *said, f"{head}\n{rows}\n"])


if __name__ == "__main__":
    main()
