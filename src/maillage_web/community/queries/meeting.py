"""Who could meet what is needed, among those who accept to be asked, as the one who asks sees them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from maillage.matching.meeting import by_kind, meets
from maillage.matching.needs import NEED_KINDS, Need, needs_in
from maillage.matching.people import Meeting
from maillage.matching.wording import text
from maillage.text import Text, same
from maillage_web.commons.queries.asking import asking
from maillage_web.community.choices import REST
from maillage_web.community.models import Contact
from maillage_web.community.queries.profiles import Card, cards_for
from maillage_web.dossiers.models import Membership
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State

_needs: Shelf[tuple[Need, ...]] = Shelf(5_000, len)


@dataclass(frozen=True, slots=True)
class Group:
    """The people who could meet a need, by one kind of reason."""

    title: Text
    met: tuple[tuple[Card, Meeting], ...]


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A need, where it comes from, and who could meet it."""

    need: Need
    rows: tuple[Link, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of one kind."""

    title: Text
    needs: tuple[NeedShown, ...]


def needs_seen(state: State) -> tuple[Need, ...]:
    """What the dossier needs on the day, as the person sees it."""
    key = (state.entry.slug, state.entry.checksum, state.day)
    return _needs.get(key, lambda: needs_in(state.analysis))


def needs_page(state: State, user_id: int, now: datetime.datetime) -> tuple[Needs, ...]:
    """The needs of a dossier, kind by kind, each with who could meet it and why."""
    cards = candidates(state.living.pk if state.living else 0, user_id, now)
    needs = needs_seen(state)
    found = [
        Needs(
            text(f"matching-kind.{kind}"),
            tuple(_shown(state, one, cards) for one in needs if one.kind == kind),
        )
        for kind in NEED_KINDS
    ]
    return tuple(one for one in found if one.needs)


def _shown(state: State, need: Need, cards: Mapping[str, Card]) -> NeedShown:
    met = meets(need, [one.person for one in cards.values()], state.day)
    groups = tuple(
        Group(text(f"matching-by.{kind}"), tuple((cards[one.person.id], one) for one in inside))
        for kind, inside in by_kind(met)
    )
    return NeedShown(need, tuple(state.link_to_id(*one) for one in need.rows), groups)


def candidates(dossier: int, user_id: int, now: datetime.datetime) -> dict[str, Card]:
    """Who may be asked for a dossier: neither its members, nor who is asked already, nor who declined lately."""
    inside = set(Membership.objects.filter(dossier=dossier).values_list("user_id", flat=True))
    left_alone = set(resting(dossier, now))
    cards = _asked_of(user_id)
    return {one.person.id: one for one in cards if one.user_id not in inside and one.pk not in left_alone}


def _asked_of(user_id: int) -> list[Card]:
    """Who accepts to be asked and shows themselves to this person."""
    return [one for one in cards_for(asking(user_id)) if one.open_to_contact and one.user_id != user_id]


def resting(dossier: int, now: datetime.datetime) -> list[int]:
    """The profiles that the dossier leaves alone: a contact is open, or one of the two declined lately."""
    found = Contact.objects.filter(dossier=dossier)
    told = found.values_list("profile_id", "closed_at", "of_person", "of_project", "answered_at")
    return [
        profile
        for profile, closed, person, project, answered in told
        if closed is None
        or (Contact.Answer.DECLINED in (person, project) and answered and answered > now - REST)
    ]


def people_for(needs: Mapping[str, Sequence[str]], asked_by: int) -> list[tuple[int, tuple[Text, ...]]]:
    """Who could meet needs told by codes (``obstacles``, ``spheres``), with why, as the person `asked_by` sees them.

    The order is that of the day: the alphabet, from a letter that turns.
    """
    need = Need(
        code="asked",
        kind="obstacle",
        words=same(""),
        told=same(""),
        obstacles=tuple(needs.get("obstacles", ())),
        spheres=tuple(needs.get("spheres", ())),
    )
    cards = {one.person.id: one for one in _asked_of(asked_by)}
    met = meets(need, [one.person for one in cards.values()], timezone.localdate())
    return [(cards[one.person.id].user_id, one.words) for one in met]
