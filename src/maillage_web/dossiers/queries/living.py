"""Living dossiers: find them, what somebody is in them, what they see of them, now or at a past act."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from maillage.dossier.audience import Audience, hidden_from, seen_by, sees
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.mappers.living import Past, Stored, before, whole
from maillage_web.dossiers.models import Act, LivingDossier, LivingRow, Membership, RowChange
from maillage_web.dossiers.policies import Action, Standing
from maillage_web.dossiers.queries.shelf import Shelf

_ROWS = 150_000
_NOBODY = "_"  # no row has this id
_wholes: Shelf[Dossier] = Shelf(_ROWS, lambda dossier: dossier.count())
_seen: Shelf[Dossier] = Shelf(_ROWS, lambda dossier: dossier.count())


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a person or nobody, the token of their session, and when."""

    user: Any
    token: str
    now: datetime.datetime

    @property
    def user_id(self) -> int | None:
        """The person's number; none for who has not entered."""
        return self.user.pk if self.user is not None and self.user.is_authenticated else None


@dataclass(frozen=True, slots=True)
class Living:
    """A living dossier and what the viewer is in it."""

    pk: int
    slug: str
    title: str
    public: bool
    number: int
    created_at: datetime.datetime
    archived_at: datetime.datetime | None
    standing: Standing

    def entry(self, number: int | None = None) -> Entry:
        """The entry that pages read, as it stood after the act `number` (by default the last one)."""
        at = self.number if number is None else number
        audience = self.standing.audience
        return Entry(
            slug=self.slug,
            title=self.title,
            checksum=checksum_of(self.pk, at, self.number, audience),
            is_upload=False,
            session_key="",
            loaded_at=self.created_at,
            expires_at=None,
            living=self.pk,
            number=at,
            current=self.number,
            audience=audience,
        )


def checksum_of(dossier: int, number: int, current: int, audience: Audience) -> str:
    """What tells apart what an audience sees of a dossier after an act; the past depends on what was hidden since."""
    moment = str(number) if number == current else f"{number}<{current}"
    return f"{dossier}@{moment}/{audience.key}"


def find_living(slug: str, user_id: int | None) -> Living | None:
    """The living dossier at this address, when it exists for this person."""
    row = LivingDossier.objects.filter(slug=slug).first()
    if row is None:
        return None
    found = _living(row, standing_in(row, user_id))
    return found if found.standing.may(Action.READ).allowed else None


def _membership(dossier: int, user_id: int | None) -> Membership | None:
    if user_id is None:
        return None
    mine = Membership.objects.filter(dossier=dossier, user=user_id)
    return mine.prefetch_related("confidences").first()


def _living(row: LivingDossier, standing: Standing) -> Living:
    return Living(
        pk=row.pk,
        slug=row.slug,
        title=row.title,
        public=row.public,
        number=row.number,
        created_at=row.created_at,
        archived_at=row.archived_at,
        standing=standing,
    )


def standing_of(row: LivingDossier, membership: Membership | None) -> Standing:
    """What the person of this membership is in the dossier; a visitor without one."""
    if membership is None:
        return Standing(Role.VISITOR, public=row.public, archived=row.archived_at is not None)
    return Standing(
        role=Role(membership.role),
        actor=membership.actor,
        trusted_by=frozenset(confidence.actor for confidence in membership.confidences.all()),
        public=row.public,
        archived=row.archived_at is not None,
        user_id=membership.user_id,
    )


def standing_in(row: LivingDossier, user_id: int | None) -> Standing:
    """What a person is in the dossier, as the database says it now."""
    return standing_of(row, _membership(row.pk, user_id))


def visible_living(user_id: int | None, *, archived: bool = False) -> list[Living]:
    """The dossiers of a person, then the public ones; three queries whatever their number."""
    mine = {
        one.dossier_id: one
        for one in Membership.objects.filter(user=user_id).prefetch_related("confidences")
        if user_id is not None
    }
    rows = LivingDossier.objects.filter(
        Q(pk__in=list(mine)) | Q(public=True), archived_at__isnull=not archived
    )
    return [_living(row, standing_of(row, mine.get(row.pk))) for row in rows.order_by("title", "pk")]


# --- rows -----------------------------------------------------------------------------------------------------------


