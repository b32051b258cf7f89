"""How long the server takes to make the questionnaire: ``python -m bench.referential.page``.

One organisation has answered every question of the frame, so that the page holds all it may hold. Each page is asked
for in one process, without network, once to warm up and then `TIMES` times; the median and the slowest are printed.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from typing import Any

TIMES = 30
MOST = 150.0
"""What making the whole questionnaire may take, in milliseconds."""
_QUERIES = {
    "short entry": "",
    "one theme": "?entree=complete&theme={theme}",
    "full": "?entree=complete",
}


def main() -> int:
    """Print a table of Markdown; 1 when the full questionnaire takes longer than it may."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(MAILLAGE_DATA=folder, MAILLAGE_SECRET_KEY="a key for measurements only")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_web.config.settings")
        client, addresses = _site()
        print("| questionnaire | questions | kB | median ms | slowest ms | processor ms |")
        print("|---|---:|---:|---:|---:|---:|")
        slowest = 0.0
        for what, address in addresses:
            count, size, durations, processor = measure(client, address)
            middle = statistics.median(durations)
            slowest = max(slowest, middle)
            figures = f"{size / 1000:.0f} | {middle:.0f} | {max(durations):.0f} | {processor:.0f}"
            print(f"| {what} | {count} | {figures} |", flush=True)
    print(f"\nmost allowed: {MOST:.0f} ms")
    return 0 if slowest <= MOST else 1


def measure(client: Any, address: str) -> tuple[int, int, list[float], float]:
    """How many questions a page asks, how long it is, what each making of it took, and the processor (milliseconds)."""
    page = client.get(address, headers={"host": "localhost"})
    if page.status_code != 200:
        raise RuntimeError(f"{address}: {page.status_code}")
    durations, processor = [], time.process_time()
    for _ in range(TIMES):
        begun = time.perf_counter()
        client.get(address, headers={"host": "localhost"})
        durations.append((time.perf_counter() - begun) * 1000)
    processor = (time.process_time() - processor) * 1000 / TIMES
    return page.content.count(b'<form class="question"'), len(page.content), durations, processor


def _site() -> tuple[Any, list[tuple[str, str]]]:
    """Somebody who has entered, and the addresses of the pages in both languages."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0, interactive=False)
    person, slug, theme = _dossier()
    client = Client()
    client.force_login(person)
    path = f"dossiers/{slug}/modeles/la-ferme/questions/"
    return client, [
        (f"{what}, {tongue}", f"{prefix}{path}{query.format(theme=theme)}")
        for tongue, prefix in (("fr", "/"), ("en", "/en/"))
        for what, query in _QUERIES.items()
    ]


def _dossier() -> tuple[Any, str, str]:
    """A dossier where one organisation has answered everything: who writes it, its slug, a theme of the frame."""
    from django.utils import timezone

    from maillage.referential.shipped import shipped
    from maillage_web.accounts.models import User
    from maillage_web.dossiers.actions.edits import Edit
    from maillage_web.dossiers.actions.living import begin
    from maillage_web.dossiers.actions.writing import write
    from maillage_web.dossiers.models import LivingDossier

    person = User.objects.create_user("bench@example.org", name="Bench")
    now = timezone.now()
    slug = begin(cells={"title": "Questionnaire"}, public=False, owner=person.pk, now=now)
    actor = Edit("add", "actors", None, {"id": "la-ferme", "name": "La ferme", "legal_form": "scic"})
    frame = shipped("efc")
    answers = [Edit("add", "answers", None, cells) for cells in _answers(frame, now.date().isoformat())]
    pk = LivingDossier.objects.values_list("pk", flat=True).get(slug=slug)
    write(dossier=pk, author=person.pk, edits=[actor, *answers], now=now)
    return person, slug, frame.themes[0].id


def _answers(frame: Any, day: str) -> Iterator[dict[str, str]]:
    for place, item in enumerate(frame.asked):
        yield {
            "id": f"answer-{place}",
            "holder": "la-ferme",
            "frame": frame.id,
            "version": frame.version,
            "item": item.id,
            "value": frame.levels[item.id][place % 3].code,
            "narrative": "Une phrase ou deux, comme on en écrit au téléphone entre deux rendez-vous.",
            "rater": "La ferme",
            "date": day,
            "visibility": "members",
        }


if __name__ == "__main__":
    raise SystemExit(main())
