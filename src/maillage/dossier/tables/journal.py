"""The memory of the collective: reflexive sessions, decisions, named states, and checks set aside with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier import fields as f
from maillage.dossier.tables.common import StatedRow, Words
from maillage.dossier.tables.journey import JOURNEY, JOURNEY_HELP, PHASE, PHASE_HELP
from maillage.dossier.values import PartialDate
from maillage.text import Text

_DATE = Text("Date", "Date")
_QUESTION = Text("Question", "Question")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(StatedRow):
    """A dated moment where the group learns from its experience."""

    date: PartialDate | None = f.date(_DATE, Text("Quand elle a eu lieu.", "When it took place."))
    title: str | None = f.text(
        Text("Titre", "Title"), Text("Le nom de la séance.", "The name of the session.")
    )
    question: str | None = f.text(
        _QUESTION, Text("La question que le groupe s’est posée.", "The question the group asked itself.")
    )
    participants: Words = f.references(
        "actors",
        Text("Participants", "Participants"),
        Text("Les acteurs présents (pas les personnes).", "The actors present (not the persons)."),
    )
    learnings: str | None = f.text(
        Text("Apprentissages", "Learnings"), Text("Ce que le groupe a appris.", "What the group learnt.")
    )
    kind: str | None = f.code(
        "session_kinds",
        Text("Nature", "Kind"),
        Text("Atelier, rencontre, séminaire, visite…", "Workshop, meeting, seminar, visit…"),
    )
    starts_at: str | None = f.text(
        Text("Heure", "Time"),
        Text("À quelle heure, « 14:00 » par exemple.", "At what time, “14:00” for instance."),
    )
    hours: Decimal | None = f.decimal(
        Text("Durée en heures", "Length in hours"), Text("Combien d’heures.", "How many hours.")
    )
    place: str | None = f.text(Text("Lieu", "Place"), Text("Où.", "Where."))
    journey: str | None = f.reference("journeys", JOURNEY, JOURNEY_HELP)
    phase: str | None = f.text(PHASE, PHASE_HELP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(StatedRow):
    """What was decided, among which options, by whom, and when it will be reviewed."""

    date: PartialDate | None = f.date(_DATE, Text("Quand elle a été prise.", "When it was made."))
    question: str = f.text(
        _QUESTION, Text("Ce qui était à décider.", "What was to be decided."), required=True
    )
    options: Words = f.text(
        Text("Options", "Options"),
        Text("Les options examinées, séparées par « ; ».", "The options examined, separated by “;”."),
        many=True,
    )
    outcome: str | None = f.text(Text("Issue", "Outcome"), Text("Ce qui a été décidé.", "What was decided."))
    decided_by: Words = f.references(
        "actors",
        Text("Décidé par", "Decided by"),
        Text("Les acteurs qui ont décidé.", "The actors who decided."),
    )
    session: str | None = f.reference(
        "sessions",
        Text("Séance", "Session"),
        Text("La séance où elle a été prise.", "The session it was made in."),
    )
    review_on: PartialDate | None = f.date(
        Text("À revoir le", "Review on"), Text("Quand elle sera revue.", "When it will be reviewed.")
    )
    reviewed_on: PartialDate | None = f.date(
        Text("Revue le", "Reviewed on"), Text("Quand elle a été revue.", "When it was reviewed.")
    )
    objections: Words = f.text(
        Text("Objections", "Objections"),
        Text(
            "Les objections dites et ce qu’on en a fait, séparées par « ; » ; « aucune » si personne n’en a eu.",
            "The objections raised and what was made of them, separated by “;”; “none” if nobody had any.",
        ),
        many=True,
    )
    about: Words = f.references(
        "components",
        Text("Composants concernés", "Components concerned"),
        Text("Les parties de la solution qu’elle touche.", "The parts of the solution it touches."),
    )
    supersedes: str | None = f.reference(
        "decisions",
        Text("Remplace", "Supersedes"),
        Text("La décision que celle-ci remplace.", "The decision this one replaces."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(StatedRow):
    """A date that the collective named, to come back to the state of the dossier on that day."""

    title: str = f.text(
        Text("Titre", "Title"),
        Text("Comment on appelle ce moment.", "What this moment is called."),
        required=True,
    )
    date: PartialDate = f.date(
        _DATE,
        Text("L’état du dossier à cette date.", "The state of the dossier on that date."),
        required=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(StatedRow):
    """A finding that the group sets aside, with a reason and a date."""

    code: str = f.text(
        Text("Code de la vérification", "Check code"),
        Text("Par exemple ART001.", "For instance ART001."),
        required=True,
    )
    table: str | None = f.text(
        Text("Table", "Table"),
        Text(
            "La table de la ligne concernée ; vide : toutes.", "The table of the row concerned; empty: all."
        ),
    )
    row: str | None = f.text(
        Text("Ligne", "Row"),
        Text(
            "L’identifiant de la ligne concernée ; vide : toutes.", "The id of the row concerned; empty: all."
        ),
    )
    reason: str = f.text(
        Text("Raison", "Reason"),
        Text("Pourquoi le groupe l’écarte.", "Why the group sets it aside."),
        required=True,
    )
    date: PartialDate = f.date(_DATE, Text("Quand il a été écarté.", "When it was set aside."), required=True)
    expires_on: PartialDate | None = f.date(
        Text("Jusqu’au", "Expires on"),
        Text("Après cette date, il revient.", "After this date it comes back."),
    )
