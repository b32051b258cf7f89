"""What an import writes, hundreds of rows in one act, is killed in the middle: is any act half-written?

python -m bench.workspace.bulk --kills 40          (python -m bench.workspace.bulk --write SLUG is the one killed)
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from bench.workspace.site import ROOT, Site

ROWS = 200
SHORTEST, LONGEST = 0.05, 1.5


def main() -> int:
    """Kill, then look; 1 when something was lost or half-written."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--write", default="")
    asked = parser.parse_args()
    return write(asked.write) if asked.write else storm(asked.kills)


def storm(kills: int) -> int:
    """Start the writer, kill it at a random moment after its first acknowledgement, as often as asked."""
    chance, words = Random(11), []
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.make()
        cookies = f"--cookies={site.folder / 'cookies.json'}"
        site.run("bench.workspace.seed", "--dossiers=1", "--people=1", "--acts=3", cookies)
        for _ in range(kills):
            words += _until_killed(site, chance.uniform(SHORTEST, LONGEST))
        path = site.folder / "acknowledged.json"
        path.write_text(json.dumps(words), encoding="utf-8")
        told = json.loads(site.run("bench.workspace.verify", "bench-0", str(path)))
    print(json.dumps(told | {"acknowledged": len(words), "kills": kills, "rows of each": ROWS}, indent=1))
    return 1 if told["lost"] or told["faults"] or told["broken seals"] else 0


def _until_killed(site: Site, seconds: float) -> list[str]:
    command = [sys.executable, "-m", "bench.workspace.bulk", "--write", "bench-0"]
    writer = subprocess.Popen(command, env=site.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    first = writer.stdout.readline() if writer.stdout else ""
    time.sleep(seconds)
    writer.kill()
    told, _ = writer.communicate()
    return [line for line in (first + told).split("\n")[:-1] if line]


def write(slug: str) -> int:
    """Write acts of two hundred rows without end, and tell of each once it is committed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_web.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from maillage_web.dossiers.actions.edits import Edit
    from maillage_web.dossiers.actions.writing import write as write_rows
    from maillage_web.dossiers.models import LivingDossier, LivingRow

    dossier = LivingDossier.objects.get(slug=slug)
    rows = list(
        LivingRow.objects.filter(dossier=dossier).exclude(table="dossier").values_list("pk", "table")[:ROWS]
    )
    while True:
        words = f"imported-{time.time_ns()}"
        edits = [Edit("change", table, row, {"note": words}) for row, table in rows]
        write_rows(dossier=dossier.pk, author=None, edits=edits, now=timezone.now(), kind="import")
        print(words, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
