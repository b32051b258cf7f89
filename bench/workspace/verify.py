"""Look at a dossier after the storm: what was acknowledged is in its history, rows and seals hold.

python -m bench.workspace.verify SLUG acknowledged.json
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_web.config.settings")

import django

django.setup()

from maillage_web.dossiers.models import LivingDossier, RowChange
from maillage_web.dossiers.queries import history, proof
from maillage_web.dossiers.queries.living import whole_at


def main() -> None:
    """Print what was found."""
    slug, words = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    dossier = LivingDossier.objects.get(slug=slug)
    kept = set()
    for after in RowChange.objects.filter(act__dossier=dossier).values_list("after", flat=True):
        kept |= {text for text in after.values() if text.startswith("seen-")}
        kept |= {text for text in after.values() if text.startswith("imported-")}
    found = {
        "acts": dossier.number,
        "lost": sorted(set(words) - kept)[:20],
        "faults": proof.faults(dossier.pk)[:20],
        "broken seals": history.broken_seals(dossier.pk)[:20],
        "rows": whole_at(dossier.pk, dossier.number).count(),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
