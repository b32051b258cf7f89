"""Items that somebody may read: lists by kind and facet, one item with its versions, who cites it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from maillage_web.commons.models import Citation, Item, ItemVersion, Link
from maillage_web.commons.policies import Asking, Standing
from maillage_web.dossiers.queries.living import find_living

LINKS = ("obstacle", "lever", "practice", "phase", "sphere")
_TEXTS = ("file",)


@dataclass(frozen=True, slots=True)
class Opened:
    """An item as somebody reads it: the version shown, the others, what they may do."""

    item: Item
    shown: ItemVersion
    versions: tuple[ItemVersion, ...]
    mine: bool


def readable(asking: Asking) -> QuerySet[Item]:
    """The published items that they may read; what a moderator hid is for moderators."""
    levels = [one for one in ("public", "community") if asking.reads(one).allowed]
    found = Item.objects.filter(state=Item.State.PUBLISHED, reading__in=levels)
    return found if asking.standing is Standing.MODERATOR else found.filter(hidden_at=None)


def listed(asking: Asking, kind: str, links: Mapping[str, str]) -> QuerySet[Item]:
    """The readable items of a kind about all of `links`, the latest first, each with the version to show."""
    found = readable(asking)
    if kind:
        found = found.filter(kind=kind)
    for name, code in links.items():
        if code:
            found = found.filter(Exists(Link.objects.filter(item=OuterRef("pk"), kind=name, code=code)))
    said = ItemVersion.objects.filter(number__gt=0).defer(*_TEXTS, "body").order_by("-number")
    ordered = found.order_by("-published_at", "-pk")
    return ordered.prefetch_related(Prefetch("versions", said, to_attr="said"))


def drafts_of(user_id: int) -> QuerySet[ItemVersion]:
    """The drafts of a person, the latest first."""
    found = ItemVersion.objects.filter(number=0, item__owner=user_id).select_related("item")
    return found.defer(*_TEXTS, "body").order_by("-at", "-pk")


def find_item(asking: Asking, slug: str, number: int | None = None) -> Opened | None:
    """The item, in its published version or in version `number`; none when there is nothing here for them."""
    item = Item.objects.filter(slug=slug).first()
    if item is None or not _opens(asking, item):
        return None
    versions = tuple(item.versions.filter(number__gt=0).defer(*_TEXTS).order_by("-number"))
    wanted = item.number if number is None else number
    shown = next((one for one in versions if one.number == wanted), None)
    mine = asking.user_id is not None and item.owner_id == asking.user_id
    return Opened(item, shown, versions, mine) if shown is not None else None


def _opens(asking: Asking, item: Item) -> bool:
    if asking.user_id is not None and item.owner_id == asking.user_id:
        return True
    if item.hidden_at is not None and asking.standing is not Standing.MODERATOR:
        return False
    if not asking.reads(item.reading).allowed:
        return False
    return item.state == Item.State.PUBLISHED or _cites(item, asking.user_id)


def _cites(item: Item, user_id: int | None) -> bool:
    """A withdrawn item stays readable to the members of the dossiers that cite it."""
    if item.state != Item.State.WITHDRAWN or user_id is None:
        return False
    return Citation.objects.filter(item=item, dossier__memberships__user=user_id).exists()


def owned(slug: str, user_id: int | None) -> Item | None:
    """The item when it is theirs."""
    return Item.objects.filter(slug=slug, owner=user_id).first() if user_id is not None else None


def cited_by(item: Item, user_id: int | None) -> tuple[list[Citation], int]:
    """The citations by dossiers that they may read, and how many other dossiers cite it."""
    found = list(item.citations.select_related("dossier").order_by("at", "pk")[:200])
    slugs = {one.dossier.slug for one in found}
    seen = {slug for slug in slugs if find_living(slug, user_id) is not None}
    return [one for one in found if one.dossier.slug in seen], len(slugs - seen)
