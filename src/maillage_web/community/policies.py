"""Who may see what practitioners say of themselves: the only place that knows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from maillage_web.common.policies import Decision
from maillage_web.commons.policies import INSIDE, Asking, Standing
from maillage_web.community.choices import Level


class Action(StrEnum):
    """What people do in the community; what concerns one person also needs to be that person."""

    READ_HOME = "read-home"
    READ_DIRECTORY = "read-directory"
    HAVE_PROFILE = "have-profile"
    OFFER_HELP = "offer-help"


RIGHTS: Mapping[Action, frozenset[Standing]] = MappingProxyType(
    {
        Action.READ_HOME: frozenset(Standing),
        Action.READ_DIRECTORY: frozenset(Standing),
        Action.HAVE_PROFILE: INSIDE,
        Action.OFFER_HELP: INSIDE,
    }
)


def may(asking: Asking, action: Action) -> Decision:
    """Whether they may do `action`."""
    allowed = asking.standing in RIGHTS[action]
    return Decision(allowed, f"{asking.standing.value} · {action.value}")


def sees(asking: Asking, level: str, owner: int) -> Decision:
    """Whether they see a field shown at `level` by the person `owner`, who sees all of their own.

    A moderator sees what a member sees: what is shown to nobody is for nobody.
    """
    if asking.user_id is not None and asking.user_id == owner:
        return Decision(True, "one sees what one says of oneself")
    if level not in (Level.COMMUNITY, Level.PUBLIC):
        return Decision(False, "shown to nobody")
    return asking.reads(level)
