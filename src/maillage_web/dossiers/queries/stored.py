"""Find stored dossiers, and what the library makes of them."""

from __future__ import annotations

import datetime

from django.db.models import Q

from maillage.articulation.analysis import Analysis, analyse
from maillage.dossier.dossier import Dossier
from maillage.dossier.values import fold
from maillage_web.dossiers import mappers, policies
from maillage_web.dossiers.choices import Origin
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.models import StoredDossier
from maillage_web.dossiers.queries import living
from maillage_web.dossiers.queries.living import Viewer
from maillage_web.dossiers.queries.shelf import Shelf

_ROWS = 150_000
_dossiers: Shelf[Dossier] = Shelf(_ROWS, lambda dossier: dossier.count())
_analyses: Shelf[Analysis] = Shelf(
    _ROWS, lambda analysis: analysis.chain.dossier.count() + len(analysis.findings)
)


def visible_entries(viewer: Viewer) -> tuple[Entry, ...]:
    """The examples and what the session sent, by title."""
    examples = Q(origin=Origin.EXAMPLE)
    mine = Q(origin=Origin.UPLOAD, session_key=viewer.token, expires_at__gt=viewer.now)
    stored = StoredDossier.objects.filter(examples | mine).defer("content")
    entries = [mappers.entry_of(row) for row in stored]
    mine_or_public = [
        entry for entry in entries if policies.may_open(entry, viewer.token, viewer.now).allowed
    ]
    return tuple(sorted(mine_or_public, key=lambda entry: fold(entry.title)))


def find_entry(slug: str, viewer: Viewer) -> Entry | None:
    """The stored dossier at this address, when there is one and the session may open it."""
    stored = StoredDossier.objects.filter(slug=slug).defer("content").first()
    if stored is None:
        return None
    entry = mappers.entry_of(stored)
    return entry if policies.may_open(entry, viewer.token, viewer.now).allowed else None


def first_example(preferred: str) -> str | None:
    """The slug of the preferred example when it is there, else of the first one."""
    slugs = list(
        StoredDossier.objects.filter(origin=Origin.EXAMPLE).order_by("slug").values_list("slug", flat=True)
    )
    return preferred if preferred in slugs else next(iter(slugs), None)


def read_dossier(entry: Entry) -> Dossier:
    """What the entry shows, read from the bytes or the rows kept unless it was lately."""
    if entry.living is not None and entry.audience is not None:
        return living.seen_then(entry.living, entry.number, entry.current, entry.audience)
    return _dossiers.get(entry.checksum, lambda: _unpack(entry))


def _unpack(entry: Entry) -> Dossier:
    content = StoredDossier.objects.values_list("content", flat=True).get(slug=entry.slug)
    return mappers.unpack(bytes(content))


def analysis_of(entry: Entry, day: datetime.date) -> Analysis:
    """What Maillage sees in the dossier on one day, computed unless it was lately."""
    return _analyses.get((entry.checksum, day), lambda: analyse(read_dossier(entry), day))
