"""Who is in a living dossier: roles, departures, the facilitators named for an actor. History keeps each of them."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage_web.accounts.actions import post
from maillage_web.accounts.choices import Letter, LetterNotSent
from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.edits import NotAllowedError
from maillage_web.dossiers.actions.letters import LEAD_LOST, REMOVED, in_a_letter
from maillage_web.dossiers.actions.writing import record
from maillage_web.dossiers.choices import ActKind, PeopleChange, Role
from maillage_web.dossiers.models import Confidant, Invitation, LivingDossier, Membership
from maillage_web.dossiers.policies import Action, Decision, Standing
from maillage_web.dossiers.queries.living import seen_at, standing_in

_LAST_OWNER = _(
    "A dossier always has an owner. Make somebody else owner first, or archive the dossier in its settings."
)
_NOT_A_FACILITATOR = _("Only a facilitator can be named for an actor. Change the role of this person first.")
_WHICH_ACTOR = _("Choose the actor that this person will lead, among those of the dossier.")


class PeopleRefusedError(Exception):
    """What was asked about people does not hold; nothing was changed. `reason` says why and what to do, to people."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Place:
    """A dossier under the lock, and what the author of an action is in it."""

    dossier: LivingDossier
    standing: Standing
    author: int
    now: datetime.datetime

    def require(self, decision: Decision) -> None:
        """Go on only when it is allowed. Raises `NotAllowedError`."""
        if not decision.allowed:
            raise NotAllowedError(decision.reason)

    def member(self, key: int) -> Membership:
        """A member of the dossier by the key of the membership. Raises `KeyError`."""
        found = Membership.objects.select_related("user").filter(dossier=self.dossier, pk=key).first()
        if found is None:
            raise KeyError(key)
        return found

    def is_led(self, actor: str) -> bool:
        """Whether somebody leads the actor."""
        return Membership.objects.filter(dossier=self.dossier, role=Role.LEADER, actor=actor).exists()

    def check_given(self, role: Role, actor: str) -> None:
        """The author may give this role, and the actor to lead is one that they see. Raises."""
        if role is Role.LEADER and not self.sees_actor(actor):
            raise PeopleRefusedError(_WHICH_ACTOR)
        self.require(self.standing.gives(role, actor, led=self.is_led(actor)))

    def sees_actor(self, actor: str) -> bool:
        """Whether the actor is one of the dossier that the author sees."""
        seen = seen_at(self.dossier.pk, self.dossier.number, self.standing.audience)
        return any(row.id == actor for row in seen.actors)

    def tell(
        self,
        did: PeopleChange,
        *,
        user: int | None = None,
        role: str = "",
        actor: str = "",
        signed: bool = True,
    ) -> None:
        """Keep it in history, by numbers and codes: never a name nor an address. Not `signed`, it has no author."""
        said = {"did": did.value, "user": user, "role": str(role), "actor": actor}
        details = {name: value for name, value in said.items() if value}
        author = self.author if signed else None
        record(dossier=self.dossier, author=author, now=self.now, kind=ActKind.PEOPLE, details=details)


def enter(dossier: int, author: int, now: datetime.datetime) -> Place:
    """Take the lock of a dossier and read again what the author is in it; within a transaction."""
    row = LivingDossier.objects.select_for_update().get(pk=dossier)
    return Place(row, standing_in(row, author), author, now)


def change_role(
    *, dossier: int, member: int, role: Role, actor: str = "", author: int, now: datetime.datetime
) -> None:
    """Give a member another role. Raises `NotAllowedError`, `PeopleRefusedError`, `KeyError`."""
    with transaction.atomic():
        place = enter(dossier, author, now)
        place.require(place.standing.may(Action.MANAGE_PEOPLE))
        found = place.member(member)
        actor = actor if role is Role.LEADER else ""
        before = (found.role, found.actor)
        if before == (role.value, actor):
            return
        place.check_given(role, actor)
        give(place, found, role, actor)
        place.tell(PeopleChange.ROLE, user=found.user_id, role=role.value, actor=actor)
    if before[0] == Role.LEADER:
        _write_to(found, place, LEAD_LOST)


def give(place: Place, member: Membership, role: Role, actor: str) -> None:
    """Write the new role of a member, under the lock; what a facilitator was trusted with stays with that role."""
    if role is not Role.OWNER:
        _keep_an_owner(member)
    member.role, member.actor = role.value, actor
    member.save(update_fields=["role", "actor"])
    if role is not Role.FACILITATOR:
        Confidant.objects.filter(membership=member).delete()
    close_unfit(place.dossier, place.now)


