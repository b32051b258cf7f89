"""What happens in dossiers before a person is erased: they leave them all, and what invited them goes."""

from __future__ import annotations

import datetime

from django.db import transaction

from maillage.text import Text, fill
from maillage_web.accounts.choices import ErasureRefused
from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.people import Place, close, close_unfit, enter
from maillage_web.dossiers.actions.writing import record
from maillage_web.dossiers.choices import ActKind, PeopleChange, Role
from maillage_web.dossiers.models import ImportDraft, Invitation, LivingDossier, Membership

_SOLE_OWNER = Text(
    "Vous êtes seul propriétaire de dossiers où d’autres travaillent : {titles}. Dans chacun, nommez d’abord un autre"
    " propriétaire à la page « Membres », ou archivez le dossier dans ses réglages.",
    "You are the only owner of dossiers where others work: {titles}. In each, first make somebody else owner on the"
    " page “Members”, or archive the dossier in its settings.",
)


@transaction.atomic
def leave_everywhere(person: User, now: datetime.datetime) -> None:
    """Leave every dossier; those where nobody else is are archived; invitations to or by the person go.

    Raises `ErasureRefused`, having changed nothing, when others would be left without an owner.
    """
    mine = Membership.objects.filter(user=person).order_by("dossier")
    places = [enter(dossier, person.pk, now) for dossier in list(mine.values_list("dossier", flat=True))]
    left_alone = [place.dossier for place in places if _needs_another_owner(place)]
    if left_alone:
        titles = ", ".join(f"“{dossier.title}”" for dossier in left_alone)
        raise ErasureRefused(fill(_SOLE_OWNER, titles=titles))
    for place in places:
        _leave(place)
    ImportDraft.objects.filter(author=person).delete()
    Invitation.objects.filter(email=person.email).delete()
    close(Invitation.objects.filter(invited_by=person, answered_at=None), now)


def _needs_another_owner(place: Place) -> bool:
    if place.standing.role is not Role.OWNER or place.standing.archived:
        return False
    others = Membership.objects.filter(dossier=place.dossier).exclude(user=place.author)
    return others.exists() and not others.filter(role=Role.OWNER).exists()


def _leave(place: Place) -> None:
    role, actor = place.standing.role, place.standing.actor
    Membership.objects.filter(dossier=place.dossier, user=place.author).delete()
    close_unfit(place.dossier, place.now)
    place.tell(PeopleChange.LEFT, user=place.author, role=role.value, actor=actor)
    if not Membership.objects.filter(dossier=place.dossier).exists():
        _archive(place.dossier, place)


def _archive(dossier: LivingDossier, place: Place) -> None:
    if dossier.archived_at is not None:
        return
    dossier.archived_at = place.now
    dossier.save(update_fields=["archived_at"])
    record(
        dossier=dossier, author=place.author, now=place.now, kind=ActKind.SETTINGS, details={"archived": True}
    )