def stored_rows(dossier: int) -> dict[int, Stored]:
    """Every row as it stands, the archived ones included, by key, in the order they were added."""
    values = LivingRow.objects.filter(dossier=dossier).order_by("pk")
    fields = ("pk", "table", "identity", "cells", "version", "archived")
    return {found[0]: Stored(*found) for found in values.values_list(*fields).iterator(chunk_size=2000)}


def changes_after(dossier: int, number: int) -> list[Past]:
    """The changes of the acts after `number`, the latest first."""
    found = RowChange.objects.filter(act__dossier=dossier, act__number__gt=number)
    values = found.order_by("-act__number", "-pk").values_list("row", "kind", "before", "after")
    return [Past(*one) for one in values.iterator(chunk_size=2000)]


def rows_at(dossier: int, number: int) -> dict[int, Stored]:
    """Every row as it stood after the act `number`: today's rows, from which later changes are taken back.

    Rows are read before changes: an act that lands in between is taken back from rows that it had not reached, which
    changes nothing.
    """
    rows = stored_rows(dossier)
    for change in changes_after(dossier, number):
        if change.row in rows:
            earlier = before(rows.pop(change.row), change)
            if earlier is not None:
                rows[change.row] = earlier
    return dict(sorted(rows.items()))


def whole_at(dossier: int, number: int) -> Dossier:
    """The whole dossier after the act `number`, read unless it was lately. Not for the eyes of just anybody."""
    return _wholes.get(f"{dossier}@{number}", lambda: whole(rows_at(dossier, number).values()))


def seen_at(dossier: int, number: int, audience: Audience) -> Dossier:
    """What an audience sees of the dossier after the act `number`."""
    key = f"{dossier}@{number}/{audience.key}"
    return _seen.get(key, lambda: seen_by(whole_at(dossier, number), audience))


def seen_then(dossier: int, number: int, current: int, audience: Audience) -> Dossier:
    """What an audience sees of a past state: what it saw then, without the rows hidden from it after the act `current`.

    `current` is the last act, or the one that was when somebody took the past state away.
    """
    if number == current:
        return seen_at(dossier, number, audience)
    key = checksum_of(dossier, number, current, audience)
    return _seen.get(
        key, lambda: seen_by(_without_hidden_since(dossier, number, current, audience), audience)
    )


def _without_hidden_since(dossier: int, number: int, current: int, audience: Audience) -> Dossier:
    now = rows_at(dossier, current).values()
    hidden = {row.pk for row in now if not sees(audience, row.table, row.cells)}
    whole = whole_at(dossier, number)
    kept: dict[str, Any] = {
        table: tuple(
            replace(row, visibility="actor", kept_for=_NOBODY) if row.line in hidden else row
            for row in whole.rows(table)
        )
        for table in LISTED
    }
    return replace(whole, **kept)


def hidden_at(dossier: int, number: int, audience: Audience) -> dict[str, set[str]]:
    """By table, the ids that an audience does not see."""
    return hidden_from(whole_at(dossier, number), seen_at(dossier, number, audience))


@dataclass(frozen=True, slots=True)
class Unseen:
    """What an audience does not see of the rows as they stand, the archived ones included: their keys, their ids."""

    rows: frozenset[int]
    ids: dict[str, set[str]]


def unseen(dossier: int, audience: Audience) -> Unseen:
    """The rows that an audience does not see; an id is not seen when none of its rows is."""
    keys: set[int] = set()
    ids: dict[bool, dict[str, set[str]]] = {True: {}, False: {}}
    for row in stored_rows(dossier).values():
        seen = sees(audience, row.table, row.cells)
        ids[seen].setdefault(row.table, set()).add(row.identity)
        if not seen:
            keys.add(row.pk)
    hidden = {table: found - ids[True].get(table, set()) for table, found in ids[False].items()}
    return Unseen(frozenset(keys), hidden)


def number_at(dossier: int, moment: datetime.datetime) -> int:
    """The number of the last act at or before `moment`; 0 when the dossier had not begun."""
    acts = Act.objects.filter(dossier=dossier, at__lte=moment).order_by("-number")
    return acts.values_list("number", flat=True).first() or 0


def number_asked(dossier: int, words: str) -> int | None:
    """The act that an address asks for: its number, or the last one of a past day (2026-11-23); none if unreadable."""
    if words.isascii() and words.isdigit():
        return int(words[:9])
    try:
        day = datetime.date.fromisoformat(words)
    except ValueError:
        return None
    end = datetime.datetime.combine(day, datetime.time.max, tzinfo=timezone.get_current_timezone())
    return number_at(dossier, end)
