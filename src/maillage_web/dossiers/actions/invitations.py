"""Invite people by e-mail; they accept or decline. A link serves once, for fourteen days, for one address."""

from __future__ import annotations

import datetime
import secrets
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from maillage.text import Text, same
from maillage_web.accounts.actions import post
from maillage_web.accounts.models import User
from maillage_web.accounts.queries.people import language_of
from maillage_web.dossiers.actions.letters import INVITATION, ROLE_WORDS, in_a_letter
from maillage_web.dossiers.actions.people import (
    PeopleRefusedError,
    Place,
    close,
    close_unfit,
    enter,
    give,
    is_fit,
)
from maillage_web.dossiers.choices import (
    INVITATION_LIFE,
    INVITATIONS_PER_DAY,
    INVITATIONS_PER_PERSON,
    ActKind,
    PeopleChange,
    Role,
)
from maillage_web.dossiers.models import Act, Invitation, Membership
from maillage_web.dossiers.policies import RAISES, Action
from maillage_web.dossiers.queries.invitations import digest_of

_TOO_MANY_TODAY = _(
    "%(count)s invitations were sent from this dossier within a day: it is the most. Invite the others tomorrow."
)
_TOO_MANY_OPEN = _(
    "%(count)s of your invitations have no answer yet: it is the most. Withdraw some, or wait for answers."
)
_ALREADY_INVITED = _(
    "This address is already invited. Send its invitation again, or withdraw it first to change the role."
)
_ALREADY_MEMBER = _(
    "This address is that of somebody who takes part already: the owner changes roles in the list."
)
_YOURSELF = _("This address is yours.")
_OUT_OF_DATE = _(
    "Things changed since this invitation was sent: who sent it could no longer do so today. Ask for another one."
)


class Answer(StrEnum):
    """What became of an accepted invitation."""

    JOINED = "joined"
    RAISED = "raised"
    ALREADY = "already"


def new_secret() -> str:
    """What the link of an invitation holds."""
    return secrets.token_urlsafe(32)


def invite(
    *,
    dossier: int,
    email: str,
    role: Role,
    actor: str = "",
    author: int,
    now: datetime.datetime,
    secret: str,
    link: Text,
) -> None:
    """Invite an address and write to it; `link` leads to the page of `secret`, in each language.

    Raises `NotAllowedError`, `PeopleRefusedError`; `LetterNotSent` when the invitation is there but was not sent.
    """
    email, actor = email.strip().lower(), actor if role is Role.LEADER else ""
    with transaction.atomic():
        place = enter(dossier, author, now)
        place.check_given(role, actor)
        _check_address(place, email, role)
        _check_limits(place)
        made = Invitation(dossier=place.dossier, email=email, role=role.value, actor=actor)
        _send_off(made, place, secret)
        place.tell(PeopleChange.INVITED, role=role.value, actor=actor)
    _write_to(made, place, link)


def invite_again(
    *, dossier: int, invitation: int, author: int, now: datetime.datetime, secret: str, link: Text
) -> None:
    """Send an invitation again with another secret: the former link no longer works. Raises as `invite` does."""
    with transaction.atomic():
        place = enter(dossier, author, now)
        found = _opened(place, invitation)
        place.check_given(Role(found.role), found.actor)
        _check_limits(place, again=found)
        _send_off(found, place, secret)
        place.tell(PeopleChange.INVITED_AGAIN, role=found.role, actor=found.actor)
    _write_to(found, place, link)


@transaction.atomic
def withdraw(*, dossier: int, invitation: int, author: int, now: datetime.datetime) -> None:
    """Withdraw an invitation: by the owner, or by who could send it. Raises `NotAllowedError`, `KeyError`."""
    place = enter(dossier, author, now)
    found = _opened(place, invitation)
    if not place.standing.may(Action.MANAGE_PEOPLE).allowed:
        led = place.is_led(found.actor)
        place.require(place.standing.gives(Role(found.role), found.actor, led=led))
    close([found], now)
    place.tell(PeopleChange.WITHDREW, role=found.role, actor=found.actor)


def _opened(place: Place, key: int) -> Invitation:
    found = Invitation.objects.filter(dossier=place.dossier, pk=key, answered_at=None).first()
    if found is None:
        raise KeyError(key)
    return found


def _check_address(place: Place, email: str, role: Role) -> None:
    """The address is not invited already, nor that of a member who would gain nothing.

    A leader does not see addresses: they are not told who takes part, the person is told when they answer.
    """
    if User.objects.filter(pk=place.author, email=email).exists():
        raise PeopleRefusedError(_YOURSELF)
    earlier = Invitation.objects.filter(dossier=place.dossier, email=email, answered_at=None)
    close(earlier.filter(expires_at__lte=place.now), place.now)
    if earlier.filter(expires_at__gt=place.now).exists():
        raise PeopleRefusedError(_ALREADY_INVITED)
    member = Membership.objects.filter(dossier=place.dossier, user__email=email).first()
    if member is None or place.standing.role is Role.LEADER:
        return
    if place.standing.role is not Role.OWNER or role not in RAISES[Role(member.role)]:
        raise PeopleRefusedError(_ALREADY_MEMBER)


