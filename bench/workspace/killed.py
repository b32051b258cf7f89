"""The site is killed at random while people save and import: is anything half-written, or acknowledged and lost?

python -m bench.workspace.killed --saves 500 [--database URL]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

import requests

from bench.workspace.editor import Editor
from bench.workspace.importer import Importer
from bench.workspace.site import Site

EDITORS = 5
IMPORTERS = 2
SHORTEST, LONGEST = 0.3, 8.0


class Storm:
    """Editors who go on until enough was acknowledged, and a hand that kills and starts the site again."""

    def __init__(self, site: Site, cookies: list[str], saves: int, imports: int) -> None:
        self.site = site
        self.wanted = saves, imports
        self.kills = 0
        self.failures: Counter[tuple[str, str]] = Counter()
        self.editors = [
            Editor(site.address, cookie, "bench-0", number) for number, cookie in enumerate(cookies[:EDITORS])
        ]
        self.importers = [
            Importer(site.address, cookie, "bench-0", number)
            for number, cookie in enumerate(cookies[EDITORS : EDITORS + IMPORTERS])
        ]
        self._chance = Random(7)

    @property
    def acknowledged(self) -> list[str]:
        """Everything that the site said it had saved."""
        people = (*self.editors, *self.importers)
        return [words for one in people for words in one.acknowledged]

    @property
    def over(self) -> bool:
        """Whether enough was saved, and enough imported."""
        imports = sum(len(one.acknowledged) for one in self.importers)
        return len(self.acknowledged) >= self.wanted[0] and imports >= self.wanted[1]

    def blow(self) -> None:
        """Kill and start again until enough was saved."""
        threads = [
            threading.Thread(target=self._go_on, args=(one,)) for one in (*self.editors, *self.importers)
        ]
        self.site.start()
        for thread in threads:
            thread.start()
        while not self.over:
            time.sleep(self._chance.uniform(SHORTEST, LONGEST))
            self.site.kill()
            self.kills += 1
            self.site.start()
        for thread in threads:
            thread.join()
        self.site.stop()

    def _go_on(self, one: Editor | Importer) -> None:
        while not self.over:
            try:
                one.save_once()
            except (requests.RequestException, RuntimeError) as error:
                self.failures[type(one).__name__, f"{error}"[:80]] += 1
                time.sleep(0.2)  # killed, or not there yet


def main() -> int:
    """Blow, then look; 1 when something was lost or half-written."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--saves", type=int, default=500)
    parser.add_argument("--imports", type=int, default=0, help="how many of them must be imports")
    parser.add_argument("--database", default="", help="address of an empty database; SQLite by default")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), asked.database)
        site.make()
        cookies = site.folder / "cookies.json"
        site.run(
            "bench.workspace.seed",
            "--dossiers=1",
            f"--people={EDITORS + IMPORTERS}",
            "--acts=3",
            f"--cookies={cookies}",
        )
        storm = Storm(site, json.loads(cookies.read_text(encoding="utf-8")), asked.saves, asked.imports)
        storm.blow()
        words = site.folder / "acknowledged.json"
        words.write_text(json.dumps(storm.acknowledged), encoding="utf-8")
        told = json.loads(site.run("bench.workspace.verify", "bench-0", str(words)))
    told |= {
        "acknowledged": len(storm.acknowledged),
        "of which imports": sum(len(one.acknowledged) for one in storm.importers),
        "kills": storm.kills,
        "unanswered": sum(one.unknown for one in storm.editors),
    }
    print(json.dumps(told, indent=1))
    print(*(f"{count} × {who}: {why}" for (who, why), count in storm.failures.most_common(8)), sep="\n")
    return 1 if told["lost"] or told["faults"] or told["broken seals"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
