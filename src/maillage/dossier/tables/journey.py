"""The journey of a collective or of a leader: its phases, the turns made in them, what was learnt, the time given."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier import fields as f
from maillage.dossier.tables.common import StatedRow, Words
from maillage.dossier.values import PartialDate
from maillage.text import Text

JOURNEY = Text("Parcours", "Journey")
JOURNEY_HELP = Text("Le parcours dont il s’agit.", "The journey at stake.")
PHASE = Text("Phase", "Phase")
PHASE_HELP = Text("Le code de la phase du parcours.", "The code of the phase of the journey.")
_DATE = Text("Date", "Date")
_TITLE = Text("Titre", "Title")
_SESSION = Text("Séance", "Session")


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey(StatedRow):
    """A journey under way, of the collective or of one actor, after a template; `since` and `until` bound it."""

    title: str = f.text(
        _TITLE, Text("Comment on appelle ce parcours.", "What this journey is called."), required=True
    )
    template: str | None = f.code(
        "journey_templates",
        Text("Modèle de parcours", "Template"),
        Text(
            "Le modèle dont il part ; la liste est ouverte.", "The template it starts from; the list is open."
        ),
    )
    holder: str | None = f.reference(
        "actors",
        Text("De qui", "Holder"),
        Text(
            "L’acteur accompagné, ou « collectif » pour l’ensemble.",
            "The actor accompanied, or “collective” for the whole.",
        ),
        parties=("collective",),
    )
    aim: str | None = f.text(Text("Visée", "Aim"), Text("Ce que l’on en attend.", "What is expected of it."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(StatedRow):
    """A phase of a journey as this collective wants it; without any, the phases are those of the template."""

    journey: str = f.reference("journeys", JOURNEY, JOURNEY_HELP, required=True)
    rank: int | None = f.integer(
        Text("Rang", "Rank"),
        Text("Sa place dans la boucle ; on y revient.", "Its place in the loop; one comes back to it."),
    )
    title: str = f.text(_TITLE, Text("Le nom de la phase.", "The name of the phase."), required=True)
    aim: str | None = f.text(Text("Visée", "Aim"), Text("Ce que l’on y cherche.", "What is sought in it."))
    questions: Words = f.text(
        Text("Questions", "Questions"),
        Text("Les questions qui guident, séparées par « ; ».", "The guiding questions, separated by “;”."),
        many=True,
    )
    outputs: Words = f.text(
        Text("Résultats attendus", "Expected outputs"),
        Text("Ce qui devrait en sortir, séparé par « ; ».", "What should come out of it, separated by “;”."),
        many=True,
    )
    before: Words = f.text(
        Text("À vérifier avant", "To check before"),
        Text(
            "Ce que l’on vérifie avant d’y entrer, séparé par « ; ».",
            "What to check before, separated by “;”.",
        ),
        many=True,
    )
    after: Words = f.text(
        Text("À vérifier après", "To check after"),
        Text(
            "Ce que l’on vérifie avant d’en sortir, séparé par « ; ».",
            "What to check after, separated by “;”.",
        ),
        many=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(StatedRow):
    """One stay in a phase, from `since` to `until`; a phase one comes back to has several."""

    journey: str = f.reference("journeys", JOURNEY, JOURNEY_HELP, required=True)
    phase: str = f.text(PHASE, PHASE_HELP, required=True)
    why: str | None = f.text(
        Text("Pourquoi", "Why"), Text("Ce qui y a fait entrer, ou revenir.", "What led there, or back there.")
    )
    narrative: str | None = f.text(
        Text("Récit", "Narrative"), Text("Ce qui s’y est passé.", "What happened.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort(StatedRow):
    """Hours given to animation by those who facilitate: a work that funders should see."""

    date: PartialDate | None = f.date(_DATE, Text("Quand, ou quel mois.", "When, or in which month."))
    hours: Decimal = f.define(
        "decimal", Text("Heures", "Hours"), Text("Combien d’heures.", "How many hours."), required=True
    )
    kind: str | None = f.code(
        "effort_kinds",
        Text("Nature", "Kind"),
        Text("Préparer, animer, restituer, aller voir…", "Preparing, running, reporting, visiting…"),
    )
    given_by: str | None = f.text(
        Text("Donné par", "Given by"),
        Text("Le rôle ou l’organisation, pas la personne.", "The role or organisation, not the person."),
    )
    journey: str | None = f.reference("journeys", JOURNEY, JOURNEY_HELP)
    phase: str | None = f.text(PHASE, PHASE_HELP)
    session: str | None = f.reference(
        "sessions", _SESSION, Text("La séance dont c’est le temps.", "The session this time is for.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning(StatedRow):
    """Something the group learnt, and what it changed."""

    learning: str = f.text(
        Text("Apprentissage", "Learning"), Text("Ce que l’on a appris.", "What was learnt."), required=True
    )
    date: PartialDate | None = f.date(_DATE, Text("Quand.", "When."))
    session: str | None = f.reference(
        "sessions", _SESSION, Text("La séance où on l’a dit.", "The session it was said in.")
    )
    change: str | None = f.text(
        Text("Ce que cela a changé", "What it changed"), Text("En une phrase.", "In a sentence.")
    )
    decisions: Words = f.references(
        "decisions",
        Text("Décisions qui en viennent", "Decisions it led to"),
        Text("« aucune » si rien n’en est venu.", "“none” if nothing came of it."),
    )
    components: Words = f.references(
        "components",
        Text("Composants changés", "Components changed"),
        Text("Les parties de la solution qu’il a fait bouger.", "The parts of the solution it moved."),
    )
    commitments: Words = f.references(
        "commitments",
        Text("Engagements changés", "Commitments changed"),
        Text(
            "Les engagements pris ou revus à cause de lui.", "The commitments made or revised because of it."
        ),
    )
    models: Words = f.references(
        "models",
        Text("Modèles changés", "Models changed"),
        Text("Les registres de modèle qu’il a fait bouger.", "The registers of models it moved."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry(StatedRow):
    """An entry of the reflexive journal: what somebody who accompanies, or takes part, makes of what happened."""

    date: PartialDate | None = f.date(_DATE, Text("Quand.", "When."))
    title: str | None = f.text(_TITLE, Text("En quelques mots.", "In a few words."))
    entry: str = f.text(
        Text("Texte", "Entry"),
        Text("Ce qui s’est passé, ce que cela fait penser.", "What happened, what it makes one think."),
        required=True,
    )
    phase: str | None = f.text(PHASE, PHASE_HELP)
    session: str | None = f.reference(
        "sessions", _SESSION, Text("La séance dont elle parle.", "The session it speaks of.")
    )
    actors: Words = f.references(
        "actors", Text("Acteurs", "Actors"), Text("Les acteurs dont elle parle.", "The actors it speaks of.")
    )
