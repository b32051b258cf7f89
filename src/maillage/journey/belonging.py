"""Which rows and findings belong to a journey, when several go on in one dossier."""

from __future__ import annotations

from typing import Any

from maillage.articulation.findings import Finding
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Commitment, Decision, Journey
from maillage.journey.outputs import actor_of, names_actor


def belongs(row: Any, journey: Journey, dossier: Dossier) -> bool:
    """Whether a session, an effort, a decision or a commitment belongs to `journey`.

    As it says; an effort and a decision follow their session. A commitment is of the collective, and of the actors at
    both ends. What says no journey is of the collective, when it has a single one.
    """
    actor = actor_of(journey)
    if isinstance(row, Commitment):
        return actor is None or actor in (row.from_, row.to)
    named = None if isinstance(row, Decision) else row.journey
    named = named or _journey_of_session(getattr(row, "session", None), dossier)
    if named is not None:
        return bool(named == journey.id)
    return actor is None and _alone(journey, dossier)


def finding_concerns(finding: Finding, journey: Journey, dossier: Dossier) -> bool:
    """Whether a finding speaks to a journey: all do to that of the collective, to an actor those of its rows."""
    actor = actor_of(journey)
    if actor is None:
        return True
    rows = [row for ref in finding.rows for row in dossier.rows(ref.table) if row.id == ref.id]
    tables = {ref.id: ref.table for ref in finding.rows}
    return any(names_actor(tables[row.id], row, actor) for row in rows)


def _journey_of_session(session: str | None, dossier: Dossier) -> str | None:
    return next((row.journey for row in dossier.sessions if row.id == session), None) if session else None


def _alone(journey: Journey, dossier: Dossier) -> bool:
    shared = {row.id for row in dossier.journeys if row.variant_of is None and actor_of(row) is None}
    return shared == {journey.id}
