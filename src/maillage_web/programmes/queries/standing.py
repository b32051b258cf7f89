"""Find a programme, and what somebody is in it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage_web.programmes.models import Place, Programme, Referent
from maillage_web.programmes.policies import Role, Standing


@dataclass(frozen=True, slots=True)
class Seen:
    """A programme as somebody comes to it."""

    programme: Programme
    standing: Standing


def find_programme(slug: str, user_id: int | None) -> Seen | None:
    """The programme of this slug and what the person is in it; none when it does not exist."""
    programme = Programme.objects.filter(slug=slug).first()
    return None if programme is None else Seen(programme, standing_in(programme, user_id))


def standing_in(programme: Programme, user_id: int | None) -> Standing:
    """What the person is in the programme: their place there, else a referent of a project, else a visitor."""
    place = Place.objects.filter(programme=programme, user=user_id).first() if user_id else None
    projects = _projects(programme, user_id)
    if place is not None:
        role = Role(place.role)
    else:
        role = Role.REFERENT if projects else Role.VISITOR
    return Standing(role, programme.public, programme.archived_at is not None, projects, user_id)


def _projects(programme: Programme, user_id: int | None) -> frozenset[int]:
    if user_id is None:
        return frozenset()
    mine = Referent.objects.filter(project__programme=programme, user=user_id)
    return frozenset(mine.values_list("project_id", flat=True))
