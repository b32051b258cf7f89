"""Who may do what: the only place that knows.

A stored dossier (an example, an upload) opens to everybody or to one session. A living dossier opens by the role one
has in it: `RIGHTS` says which roles may do each action, `Standing.audience` which rows they see. What one may not see
does not exist for one.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from maillage.dossier.audience import Audience, kept_for, sees
from maillage_web.common.policies import Decision
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.mappers import Entry

# --- stored dossiers ------------------------------------------------------------------------------------------------


def may_open(entry: Entry, token: str | None, now: datetime.datetime) -> Decision:
    """Whether the session of this token may see the stored dossier."""
    if not entry.is_upload:
        return Decision(True, "examples are public")
    if not token or entry.session_key != token:
        return Decision(False, "an upload opens in the session that sent it")
    if entry.expires_at is None or entry.expires_at <= now:
        return Decision(False, "the upload has expired")
    return Decision(True, "the session sent it")


def may_delete(entry: Entry, token: str | None, now: datetime.datetime) -> Decision:
    """Whether the session may delete the stored dossier: what it sent, never an example."""
    if not entry.is_upload:
        return Decision(False, "examples are loaded from a folder")
    return may_open(entry, token, now)


# --- living dossiers ------------------------------------------------------------------------------------------------


class Action(StrEnum):
    """What people do in a living dossier."""

    READ = "read"
    EXPORT = "export"
    WRITE = "write"
    IMPORT = "import"
    SEE_PEOPLE = "see-people"
    SEE_HISTORY = "see-history"
    UNDO_OWN = "undo-own"
    UNDO_ANY = "undo-any"
    NAME_STATE = "name-state"
    RUN_WORKSHOP = "run-workshop"
    INVITE = "invite"
    MANAGE_PEOPLE = "manage-people"
    NAME_CONFIDANT = "name-confidant"
    CHANGE_SETTINGS = "change-settings"
    EXPORT_TRAIL = "export-trail"
    LEAVE = "leave"


_MEMBERS = frozenset(Role) - {Role.VISITOR}
_WRITERS = frozenset({Role.OWNER, Role.FACILITATOR, Role.CONTRIBUTOR, Role.LEADER})
_LEADING = frozenset({Role.OWNER, Role.FACILITATOR})

RIGHTS: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.READ: frozenset(Role),
        Action.EXPORT: frozenset(Role),
        Action.WRITE: _WRITERS,
        Action.IMPORT: _LEADING,
        Action.SEE_PEOPLE: _MEMBERS,
        Action.SEE_HISTORY: _MEMBERS,
        Action.UNDO_OWN: _WRITERS,
        Action.UNDO_ANY: _LEADING,
        Action.NAME_STATE: _LEADING,
        Action.RUN_WORKSHOP: _LEADING,
        Action.INVITE: _LEADING | {Role.LEADER},
        Action.MANAGE_PEOPLE: frozenset({Role.OWNER}),
        Action.NAME_CONFIDANT: frozenset({Role.OWNER, Role.LEADER}),
        Action.CHANGE_SETTINGS: frozenset({Role.OWNER}),
        Action.EXPORT_TRAIL: frozenset({Role.OWNER, Role.AUDITOR}),
        Action.LEAVE: _MEMBERS,
    }
)
"""Which roles may do each action; what rows it touches is for `Standing.sees` and `Standing.writes`."""

LEVELS: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.OWNER: frozenset({"public", "members", "facilitators"}),
        Role.FACILITATOR: frozenset({"public", "members", "facilitators"}),
        Role.CONTRIBUTOR: frozenset({"public", "members"}),
        Role.LEADER: frozenset({"public", "members"}),
        Role.READER: frozenset({"public", "members"}),
        Role.AUDITOR: frozenset({"public", "members", "facilitators"}),
        Role.VISITOR: frozenset({"public"}),
    }
)
"""Which visibilities each role sees; rows kept for one actor are for its leader and the facilitators it trusts."""

INVITES: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.OWNER: _MEMBERS,
        Role.FACILITATOR: _MEMBERS - {Role.OWNER, Role.FACILITATOR},
        Role.LEADER: frozenset({Role.LEADER}),
    }
)
"""Which roles each role may invite to; to lead an actor, see `Standing.gives`."""

RAISES: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.READER: _MEMBERS - {Role.READER},
        Role.AUDITOR: _LEADING,
        Role.CONTRIBUTOR: _LEADING,
        Role.LEADER: frozenset(),
        Role.FACILITATOR: frozenset({Role.OWNER}),
        Role.OWNER: frozenset(),
    }
)
"""To which roles an invitation of the owner takes a member: they gain by it and lose nothing."""

if set(RIGHTS) != set(Action) or set(LEVELS) != set(Role):
    raise RuntimeError("every action and every role has its rights")


@dataclass(frozen=True)
class Standing:
    """What somebody is in a living dossier: their role, the actor they lead, the actors that trust them."""

    role: Role
    actor: str = ""
    trusted_by: frozenset[str] = frozenset()
    public: bool = False
    archived: bool = False
    user_id: int | None = None

    @cached_property
    def audience(self) -> Audience:
        """Which rows they see."""
        own = frozenset({self.actor}) if self.role is Role.LEADER else frozenset()
        trusted = self.trusted_by if self.role is Role.FACILITATOR else frozenset()
        return Audience(LEVELS[self.role], own | trusted, self.public)

    def may(self, action: Action) -> Decision:
        """Whether they may do `action` in this dossier, rows apart."""
        if self.role is Role.VISITOR and not self.public:
            return Decision(False, "a private dossier does not exist for who is not in it")
        if self.archived and action not in _ONCE_ARCHIVED:
            return Decision(False, "an archived dossier is only read")
        if self.role not in RIGHTS[action]:
            return Decision(False, f"not for a {self.role.value}")
        return Decision(True, f"a {self.role.value} may")

    def sees(self, table: str, cells: Mapping[str, str]) -> bool:
        """Whether they see the row of these cells."""
        return sees(self.audience, table, cells)

    def writes(self, table: str, cells: Mapping[str, str]) -> Decision:
        """Whether they may write the row of these cells, as it is or as it would become."""
        allowed = self.may(Action.WRITE)
        if not allowed.allowed:
            return allowed
        if not self.sees(table, cells):
            return Decision(False, "one does not write what one does not see")
        if self.role is Role.LEADER and kept_for(table, cells) != self.actor:
            return Decision(False, "a leader writes the rows of the actor they lead")
        return Decision(True, f"a {self.role.value} writes what they see")

    def confides(self, table: str, cells: Mapping[str, str]) -> str:
        """The most confidential visibility that they may give to a row of these cells; empty when they write none.

        What is said of an actor's own model begins there, and is opened afterwards, field by field.
        """
        for visibility in reversed(_VISIBILITIES):
            if self.writes(table, {**cells, "visibility": visibility}).allowed:
                return visibility
        return ""

    def gives(self, role: Role, actor: str = "", *, led: bool = False) -> Decision:
        """Whether they may give somebody this role; `led` says that somebody leads `actor` already.

        Who leads an actor sees what is kept for it: once somebody leads it, nobody else lets people in there.
        """
        allowed = self.may(Action.INVITE)
        if not allowed.allowed:
            return allowed
        if role not in INVITES.get(self.role, frozenset()):
            return Decision(False, f"a {self.role.value} does not give the role of {role.value}")
        if role is not Role.LEADER:
            return allowed
        return self._lets_in(actor, led=led)

    def names_confidants(self, actor: str, *, led: bool) -> Decision:
        """Whether they may say which facilitators see what is kept for `actor`."""
        allowed = self.may(Action.NAME_CONFIDANT)
        return self._lets_in(actor, led=led) if allowed.allowed else allowed

    def _lets_in(self, actor: str, *, led: bool) -> Decision:
        if self.role is Role.LEADER:
            return Decision(
                actor == self.actor, "a leader lets people in for the actor they lead, and no other"
            )
        return Decision(not led, "who leads the actor decides who else sees what is kept for it")

    @property
    def hides(self) -> tuple[str, ...]:
        """The visibilities that they may give to a row: those they see themselves."""
        own = ("actor",) if self.audience.actors else ()
        return (*sorted(self.audience.levels, key=_VISIBILITIES.index), *own)


_VISIBILITIES = ("public", "members", "facilitators", "actor")
CONFIDED = frozenset({"models", "answers", "milestones", "coefficients"})
"""The tables that tell the inside of one actor: their new rows begin as confidential as their writer can make them."""
_ONCE_ARCHIVED = frozenset(
    {
        Action.READ,
        Action.EXPORT,
        Action.SEE_PEOPLE,
        Action.SEE_HISTORY,
        Action.EXPORT_TRAIL,
        Action.CHANGE_SETTINGS,
        Action.LEAVE,
    }
)
