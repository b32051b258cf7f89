"""What changes inside: intangible resources, economic models, answers to frames, milestones, obstacles."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.dossier import fields as f
from maillage.dossier.tables.common import StatedRow, ValuedRow, Words
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
class Answer(StatedRow):
    """What one rater answers, on one date, to one item of one version of a frame. Raters stay side by side."""

    holder: str | None = f.reference(
        "actors",
        _HOLDER,
        Text("L’acteur dont on parle, ou « écosystème ».", "The actor spoken of, or “ecosystem”."),
        parties=("ecosystem",),
    )
    frame: str = f.text(
        Text("Référentiel", "Frame"),
        Text(
            "L’identifiant du référentiel, « efc » par exemple.", "The id of the frame, “efc” for instance."
        ),
        required=True,
    )
    version: str | None = f.text(
        Text("Version", "Version"),
        Text(
            "La version à laquelle on a répondu : une réponse garde le sens qu’elle avait.",
            "The version that was answered: an answer keeps the meaning it had.",
        ),
    )
    item: str = f.text(
        Text("Question", "Item"),
        Text("L’identifiant de la question dans ce référentiel.", "The id of the item in that frame."),
        required=True,
    )
    value: str | None = f.text(
        Text("Réponse", "Answer"),
        Text(
            "Un niveau, un choix, un état ou un nombre ; vide quand seul le récit répond.",
            "A level, a choice, a status or a number; empty when the narrative alone answers.",
        ),
    )
    narrative: str | None = f.text(_NARRATIVE, Text("Ce qui fait dire cela.", "What makes one say so."))
    evidence: str | None = f.text(
        Text("Preuve", "Evidence"),
        Text("Ce qui l’atteste : un document, un fait.", "What attests it: a document, a fact."),
    )
    rater: str | None = f.text(
        Text("Évaluateur", "Rater"),
        Text("Le rôle ou l’organisation qui répond.", "The role or organisation that answers."),
    )
    date: PartialDate | None = f.date(Text("Date", "Date"), Text("Quand.", "When."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(StatedRow):
    """A point on the path of an actor or of the ecosystem: what will show it, when it is aimed at, when it came."""

    holder: str | None = f.reference(
        "actors",
        _HOLDER,
        Text("L’acteur dont c’est le chemin, ou « écosystème ».", "Whose path it is, or “ecosystem”."),
        parties=("ecosystem",),
    )
    title: str = f.text(
        Text("Jalon", "Milestone"),
        Text("Ce qui sera là, en une phrase.", "What will be there, in a sentence."),
        required=True,
    )
    register: str | None = f.code(
        "model_registers",
        Text("Registre", "Register"),
        Text("La facette du modèle que ce jalon déplace.", "The facet of the model this milestone moves."),
    )
    stage: str | None = f.code(
        "stages", Text("Stade", "Stage"), Text("Le stade où il se trouve.", "The stage it stands in.")
    )
    status: str | None = f.code(
        "milestone_statuses",
        Text("État", "Status"),
        Text("Visé, atteint, manqué ou abandonné.", "Aimed at, reached, missed or given up."),
    )
    aimed_on: PartialDate | None = f.date(
        Text("Visé pour", "Aimed for"), Text("Quand on espère y être.", "When one hopes to be there.")
    )
    reached_on: PartialDate | None = f.date(
        Text("Atteint le", "Reached on"), Text("Quand on y a été.", "When it came.")
    )
    shown_by: str | None = f.text(
        Text("Se verra à", "Shown by"),
        Text("À quoi chacun verra que c’est là.", "By what each one will see that it is there."),
    )
    narrative: str | None = f.text(
        _NARRATIVE, Text("Ce qui s’est passé, ce qu’on en a appris.", "What happened, what was learnt.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient(ValuedRow):
    """One coefficient of the move of an actor from volume to use: a range, its unit, its source, its date."""

    actor: str = f.reference(
        "actors", Text("Acteur", "Actor"), Text("De qui est ce passage.", "Whose move it is."), required=True
    )
    coefficient: str = f.code(
        "coefficients",
        Text("Coefficient", "Coefficient"),
        Text("Ce que dit ce nombre ; la liste est ouverte.", "What this number says; the list is open."),
        required=True,
    )
    stage: str | None = f.code(
        "stages",
        Text("Stade", "Stage"),
        Text("Le stade où il vaut ; vide : les trois.", "The stage it holds in; empty: all three."),
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
