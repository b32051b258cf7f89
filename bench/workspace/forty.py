"""Forty people edit one dossier at once: is every acknowledged change in its history?

python -m bench.workspace.forty --minutes 10 [--postgres]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from pathlib import Path

import requests

from bench.workspace.editor import Editor
from bench.workspace.site import Site

PEOPLE = 40


def main() -> int:
    """Edit, then look; 1 when something was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--database", default="", help="address of an empty database; SQLite by default")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), asked.database)
        editors, failures = edited(site, asked.minutes * 60)
        told = json.loads(site.run("bench.workspace.verify", "bench-0", _words(site, editors)))
    told |= {
        "saves": sum(len(one.acknowledged) for one in editors),
        "conflicts shown": sum(one.conflicts for one in editors),
        "failures": len(failures),
    }
    print(json.dumps(told, indent=1), *failures[:5], sep="\n")
    return 1 if told["lost"] or told["faults"] or failures else 0


def _words(site: Site, editors: list[Editor]) -> str:
    path = site.folder / "acknowledged.json"
    path.write_text(json.dumps([words for one in editors for words in one.acknowledged]), encoding="utf-8")
    return str(path)


def edited(site: Site, seconds: float) -> tuple[list[Editor], list[str]]:
    """Make a dossier, have everybody save in it for a while; gives what each one knows."""
    site.make()
    cookies = site.folder / "cookies.json"
    site.run("bench.workspace.seed", "--dossiers=1", f"--people={PEOPLE}", "--acts=3", f"--cookies={cookies}")
    editors = [
        Editor(site.address, cookie, "bench-0", number)
        for number, cookie in enumerate(json.loads(cookies.read_text(encoding="utf-8")))
    ]
    site.start()
    failures: list[str] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=_edit, args=(one, until, failures)) for one in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    site.stop()
    return editors, failures


def _edit(editor: Editor, until: float, failures: list[str]) -> None:
    while time.monotonic() < until:
        try:
            editor.save_once()
        except (requests.RequestException, RuntimeError) as error:
            failures.append(f"{editor.number}: {error}")
            time.sleep(0.5)


if __name__ == "__main__":
    raise SystemExit(main())
