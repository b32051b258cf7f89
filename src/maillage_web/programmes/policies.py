"""Who may do what in a programme: the only place that knows.

What a project shows to a programme is not decided here but by the project (`SharingChoice`), and applied by
`maillage.programme.sharing`: no role of a programme ever reads rows that are for members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from maillage_web.common.policies import Decision


class Role(StrEnum):
    """What somebody is in a programme. A referent answers for one of its projects; a visitor is anybody else."""

    OFFICER = "officer"
    COMMITTEE = "committee"
    REVIEWER = "reviewer"
    OBSERVER = "observer"
    REFERENT = "referent"
    VISITOR = "visitor"


class Action(StrEnum):
    """What people do in a programme."""

    READ = "read"
    SEE_PORTFOLIO = "see-portfolio"
    SEE_PEOPLE = "see-people"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_PROJECTS = "manage-projects"
    NOTE_EFFORT = "note-effort"
    EXPORT = "export"
    EXPORT_RESEARCH = "export-research"
    CHANGE_SETTINGS = "change-settings"


_OFFICER = frozenset({Role.OFFICER})
_INSIDE = frozenset({Role.OFFICER, Role.COMMITTEE, Role.REVIEWER, Role.OBSERVER})

RIGHTS: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.READ: frozenset(Role),
        Action.SEE_PORTFOLIO: frozenset({Role.OFFICER, Role.COMMITTEE, Role.OBSERVER}),
        Action.SEE_PEOPLE: _INSIDE,
        Action.MANAGE_PEOPLE: _OFFICER,
        Action.MANAGE_PROJECTS: _OFFICER,
        Action.NOTE_EFFORT: _OFFICER,
        Action.EXPORT: frozenset({Role.OFFICER, Role.OBSERVER}),
        Action.EXPORT_RESEARCH: frozenset({Role.OFFICER, Role.OBSERVER}),
        Action.CHANGE_SETTINGS: _OFFICER,
    }
)
"""Which roles may do each action. A programme that is not public does not exist for a visitor."""

if set(RIGHTS) != set(Action):
    raise RuntimeError("every action has its rights")

_ONCE_ARCHIVED = frozenset(
    {Action.READ, Action.SEE_PORTFOLIO, Action.SEE_PEOPLE, Action.EXPORT, Action.EXPORT_RESEARCH}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in a programme, and the projects they answer for."""

    role: Role
    public: bool = False
    archived: bool = False
    projects: frozenset[int] = frozenset()
    user_id: int | None = None

    def may(self, action: Action) -> Decision:
        """Whether they may do `action` in this programme."""
        if self.role is Role.VISITOR and not self.public:
            return Decision(False, "a programme that is not public does not exist for a visitor")
        if self.archived and action not in _ONCE_ARCHIVED:
            return Decision(False, "an archived programme is only read")
        if self.role not in RIGHTS[action]:
            return Decision(False, f"not for a {self.role.value}")
        return Decision(True, f"a {self.role.value} may")
