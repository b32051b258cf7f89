"""The list of dossiers: those one is in, those that are public; few questions to the database whatever their number."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from maillage.text import Text, same
from maillage_web.dossiers.choices import CARDS_PER_PAGE, Role
from maillage_web.dossiers.models import Act, LivingDossier, LivingRow, Membership, RowChange
from maillage_web.dossiers.policies import LEVELS


@dataclass(frozen=True, slots=True)
class LivingCard:
    """A living dossier in the list: what it is, what one is in it, when what one sees of it last changed."""

    slug: str
    title: str
    tongue: str
    summary: str
    territory: Text | None
    public: bool
    role: Role
    changed_at: datetime.datetime | None


def my_dossiers(user_id: int | None, number: Any, *, words: str = "", archived: bool = False) -> Page[Any]:
    """A page of the dossiers where somebody is, as pairs (dossier, role) turned into cards."""
    mine = Membership.objects.filter(user=user_id).select_related("dossier")
    mine = mine.filter(dossier__archived_at__isnull=not archived)
    mine = mine.filter(dossier__title__icontains=words) if words else mine
    found = mine.order_by("dossier__title", "dossier") if user_id is not None else mine.none()
    page = Paginator(found, CARDS_PER_PAGE).get_page(number)
    page.object_list = cards((one.dossier, Role(one.role)) for one in page.object_list)
    return page


def public_dossiers(
    user_id: int | None, number: Any, *, words: str = "", archived: bool = False
) -> Page[Any]:
    """A page of the public dossiers where somebody is not."""
    found = LivingDossier.objects.filter(public=True, archived_at__isnull=not archived)
    found = found.filter(title__icontains=words) if words else found
    if user_id is not None:
        found = found.exclude(memberships__user=user_id)
    page = Paginator(found.order_by("title", "pk"), CARDS_PER_PAGE).get_page(number)
    page.object_list = cards((one, Role.VISITOR) for one in page.object_list)
    return page


def cards(pairs: Iterable[tuple[LivingDossier, Role]]) -> list[LivingCard]:
    """The cards of some dossiers for somebody of these roles: one question for the records, one for each sight."""
    found = list(pairs)
    records = _records([dossier.pk for dossier, _role in found])
    changed = _changes(found)
    return [_card(dossier, role, records.get(dossier.pk, {}), changed) for dossier, role in found]


def _card(
    dossier: LivingDossier, role: Role, record: dict[str, str], changed: dict[int, datetime.datetime | None]
) -> LivingCard:
    territory = record.get("territory_name") or record.get("territory")
    return LivingCard(
        slug=dossier.slug,
        title=dossier.title,
        tongue=record.get("language", "fr"),
        summary=record.get("summary", ""),
        territory=same(territory) if territory else None,
        public=dossier.public,
        role=role,
        changed_at=changed.get(dossier.pk),
    )


def _records(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    if not keys:
        return {}
    found = LivingRow.objects.filter(dossier__in=keys, table="dossier")
    return dict(found.values_list("dossier", "cells"))


def _changes(pairs: list[tuple[LivingDossier, Role]]) -> dict[int, datetime.datetime | None]:
    """When each dossier last changed in what somebody of this role sees: other changes do not exist for them.

    What is kept for one actor is left out for all: a date that is too early betrays nothing.
    """
    by_sight = sorted(pairs, key=lambda pair: sorted(LEVELS[pair[1]]))
    found: dict[int, datetime.datetime | None] = {}
    for levels, group in groupby(by_sight, key=lambda pair: sorted(LEVELS[pair[1]])):
        keys = [dossier.pk for dossier, _role in group]
        dated = LivingDossier.objects.filter(pk__in=keys).annotate(changed_at=_last_change(levels))
        found.update(dated.values_list("pk", "changed_at"))
    return found


def _last_change(levels: Sequence[str]) -> Subquery:
    seen = Q(row__cells__visibility__in=levels) | Q(row__cells__visibility__isnull=True)
    changes: QuerySet[RowChange] = RowChange.objects.filter(seen, act=OuterRef("pk"))
    acts = Act.objects.filter(Exists(changes), dossier=OuterRef("pk")).order_by("-number")
    return Subquery(acts.values("at")[:1])
