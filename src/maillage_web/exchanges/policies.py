"""Who reads, writes and takes care of what is said: the only place that knows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Reach(StrEnum):
    """What somebody is towards a scope."""

    VISITOR = "visitor"
    ENTERED = "entered"
    MEMBER = "member"
    MODERATOR = "moderator"


class Action(StrEnum):
    """What people do in a thread. The care of a thread is closing it, saying its outcome and moderating."""

    READ = "read"
    WRITE = "write"
    CARE = "care"


_EVERYBODY = frozenset(Reach)
INSIDE = frozenset({Reach.MEMBER, Reach.MODERATOR})
_CARE = frozenset({Reach.MODERATOR})
RIGHTS: Mapping[str, Mapping[Action, frozenset[Reach]]] = MappingProxyType({
    "public": MappingProxyType({Action.READ: _EVERYBODY, Action.WRITE: INSIDE, Action.CARE: _CARE}),
    "community": MappingProxyType({Action.READ: INSIDE, Action.WRITE: INSIDE, Action.CARE: _CARE}),
    "dossier": MappingProxyType({Action.READ: INSIDE, Action.WRITE: INSIDE, Action.CARE: _CARE}),
})  # fmt: skip


def may(scope: str, reach: Reach, action: Action) -> bool:
    """Whether who has this reach in the scope may do the action; nobody in a scope that is not known."""
    kind = scope.partition("/")[0]
    return kind in RIGHTS and reach in RIGHTS[kind][action]