def _check_limits(place: Place, again: Invitation | None = None) -> None:
    sent = Act.objects.filter(
        dossier=place.dossier,
        kind=ActKind.PEOPLE,
        at__gt=place.now - datetime.timedelta(days=1),
        details__did__in=[PeopleChange.INVITED.value, PeopleChange.INVITED_AGAIN.value],
    )
    if sent.count() >= INVITATIONS_PER_DAY:
        raise PeopleRefusedError(_TOO_MANY_TODAY % {"count": INVITATIONS_PER_DAY})
    opened = Invitation.objects.filter(
        invited_by=place.author, answered_at=None, expires_at__gt=place.now
    ).exclude(pk=again.pk if again else None)
    if opened.count() >= INVITATIONS_PER_PERSON:
        raise PeopleRefusedError(_TOO_MANY_OPEN % {"count": INVITATIONS_PER_PERSON})


def _send_off(invitation: Invitation, place: Place, secret: str) -> None:
    invitation.secret = digest_of(secret)
    invitation.invited_by_id = place.author
    invitation.sent_at, invitation.expires_at = place.now, place.now + INVITATION_LIFE
    invitation.save()


def _write_to(invitation: Invitation, place: Place, link: Text) -> None:
    """Write outside the transaction: a mail server that is slow holds nobody back."""
    author = User.objects.get(pk=place.author)
    values = {
        "who": in_a_letter(author.name) or same(author.email),
        "title": in_a_letter(place.dossier.title),
        "role": ROLE_WORDS[Role(invitation.role)],
        "days": INVITATION_LIFE.days,
    }
    post(INVITATION, to=invitation.email, language=language_of(invitation.email), values=values, link=link)


# --- answers ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def accept(*, invitation: int, user: int, now: datetime.datetime) -> Answer:
    """Join the dossier with the role proposed; a member keeps their role unless the owner offers a greater one.

    Raises `KeyError` when the invitation is not open or not for this person's address, `PeopleRefusedError` when
    whoever sent it no longer could.
    """
    found, place = _addressed_to(invitation, user, now)
    if not is_fit(place.dossier, found):
        raise PeopleRefusedError(_OUT_OF_DATE)
    role, actor, inviter = Role(found.role), found.actor, found.invited_by_id
    close([found], now, accepted=True)
    mine = Membership.objects.filter(dossier=place.dossier, user=user).first()
    if mine is None:
        Membership.objects.create(dossier=place.dossier, user_id=user, role=role, actor=actor, since=now)
        place.tell(PeopleChange.JOINED, user=user, role=role.value, actor=actor)
        close_unfit(place.dossier, now)
        return Answer.JOINED
    if role not in RAISES[Role(mine.role)] or not _may_raise(place, inviter, actor):
        return Answer.ALREADY
    give(place, mine, role, actor)
    place.tell(PeopleChange.ROLE, user=user, role=role.value, actor=actor)
    return Answer.RAISED


@transaction.atomic
def decline(*, invitation: int, user: int, now: datetime.datetime) -> None:
    """Answer no; history does not say who, since they take no part. Raises `KeyError` as `accept` does."""
    found, place = _addressed_to(invitation, user, now)
    close([found], now)
    place.tell(PeopleChange.DECLINED, role=found.role, actor=found.actor, signed=False)


def _addressed_to(key: int, user: int, now: datetime.datetime) -> tuple[Invitation, Place]:
    """The open invitation sent to the address of this person, under the lock of its dossier. Raises `KeyError`."""
    dossier = Invitation.objects.filter(pk=key).values_list("dossier", flat=True).first()
    if dossier is None:
        raise KeyError(key)
    place = enter(dossier, user, now)
    email = User.objects.values_list("email", flat=True).get(pk=user)
    found = Invitation.objects.filter(pk=key, email=email, answered_at=None, expires_at__gt=now).first()
    if found is None:
        raise KeyError(key)
    return found, place


def _may_raise(place: Place, inviter: int | None, actor: str) -> bool:
    """The owner changes the role of a member by inviting them again; so does a leader, to share the lead."""
    found = Membership.objects.filter(dossier=place.dossier, user=inviter).first()
    if found is None:
        return False
    return found.role == Role.OWNER or (actor != "" and found.actor == actor)


@transaction.atomic
def admit(
    *, dossier: int, user: int, role: Role, actor: str = "", author: int, now: datetime.datetime
) -> None:
    """Let somebody in without an e-mail, as the demonstration does; a member stays as they are. Raises as `invite`."""
    place = enter(dossier, author, now)
    place.check_given(role, actor)
    if Membership.objects.filter(dossier=dossier, user=user).exists():
        return
    Membership.objects.create(dossier=place.dossier, user_id=user, role=role, actor=actor, since=now)
    place.tell(PeopleChange.JOINED, user=user, role=role.value, actor=actor)
    close_unfit(place.dossier, now)
