"""For whom somebody answers, whether the answers are kept, and who sees them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Answer
from maillage.dossier.values import fold
from maillage.referential.frame import Frame
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import RowChange
from maillage_web.dossiers.policies import Action, Standing
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State

KEPT_FOR_ONE, MEMBERS = "actor", "members"
SEEN_BY = {
    KEPT_FOR_ONE: _("Those who lead this organisation, and the facilitators it trusts"),
    MEMBERS: _("All the members of this dossier"),
}


@dataclass(frozen=True, slots=True)
class Trying:
    """Why the answers are not kept in the dossier: what to say, and what one may do to keep them."""

    why: str | Promise
    advice: str = ""


_STORED = Trying(_("This dossier is an example: nobody writes in it."), "begin")
_UPLOAD = Trying(_("This dossier is kept for two hours and nobody writes in it."), "keep")
_PAST = Trying(_("You are looking at a past state of this dossier: answers are given today."), "today")
_ARCHIVED = Trying(_("This dossier is archived: it is only read."))
_STRANGER = Trying(_("You have not signed in: the dossier keeps the answers of its members."), "sign-in")
_VISITOR = Trying(_("You are not a member of this dossier."), "begin")
_READS = Trying(_("Your role in this dossier is to read it: you do not write in it."))
_OTHER = Trying(_("You lead another organisation of this dossier: you answer for that one only."))


def why_not_kept(state: State, actor: str, *, signed_in: bool) -> Trying | None:
    """Why answers about this actor are not kept for this person; nothing when they are."""
    if state.living is None:
        return _UPLOAD if state.entry.is_upload else _STORED
    if state.past or state.asked:
        return _PAST
    if state.living.standing.role is Role.VISITOR and not signed_in:
        return _STRANGER
    return refusal(state.living.standing, actor)


def refusal(standing: Standing, actor: str) -> Trying | None:
    """Why somebody does not write answers about this actor; nothing when they do."""
    if standing.archived:
        return _ARCHIVED
    if standing.role is Role.VISITOR:
        return _VISITOR
    if not standing.may(Action.WRITE).allowed:
        return _READS
    cells = {"holder": actor, "visibility": confidential(standing, actor)}
    return None if standing.writes("answers", cells).allowed else _OTHER


def confidential(standing: Standing, actor: str) -> str:
    """The visibility that answers about this actor take unless one chooses otherwise: the narrowest one may write."""
    return KEPT_FOR_ONE if actor in standing.audience.actors else MEMBERS


def visibilities(standing: Standing, actor: str) -> tuple[str, ...]:
    """The visibilities that one may choose for one's answers, the narrowest first."""
    return (KEPT_FOR_ONE, MEMBERS) if confidential(standing, actor) == KEPT_FOR_ONE else (MEMBERS,)


def usual_voice(state: State, living: Living, actor: Actor) -> str:
    """For whom the person answers about an actor: as they said last, else the one they lead, else their role."""
    if said := _last_voice(living, actor.id):
        return said
    if living.standing.role is Role.LEADER:
        return actor.name
    with override(state.tongue):
        return str(living.standing.role.label).capitalize()


def _last_voice(living: Living, holder: str) -> str:
    mine = RowChange.objects.filter(act__dossier=living.pk, act__author=living.standing.user_id)
    told = mine.filter(table="answers", after__has_key="rater", after__holder=holder).order_by("-act__number")
    after = told.values_list("after", flat=True).first()
    return str(after["rater"]) if after else ""


def answers_of(dossier: Dossier, frame: Frame, holder: str, voice: str) -> dict[str, Answer]:
    """The latest answer of one voice to each item of this version of the frame."""
    found: dict[str, Answer] = {}
    for row in dossier.answers:
        if (row.frame, row.version, row.holder) != (frame.id, frame.version, holder):
            continue
        if fold(row.rater or "") == fold(voice) and _later(row, found.get(row.item)):
            found[row.item] = row
    return found


def _later(row: Answer, other: Answer | None) -> bool:
    if other is None or other.date is None:
        return True
    return row.date is not None and row.date.first_day() >= other.date.first_day()