def remove_member(*, dossier: int, member: int, author: int, now: datetime.datetime) -> None:
    """Put an end to somebody's part in a dossier. Raises `NotAllowedError`, `PeopleRefusedError`, `KeyError`."""
    with transaction.atomic():
        place = enter(dossier, author, now)
        place.require(place.standing.may(Action.MANAGE_PEOPLE))
        found = place.member(member)
        _drop(place, found)
        place.tell(PeopleChange.REMOVED, user=found.user_id, role=found.role, actor=found.actor)
    _write_to(found, place, LEAD_LOST if found.role == Role.LEADER else REMOVED)


def _write_to(member: Membership, place: Place, letter: Letter) -> None:
    """Let somebody know what the author did; it is done, told or not."""
    if member.user_id == place.author:
        return
    author = User.objects.get(pk=place.author)
    values = {"who": in_a_letter(author.name or author.email), "title": in_a_letter(place.dossier.title)}
    with contextlib.suppress(LetterNotSent):
        post(letter, to=member.user.email, language=member.user.language, values=values)


@transaction.atomic
def leave(*, dossier: int, author: int, now: datetime.datetime) -> None:
    """Leave a dossier. Raises `NotAllowedError` for who is not in it, `PeopleRefusedError` for its last owner."""
    place = enter(dossier, author, now)
    place.require(place.standing.may(Action.LEAVE))
    mine = Membership.objects.get(dossier=dossier, user=author)
    _drop(place, mine)
    place.tell(PeopleChange.LEFT, user=author, role=mine.role, actor=mine.actor)


def _drop(place: Place, member: Membership) -> None:
    _keep_an_owner(member)
    Membership.objects.filter(pk=member.pk).delete()
    close_unfit(place.dossier, place.now)


def _keep_an_owner(member: Membership) -> None:
    owners = Membership.objects.filter(dossier=member.dossier_id, role=Role.OWNER)
    if member.role == Role.OWNER and not owners.exclude(pk=member.pk).exists():
        raise PeopleRefusedError(_LAST_OWNER)


@transaction.atomic
def name_confidant(
    *, dossier: int, member: int, actor: str, author: int, now: datetime.datetime, trusted: bool = True
) -> None:
    """Let a facilitator see what is kept for an actor, or no longer. Raises as `change_role` does."""
    place = enter(dossier, author, now)
    place.require(place.standing.names_confidants(actor, led=place.is_led(actor)))
    found = place.member(member)
    if trusted and found.role != Role.FACILITATOR:
        raise PeopleRefusedError(_NOT_A_FACILITATOR)
    if trusted and not place.sees_actor(actor):
        raise KeyError(actor)
    if _write_trust(place, found, actor, trusted=trusted):
        did = PeopleChange.TRUSTED if trusted else PeopleChange.DISTRUSTED
        place.tell(did, user=found.user_id, actor=actor)


def _write_trust(place: Place, member: Membership, actor: str, *, trusted: bool) -> bool:
    """Write it, and say whether it changed anything."""
    if not trusted:
        return Confidant.objects.filter(membership=member, actor=actor).delete()[0] > 0
    values = {"named_by_id": place.author, "named_at": place.now}
    return Confidant.objects.get_or_create(membership=member, actor=actor, defaults=values)[1]


# --- invitations that no longer hold ----------------------------------------------------------------------------------


def close_unfit(dossier: LivingDossier, now: datetime.datetime) -> None:
    """Close the open invitations that those who sent them could not send today."""
    opened = Invitation.objects.filter(dossier=dossier, answered_at=None)
    close([one for one in opened if not is_fit(dossier, one)], now)


def is_fit(dossier: LivingDossier, invitation: Invitation) -> bool:
    """Whether who invited could invite so today: they are still there, and nobody else leads the actor since."""
    standing = standing_in(dossier, invitation.invited_by_id)
    leaders = Membership.objects.filter(dossier=dossier, role=Role.LEADER, actor=invitation.actor)
    return standing.gives(Role(invitation.role), invitation.actor, led=leaders.exists()).allowed


def close(invitations: Iterable[Invitation], now: datetime.datetime, *, accepted: bool = False) -> None:
    """Close invitations; the address is needed no more."""
    for one in invitations:
        one.answered_at, one.accepted, one.email = now, accepted, ""
        one.save(update_fields=["answered_at", "accepted", "email"])
