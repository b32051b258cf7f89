"""Write in a programme: make it, people, projects, what these choose to show, efforts."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from maillage.programme.sharing import PARTS, UnknownPartError, known_parts
from maillage_web.accounts.models import User
from maillage_web.dossiers.models import LivingDossier, Membership
from maillage_web.programmes.models import (
    Effort,
    Place,
    Programme,
    Project,
    Referent,
    SharingChoice,
)


class RefusedError(Exception):
    """Something that cannot be done; `field` is where, `words` why and what to do."""

    def __init__(self, field: str, words: Any) -> None:
        super().__init__(field)
        self.field = field
        self.words = words


@transaction.atomic
def make_programme(*, slug: str, title: str, officer: str, now: datetime.datetime) -> Programme:
    """Make a programme with a first officer, who has an account. Raises `RefusedError`."""
    if Programme.objects.filter(slug=slug).exists():
        raise RefusedError("slug", _("A programme is already at this address. Choose another one."))
    made = Programme.objects.create(slug=slug, title=title, created_at=now)
    give_place(programme=made, email=officer, role=Place.Role.OFFICER, now=now)
    return made


@transaction.atomic
def give_place(*, programme: Programme, email: str, role: str, now: datetime.datetime) -> None:
    """Give somebody who has an account a place, or another one. Raises `RefusedError`."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    person = _person(email, "email")
    mine = Place.objects.filter(programme=programme, user=person).first()
    if mine is not None and role != Place.Role.OFFICER:
        _keep_an_officer(mine)
    Place.objects.update_or_create(
        programme=programme,
        user=person,
        defaults={"role": role},
        create_defaults={"role": role, "since": now},
    )


@transaction.atomic
def remove_place(*, programme: Programme, place: int) -> None:
    """Take a place away; a programme keeps an officer. Raises `RefusedError`."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    found = Place.objects.filter(programme=programme, pk=place).first()
    if found is not None:
        _keep_an_officer(found)
        found.delete()


def _keep_an_officer(place: Place) -> None:
    others = Place.objects.filter(programme=place.programme_id, role=Place.Role.OFFICER).exclude(pk=place.pk)
    if place.role == Place.Role.OFFICER and not others.exists():
        raise RefusedError("email", _("This person is the last officer. Name another officer first."))


def _person(email: str, field: str) -> User:
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        words = _("Nobody enters with this address. Ask the person to make an account, then add them.")
        raise RefusedError(field, words)
    return found


@transaction.atomic
def add_project(
    *,
    programme: Programme,
    title: str,
    cohort: str,
    referent: str,
    dossier: str,
    joined_on: datetime.date,
    now: datetime.datetime,
) -> Project:
    """Add a project that somebody answers for; its dossier is one they are a member of. Raises `RefusedError`.

    Nothing of the dossier is shown until the referent chooses so.
    """
    person = _person(referent, "referent")
    living = LivingDossier.objects.filter(slug=dossier).first() if dossier else None
    if dossier and (living is None or not Membership.objects.filter(dossier=living, user=person).exists()):
        words = _(
            "This person takes part in no dossier at this address. Check both, or leave the dossier empty."
        )
        raise RefusedError("dossier", words)
    made = Project.objects.create(
        programme=programme,
        token=secrets.token_urlsafe(12),
        title=title,
        cohort=cohort,
        dossier=living,
        joined_on=joined_on,
    )
    Referent.objects.create(project=made, user=person, since=now)
    return made


@transaction.atomic
def choose(
    *,
    project: Project,
    author: int,
    parts: Iterable[str],
    public_parts: Iterable[str],
    unsaid: bool,
    research: bool,
    why: str,
    base: int,
    now: datetime.datetime,
) -> SharingChoice:
    """Write down what a project shows from now on. Raises `RefusedError` when a choice was made since `base`."""
    Project.objects.select_for_update().get(pk=project.pk)
    last = SharingChoice.objects.filter(project=project).order_by("-number").first()
    number = last.number if last else 0
    if number != base:
        words = _(
            "Another choice was made meanwhile: see the history below. Yours was not written; open the page again and"
            " make it anew."
        )
        raise RefusedError("parts", words)
    chosen, public = list(parts), list(public_parts)
    for part in (*chosen, *public):
        if part not in PARTS:
            raise UnknownPartError(part)
    return SharingChoice.objects.create(
        project=project,
        number=number + 1,
        parts=list(known_parts(chosen)),
        public_parts=list(known_parts(public)),
        unsaid=unsaid,
        research=research,
        why=why,
        chosen_by_id=author,
        at=now,
    )


def note_effort(
    *,
    programme: Programme,
    author: int,
    on: datetime.date,
    kind: str,
    hours: Decimal | None,
    cost: Decimal | None,
    what: str,
    project: Project | None,
    now: datetime.datetime,
) -> Effort:
    """Write down time or money that animating took."""
    return Effort.objects.create(
        programme=programme,
        project=project,
        on=on,
        kind=kind,
        hours=hours,
        cost=cost,
        what=what,
        noted_by_id=author,
        noted_at=now,
    )


def forget_person(person: User, _now: datetime.datetime) -> None:
    """Before somebody is erased, take them out of programmes; what they noted stays, unsigned."""
    Place.objects.filter(user=person).delete()
    Referent.objects.filter(user=person).delete()
    SharingChoice.objects.filter(chosen_by=person).update(chosen_by=None, why="")
    Effort.objects.filter(noted_by=person).update(noted_by=None, what="")
