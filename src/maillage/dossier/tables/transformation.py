"""What changes inside: intangible resources, economic models, obstacles."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.dossier import fields as f
from maillage.dossier.tables.common import StatedRow, Words
from maillage.dossier.values import PartialDate
from maillage.text import Text

_NARRATIVE = Text("Récit", "Narrative")
_HOLDER = Text("Détenteur", "Holder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(StatedRow):
    """The state of an intangible resource, as one rater sees it at one date: evaluated, not measured."""

    kind: str = f.code(
        "resource_kinds",
        Text("Nature", "Kind"),
        Text(
            "Confiance, compétence, pertinence, santé, autre.", "Trust, competence, relevance, health, other."
        ),
        required=True,
    )
    holder: str | None = f.reference(
        "actors",
        _HOLDER,
        Text(
            "Un acteur, ou « collectif » (patrimoine immatériel collectif).",
            "An actor, or “collective” (collective intangible heritage).",
        ),
        parties=("collective",),
    )
    state: str | None = f.code(
        "resource_states", Text("État", "State"), Text("Un ordre, pas une note.", "An order, not a mark.")
    )
    trend: str | None = f.code("trends", Text("Tendance", "Trend"), Text("Où cela va.", "Where it is going."))
    narrative: str | None = f.text(_NARRATIVE, Text("Ce qui fait dire cela.", "What makes one say so."))
    rater: str | None = f.text(
        Text("Évaluateur", "Rater"),
        Text("Le rôle ou l’organisation qui évalue.", "The role or organisation that rates."),
    )
    date: PartialDate | None = f.date(Text("Date", "Date"), Text("Quand.", "When."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(StatedRow):
    """One register of an actor's economic model: today, where it wants to go, what holds it."""

    actor: str = f.reference(
        "actors", Text("Acteur", "Actor"), Text("De qui est ce modèle.", "Whose model it is."), required=True
    )
    register: str | None = f.code(
        "model_registers",
        Text("Registre", "Register"),
        Text("La facette du modèle dont on parle.", "The facet of the model at stake."),
    )
    today: str | None = f.text(Text("Aujourd’hui", "Today"), Text("Comment c’est.", "How it is."))
    aim: str | None = f.text(
        Text("Visée", "Aim"), Text("Où l’acteur veut aller.", "Where the actor wants to go.")
    )
    constraint: str | None = f.text(
        Text("Contrainte", "Constraint"),
        Text("Ce qui le tient, à faire connaître aux autres.", "What holds it, to be known by the others."),
    )
    displacement: str | None = f.text(
        Text("Déplacement", "Displacement"),
        Text("Ce qu’il doit changer dans son propre travail.", "What it must change in its own work."),
    )
    stage: str | None = f.code(
        "stages",
        Text("Stade", "Stage"),
        Text(
            "Où en est le modèle ; jamais sans sa direction.",
            "Where the model stands; never without its direction.",
        ),
    )
    direction: str | None = f.code(
        "directions",
        Text("Direction", "Direction"),
        Text("Avance, se tient, recule.", "Advancing, holding, receding."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle(StatedRow):
    """A lock-in met by an actor, the ecosystem or the territory, and the levers tried."""

    holder: str | None = f.reference(
        "actors",
        _HOLDER,
        Text("Un acteur, « écosystème » ou « territoire ».", "An actor, “ecosystem” or “territory”."),
        parties=("ecosystem", "territory"),
    )
    obstacle: str = f.code(
        "obstacles",
        Text("Frein", "Obstacle"),
        Text("Le frein rencontré ; la liste est ouverte.", "The obstacle met; the list is open."),
        required=True,
    )
    intensity: str | None = f.code(
        "intensities",
        Text("Intensité", "Intensity"),
        Text("Un ordre, pas une note.", "An order, not a mark."),
    )
    narrative: str | None = f.text(_NARRATIVE, Text("Comment il se manifeste.", "How it shows."))
    levers: Words = f.codes(
        "levers",
        Text("Leviers essayés", "Levers tried"),
        Text("Ce qui a été tenté ; « aucun » si rien.", "What was tried; “none” if nothing."),
    )
