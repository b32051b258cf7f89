"""The people of a living dossier as one of them may see them: members, invitations, who trusts whom."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.articulation.findings import name_of
from maillage.dossier.values import fold
from maillage.text import Text
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Invitation, Membership
from maillage_web.dossiers.policies import INVITES, Action, Standing
from maillage_web.dossiers.queries.living import Living, seen_at

Names = Mapping[str, Text]
"""The actors that somebody sees, by id."""


@dataclass(frozen=True, slots=True)
class Trust:
    """An actor that trusts a facilitator; `mine` when the viewer decides of it."""

    actor: str
    name: Text
    mine: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a dossier. `email` is empty for who may not see addresses; `actor` for an actor one does not see."""

    pk: int
    user_id: int
    name: str
    email: str
    role: Role
    actor: str
    actor_name: Text | None
    since: datetime.datetime
    is_me: bool
    trusted_by: tuple[Trust, ...]


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation without answer: to which address and role, by whom, until when, and whether one may act on it."""

    pk: int
    email: str
    role: Role
    actor_name: Text | None
    by: str
    sent_at: datetime.datetime
    expires_at: datetime.datetime
    expired: bool


def sees_addresses(standing: Standing) -> bool:
    """Whether they see the e-mail addresses of members: the owner and the facilitators do."""
    return standing.role in (Role.OWNER, Role.FACILITATOR)


def actor_names(living: Living) -> Names:
    """The actors that the viewer sees, by name."""
    seen = seen_at(living.pk, living.number, living.standing.audience)
    return {row.id: name_of(row) for row in seen.actors}


def members_of(living: Living) -> tuple[Member, ...]:
    """The members, by role then by name."""
    names, led = actor_names(living), led_actors(living.pk)
    found = (
        Membership.objects.filter(dossier=living.pk).select_related("user").prefetch_related("confidences")
    )
    members = [_member(one, living.standing, names, led) for one in found]
    order = list(Role)
    return tuple(sorted(members, key=lambda one: (order.index(one.role), one.name.casefold(), one.pk)))


def find_member(living: Living, key: int) -> Member | None:
    """One member, by the key of the membership."""
    return next((one for one in members_of(living) if one.pk == key), None)


def _member(one: Membership, standing: Standing, names: Names, led: frozenset[str]) -> Member:
    is_me = one.user_id == standing.user_id
    trusted = sorted(confidence.actor for confidence in one.confidences.all())
    return Member(
        pk=one.pk,
        user_id=one.user_id,
        name=one.user.name,
        email=one.user.email if sees_addresses(standing) or is_me else "",
        role=Role(one.role),
        actor=one.actor if one.actor in names else "",
        actor_name=names.get(one.actor),
        since=one.since,
        is_me=is_me,
        trusted_by=tuple(
            Trust(actor, names[actor], standing.names_confidants(actor, led=actor in led).allowed)
            for actor in trusted
            if actor in names
        ),
    )


def invitations_of(living: Living, now: datetime.datetime) -> tuple[Invited, ...]:
    """The invitations without answer that the viewer may know of: all, or for a leader their own."""
    standing = living.standing
    if not standing.may(Action.INVITE).allowed:
        return ()
    found = Invitation.objects.filter(dossier=living.pk, answered_at=None).select_related("invited_by")
    if not sees_addresses(standing):
        found = found.filter(invited_by=standing.user_id)
    names = actor_names(living)
    return tuple(_invited(one, names, now) for one in found.order_by("-sent_at", "-pk"))


def _invited(one: Invitation, names: Names, now: datetime.datetime) -> Invited:
    return Invited(
        pk=one.pk,
        email=one.email,
        role=Role(one.role),
        actor_name=names.get(one.actor),
        by=one.invited_by.name if one.invited_by else "",
        sent_at=one.sent_at,
        expires_at=one.expires_at,
        expired=one.expires_at <= now,
    )


# --- what may be given ----------------------------------------------------------------------------------------------


def led_actors(dossier: int) -> frozenset[str]:
    """The actors that somebody leads."""
    found = Membership.objects.filter(dossier=dossier, role=Role.LEADER)
    return frozenset(found.values_list("actor", flat=True))


def roles_to_give(living: Living) -> tuple[Role, ...]:
    """The roles that the viewer may give, the least first."""
    given = INVITES.get(living.standing.role, frozenset())
    return tuple(role for role in _LEAST_FIRST if role in given)


def actors_to_lead(living: Living) -> dict[str, Text]:
    """The actors for which the viewer may name a leader, by name."""
    led = led_actors(living.pk)
    return _by_name(
        {
            actor: name
            for actor, name in actor_names(living).items()
            if living.standing.gives(Role.LEADER, actor, led=actor in led).allowed
        }
    )


def actors_to_trust(living: Living) -> dict[str, Text]:
    """The actors for which the viewer may name facilitators, by name."""
    led = led_actors(living.pk)
    return _by_name(
        {
            actor: name
            for actor, name in actor_names(living).items()
            if living.standing.names_confidants(actor, led=actor in led).allowed
        }
    )


def _by_name(actors: Names) -> dict[str, Text]:
    return dict(sorted(actors.items(), key=lambda pair: fold(pair[1].fr)))


_LEAST_FIRST = (Role.READER, Role.AUDITOR, Role.CONTRIBUTOR, Role.LEADER, Role.FACILITATOR, Role.OWNER)
