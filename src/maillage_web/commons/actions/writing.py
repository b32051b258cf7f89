"""Write an item: a draft, versions that never change, what it withdraws."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.dossier.values import slug as slug_of
from maillage_web.commons.models import Item, ItemVersion, Link

RULES = ("kind", "licence", "reading", "reuse", "gives_back", "authors")
TEXTS = ("language", "title", "summary", "body", "sources")


class StaleError(Exception):
    """The draft was written meanwhile; `draft` is what it says now."""

    def __init__(self, draft: ItemVersion) -> None:
        super().__init__(draft.edition)
        self.draft = draft


class NothingToPublishError(Exception):
    """There is no draft."""


@transaction.atomic
def begin(*, owner: int, said: Mapping[str, Any], now: datetime.datetime, dossier: int | None = None) -> Item:
    """Begin an item by its draft."""
    item = Item(owner_id=owner, dossier_id=dossier, created_at=now, slug=_free(said["title"]))
    _rule(item, said)
    item.save()
    draft = ItemVersion(item=item, number=0, by_id=owner, at=now)
    _fill(draft, said)
    draft.save()
    return item


def _free(title: str) -> str:
    stem, rank = slug_of(title)[:80] or "fiche", 1
    found = stem
    while Item.objects.filter(slug=found).exists() or found in RESERVED:
        rank += 1
        found = f"{stem}-{rank}"
    return found


RESERVED = frozenset({"regles", "ecrire", "cas", "miens"})


def _rule(item: Item, said: Mapping[str, Any]) -> None:
    for name in RULES:
        setattr(item, name, said[name])


def _fill(draft: ItemVersion, said: Mapping[str, Any]) -> None:
    for name in TEXTS:
        setattr(draft, name, said[name])
    draft.facets = {"links": said["links"], "rules": {name: said[name] for name in RULES}}
    if said.get("dropped"):
        draft.file, draft.file_name = None, ""
    if said.get("file") is not None:
        draft.file, draft.file_name = said["file"], said["file_name"]


@transaction.atomic
def save_draft(
    *, item: int, author: int, edition: int, said: Mapping[str, Any], now: datetime.datetime
) -> int:
    """Write the draft that stood at `edition`; give its new edition. Raises `StaleError`: nothing is lost.

    The rules of a published item change when the draft is published, not before.
    """
    held = Item.objects.select_for_update().get(pk=item)
    draft = held.versions.filter(number=0).first() or _reopened(held, author, now)
    if draft.edition != edition:
        raise StaleError(draft)
    _fill(draft, said)
    draft.edition, draft.at, draft.by_id = edition + 1, now, author
    draft.save()
    if held.state == Item.State.DRAFT:
        _rule(held, said)
        held.save()
    return draft.edition


def _reopened(item: Item, author: int, now: datetime.datetime) -> ItemVersion:
    """A draft that begins with what the last version says."""
    last = item.versions.order_by("-number").first()
    draft = ItemVersion(item=item, number=0, by_id=author, at=now)
    if last is not None:
        for name in (*TEXTS, "facets", "file", "file_name"):
            setattr(draft, name, getattr(last, name))
    return draft


def draft_of(item: Item) -> ItemVersion:
    """The draft, or what it would begin with; nothing is written."""
    return item.versions.filter(number=0).first() or _reopened(item, item.owner_id or 0, item.created_at)


@transaction.atomic
def publish(*, item: int, author: int, changes: str, now: datetime.datetime) -> int:
    """Freeze the draft as the next version; give its number. Raises `NothingToPublishError`."""
    held = Item.objects.select_for_update().get(pk=item)
    draft = held.versions.filter(number=0).first()
    if draft is None:
        raise NothingToPublishError(held.slug)
    last = held.versions.order_by("-number").values_list("number", flat=True).first() or 0
    draft.number, draft.changes, draft.by_id, draft.at = last + 1, changes, author, now
    draft.checksum = _checksum(draft)
    draft.save()
    _rule(held, draft.facets["rules"])
    held.number, held.state, held.published_at = draft.number, Item.State.PUBLISHED, now
    held.save()
    Link.objects.filter(item=held).delete()
    Link.objects.bulk_create(
        Link(item=held, kind=kind, code=code) for kind, code in map(tuple, draft.facets["links"])
    )
    return draft.number


def _checksum(draft: ItemVersion) -> str:
    said = json.dumps(
        [getattr(draft, name) for name in (*TEXTS, "facets")], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(said.encode() + bytes(draft.file or b"")).hexdigest()


@transaction.atomic
def withdraw(*, item: int) -> None:
    """Withdraw an item: it leaves the library; the dossiers that cite it go on reading it."""
    held = Item.objects.select_for_update().get(pk=item)
    held.state = Item.State.WITHDRAWN
    held.save()
