"""A room of people on each server, then cuts and a kill on ours.

python -m bench.workshop [--people 300] [--seconds 30] [--pace 10] [--cut 30] [--only NAME] [--skip-faults] [--write]
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import ROOT
from bench.workshop import servers
from bench.workshop.servers import Server, running
from bench.workspace.site import Site

PAGE = ROOT / "docs" / "methods" / "bench-workshop.md"
MARK = "<!-- measured -->"
TARGET = 250.0
"""Milliseconds within which 95 % of the deliveries are to be made."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a room saw on a server: milliseconds from a note to the other screens; the share of a core, the memory."""

    name: str
    said: int
    delivered: int
    missing: int
    p50: float
    p95: float
    p99: float
    cpu: float
    memory: float
    crowd: float


@dataclass(frozen=True, slots=True)
class Faults:
    """What is left after cuts and a kill: notes said, acknowledged, acknowledged and not kept, kept twice; screens."""

    said: int
    acknowledged: int
    lost: int
    twice: int
    kept: int
    screens: int
    people: int


def main(arguments: list[str] | None = None) -> tuple[list[Row], Faults | None]:
    """Measure, print, and write the page when asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.workshop")
    for name, value in {"people": 300, "seconds": 30, "pace": 10, "cut": 30}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--only", choices=["maillage", "yjs", "pycrdt"])
    parser.add_argument("--skip-faults", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args(arguments)
    rows = measured(asked)
    faults = None if asked.skip_faults else broken(asked)
    told = table(asked, rows, faults)
    print(told)
    if asked.write:
        write(told)
    return rows, faults


def measured(asked: argparse.Namespace) -> list[Row]:
    """The same room on each server."""
    rows = []
    if asked.only in (None, "maillage"):
        with tempfile.TemporaryDirectory() as folder:
            site, tickets = _ground(Path(folder), asked.people)
            with running(servers.ours(site)) as server:
                rows.append(_row(server, _told(server, _crowd(tickets, server, asked)), asked.people))
    peers = [name for name in ("yjs", "pycrdt") if asked.only in (None, name)]
    if peers and (why := servers.unpack()):
        print(why)
        return rows
    for name in peers:
        with running(getattr(servers, name)()) as server:
            rows.append(_row(server, _told(server, _crowd(asked.people, server, asked)), asked.people))
    return rows


def _ground(folder: Path, people: int) -> tuple[Site, Path]:
    site = Site(folder / "site")
    site.make()
    tickets = folder / "tickets.json"
    tickets.write_text(site.run("bench.workshop.ground", "make", str(people)), encoding="utf-8")
    return site, tickets


def _crowd(people: object, server: Server, asked: argparse.Namespace, cut: int = 0) -> list[str]:
    """What sends a crowd: `people` are a file of tickets, or how many write in a shared document."""
    sizes = (people, server.port, asked.seconds + cut, asked.pace, cut)
    return [sys.executable, "-m", "bench.workshop.crowd", *(str(one) for one in sizes)]


def _told(server: Server, command: list[str], kill_after: float = 0) -> dict[str, Any]:
    """Send a crowd, and give what it saw, with what the server spent; killed and started again on the way if asked."""
    crowd = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert crowd.stdin is not None
    assert crowd.stdout is not None
    if crowd.stdout.readline().strip() != "READY":
        raise RuntimeError(f"{server.name}: the crowd could not come in")
    begun, spent = time.perf_counter(), server.cpu()
    crowd.stdin.write("go\n")
    crowd.stdin.flush()
    if kill_after:
        time.sleep(kill_after)
        server.kill()
        time.sleep(1.0)
        server.start()
        begun, spent = time.perf_counter(), 0.0
    last = crowd.stdout.readlines()[-1]
    crowd.wait()
    told: dict[str, Any] = json.loads(last)
    share = (server.cpu() - spent) / (time.perf_counter() - begun)
    return {**told, "server": share, "memory": server.memory()}


def _row(server: Server, told: dict[str, Any], people: int) -> Row:
    return Row(
        server.name,
        told["said"],
        told["delivered"],
        told["said"] * (people - 1) - told["delivered"],
        *(told[part] for part in ("p50", "p95", "p99")),
        told["server"],
        told["memory"],
        told["cpu"],
    )


def broken(asked: argparse.Namespace) -> Faults:
    """Half the phones cut, the server killed and started again meanwhile: what is left."""
    with tempfile.TemporaryDirectory() as folder:
        site, tickets = _ground(Path(folder), asked.people)
        with running(servers.ours(site)) as server:
            kill_after = (asked.seconds + asked.cut) / 3 + asked.cut / 2
            told = _told(server, _crowd(tickets, server, asked, asked.cut), kill_after=kill_after)
        kept = Counter(json.loads(site.run("bench.workshop.ground", "read")))
    acknowledged = set(told["acknowledged"])
    return Faults(
        said=told["said"],
        acknowledged=len(acknowledged),
        lost=len(acknowledged - set(kept)),
        twice=sum(count > 1 for count in kept.values()),
        kept=len(kept),
        screens=told["screens"],
        people=asked.people,
    )


def table(asked: argparse.Namespace, rows: list[Row], faults: Faults | None) -> str:
    """The measurements as Markdown."""
    rate = asked.people / asked.pace
    lines = [
        f"{datetime.date.today():%Y-%m-%d}, Python {platform.python_version()}, two cores: {asked.people} participants,"
        f" a note each every {asked.pace} s (about {rate:.0f} a second, {rate * (asked.people - 1):,.0f} deliveries a"
        f" second), {asked.seconds} s.",
        "",
        "| server | notes | deliveries | missing | p50, ms | p95, ms | p99, ms | core | memory, MB | crowd’s core |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.name} | {one.said} | {one.delivered:,} | {one.missing} | {one.p50:.1f} | {one.p95:.1f} | {one.p99:.1f}"
        f" | {one.cpu:.0%} | {one.memory:.0f} | {one.crowd:.0%} |"
        for one in rows
    ]
    if rows and rows[0].name == "Maillage":
        lines += ["", f"Aim, p95 under {TARGET:.0f} ms: {'held' if rows[0].p95 < TARGET else 'NOT held'}."]
        lines += [_ratio(rows[0], other) for other in rows[1:]]
    if faults is not None:
        lines += ["", *_said_of(faults, asked)]
    return "\n".join(lines)


def _ratio(ours: Row, other: Row) -> str:
    return (
        f"{other.name} beside Maillage: p95 × {other.p95 / ours.p95:.2f}, processor × {other.cpu / ours.cpu:.2f},"
        f" memory × {other.memory / ours.memory:.2f}."
    )


def _said_of(faults: Faults, asked: argparse.Namespace) -> list[str]:
    return [
        f"Faults: half the phones cut for {asked.cut} s, the server killed (SIGKILL) and started again meanwhile.",
        "",
        "| said | acknowledged | acknowledged and lost | kept twice | kept | screens with everything |",
        "|---:|---:|---:|---:|---:|---:|",
        f"| {faults.said} | {faults.acknowledged} | {faults.lost} | {faults.twice} | {faults.kept}"
        f" | {faults.screens} of {faults.people} |",
    ]


def write(told: str) -> None:
    """Put the measurements in the page, below its mark."""
    before = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{before}{MARK}\n\n{told}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
