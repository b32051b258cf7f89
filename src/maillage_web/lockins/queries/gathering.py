"""The dossiers that somebody sees, read together for their obstacles: as many questions for one as for a hundred."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from maillage.dossier.audience import seen_by
from maillage.dossier.dossier import Dossier
from maillage.lockins.recurring import Recurrences, Told, recurring
from maillage_web.dossiers import mappers
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.mappers.living import Stored, whole
from maillage_web.dossiers.models import LivingRow, StoredDossier
from maillage_web.dossiers.queries.living import Viewer, visible_living
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.stored import visible_entries
from maillage_web.lockins.choices import DOSSIERS

_TABLES = ("dossier", "actors", "obstacles", "sources")
"""What obstacles speak of: they refer to actors and to sources, and to nothing else."""

_read: Shelf[Dossier] = Shelf(60_000, lambda dossier: dossier.count())


def recurrences_for(viewer: Viewer, today: datetime.date) -> Recurrences:
    """What recurs across the dossiers of a person, the public ones, the examples and what their browser sent."""
    living = [one.entry() for one in visible_living(viewer.user_id)][:DOSSIERS]
    stored = list(visible_entries(viewer))
    found = _living_dossiers(living) | _stored_dossiers(stored)
    entries = [one for one in (*living, *stored) if one.slug in found]
    return recurring([Told(entry.slug, found[entry.slug], today) for entry in entries])


def _living_dossiers(entries: Sequence[Entry]) -> dict[str, Dossier]:
    """What each reader sees of the rows that obstacles speak of; one question for all of them."""
    rows: dict[int, list[Stored]] = {one.living: [] for one in entries if one.living is not None}
    asked = LivingRow.objects.filter(dossier__in=list(rows), table__in=_TABLES, archived=False)
    fields = ("dossier", "pk", "table", "identity", "cells", "version", "archived")
    for dossier, *values in asked.order_by("pk").values_list(*fields):
        rows[dossier].append(Stored(*values))
    return {one.slug: _seen(one, rows) for one in entries}


def _seen(entry: Entry, rows: dict[int, list[Stored]]) -> Dossier:
    if entry.living is None or entry.audience is None:
        raise ValueError(f"{entry.slug} is not written by people together")
    audience, number = entry.audience, entry.living
    return _read.get(entry.checksum, lambda: seen_by(whole(rows[number]), audience))


def _stored_dossiers(entries: Iterable[Entry]) -> dict[str, Dossier]:
    """Examples and what the session sent; one question for those that were not read lately."""
    by_slug = {one.slug: one for one in entries}
    contents: dict[str, bytes] = {}

    def content(slug: str) -> bytes:
        if not contents:
            kept = StoredDossier.objects.filter(slug__in=list(by_slug)).values_list("slug", "content")
            contents.update((one, bytes(held)) for one, held in kept)
        return contents[slug]

    def opened(entry: Entry) -> Dossier:
        return _read.get(entry.checksum, lambda: mappers.unpack(content(entry.slug)))

    return {slug: opened(one) for slug, one in by_slug.items()}
