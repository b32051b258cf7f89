"""What somebody is towards each scope, and who is inside one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from maillage_web.commons.models import Member
from maillage_web.commons.queries.asking import asking
from maillage_web.dossiers.models import Membership
from maillage_web.dossiers.policies import Action as DossierAction
from maillage_web.dossiers.queries.living import find_living, visible_living
from maillage_web.exchanges.policies import Action, Reach, may


@dataclass(frozen=True)
class Person:
    """Who asks, and what they reach: in the community, and dossier by dossier. Without a number: a visitor."""

    user_id: int | None

    @cached_property
    def community(self) -> Reach:
        """What they are in the community."""
        return Reach(asking(self.user_id).standing.value)

    @cached_property
    def dossiers(self) -> dict[str, tuple[str, Reach]]:
        """The title of each dossier they are a member of, and what they are in it; who manages people cares."""
        if self.user_id is None:
            return {}
        mine = [one for one in visible_living(self.user_id) if one.standing.user_id == self.user_id]
        return {one.slug: (one.title, _reach(one.standing)) for one in mine}

    def reach(self, scope: str) -> Reach:
        """What they are in this scope."""
        kind, _slash, slug = scope.partition("/")
        if kind != "dossier":
            return self.community
        if "dossiers" in self.__dict__:
            return self.dossiers.get(slug, ("", Reach.ENTERED))[1]
        living = find_living(slug, self.user_id) if self.user_id is not None else None
        if living is None or living.standing.user_id != self.user_id:
            return Reach.ENTERED
        return _reach(living.standing)

    def may(self, scope: str, action: Action) -> bool:
        """Whether they may do this in this scope."""
        return may(scope, self.reach(scope), action)

    def scopes(self, action: Action) -> tuple[str, ...]:
        """The scopes where they may do this, the widest first."""
        known = ("public", "community", *(f"dossier/{slug}" for slug in self.dossiers))
        return tuple(one for one in known if self.may(one, action))


def _reach(standing: object) -> Reach:
    manages = standing.may(DossierAction.MANAGE_PEOPLE).allowed  # type: ignore[attr-defined]
    return Reach.MODERATOR if manages else Reach.MEMBER


def people_in(scope: str) -> set[int]:
    """The people who are inside a scope: members of the community, or of the dossier."""
    kind, _slash, slug = scope.partition("/")
    if kind == "dossier":
        return set(Membership.objects.filter(dossier__slug=slug).values_list("user_id", flat=True))
    return set(Member.objects.filter(left_at=None).values_list("user_id", flat=True))


def carers_of(scope: str) -> set[int]:
    """The people who take care of a scope."""
    return {one for one in people_in(scope) if Person(one).reach(scope) is Reach.MODERATOR}
