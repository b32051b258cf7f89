"""The tables of a dossier, in the order in which people fill them. `TABLES` is the registry everything reads."""

from __future__ import annotations

from typing import Any

from maillage.dossier.fields import Table, fields_of
from maillage.dossier.tables.chain import Actor, Challenge, Component, Effect
from maillage.dossier.tables.common import Row, StatedRow, ValuedRow, Words
from maillage.dossier.tables.exchange import Commitment, Contribution, Cost, Flow, Tie
from maillage.dossier.tables.journal import Decision, Session, Silence, Snapshot
from maillage.dossier.tables.journey import Effort, JournalEntry, Journey, Learning, Phase, Turn
from maillage.dossier.tables.record import Record, Source
from maillage.dossier.tables.territory import Figure
from maillage.dossier.tables.transformation import Answer, Coefficient, Milestone, Model, Obstacle, Resource
from maillage.text import Text


def _table(name: str, row_class: type[Any], label: Text, one_row: Text) -> Table:
    return Table(name=name, label=label, one_row=one_row, row_class=row_class, fields=fields_of(row_class))


_ALL = (
    _table(
        "dossier",
        Record,
        Text("Dossier", "Dossier"),
        Text("l’écosystème (une seule ligne)", "the ecosystem (a single row)"),
    ),
    _table("sources", Source, Text("Sources", "Sources"), Text("une source", "a source")),
    _table("challenges", Challenge, Text("Enjeux", "Challenges"), Text("un enjeu", "a challenge")),
    _table(
        "figures",
        Figure,
        Text("Chiffres", "Figures"),
        Text("un chiffre du territoire", "a figure about the territory"),
    ),
    _table(
        "effects",
        Effect,
        Text("Effets", "Effects"),
        Text("un effet utile ou une externalité", "a useful effect or an externality"),
    ),
    _table(
        "components",
        Component,
        Text("Composants", "Components"),
        Text("une partie de la solution intégrée", "a part of the integrated solution"),
    ),
    _table("actors", Actor, Text("Acteurs", "Actors"), Text("un acteur", "an actor")),
    _table(
        "contributions",
        Contribution,
        Text("Contributions", "Contributions"),
        Text("ce que quelqu’un apporte", "what someone brings"),
    ),
    _table(
        "flows",
        Flow,
        Text("Flux", "Flows"),
        Text(
            "ce qui circule entre deux acteurs ou avec l’extérieur",
            "what moves between two actors or the outside",
        ),
    ),
    _table(
        "costs", Cost, Text("Coûts", "Costs"), Text("un coût ou un investissement", "a cost or an investment")
    ),
    _table(
        "commitments",
        Commitment,
        Text("Engagements", "Commitments"),
        Text("un engagement réciproque", "a reciprocal commitment"),
    ),
    _table(
        "ties",
        Tie,
        Text("Liens", "Ties"),
        Text("une coopération entre deux acteurs", "a cooperation between two actors"),
    ),
    _table(
        "resources",
        Resource,
        Text("Ressources", "Resources"),
        Text("l’état d’une ressource immatérielle", "the state of an intangible resource"),
    ),
    _table(
        "models",
        Model,
        Text("Modèles", "Models"),
        Text("un registre du modèle économique d’un acteur", "one register of an actor’s economic model"),
    ),
    _table(
        "answers",
        Answer,
        Text("Réponses", "Answers"),
        Text("une réponse à une question d’un référentiel", "an answer to an item of a frame"),
    ),
    _table(
        "milestones",
        Milestone,
        Text("Jalons", "Milestones"),
        Text("un point du chemin d’un acteur ou de l’écosystème", "a point on a path"),
    ),
    _table(
        "coefficients",
        Coefficient,
        Text("Coefficients", "Coefficients"),
        Text("un coefficient du passage à l’usage", "a coefficient of a move to use"),
    ),
    _table("obstacles", Obstacle, Text("Freins", "Obstacles"), Text("un frein rencontré", "an obstacle met")),
    _table(
        "journeys",
        Journey,
        Text("Parcours", "Journeys"),
        Text("un parcours, du collectif ou d’un acteur", "a journey, of the collective or of an actor"),
    ),
    _table(
        "phases",
        Phase,
        Text("Phases", "Phases"),
        Text("une phase d’un parcours, adaptée", "a phase of a journey, adapted"),
    ),
    _table(
        "turns",
        Turn,
        Text("Tours de boucle", "Turns"),
        Text("un passage dans une phase", "a stay in a phase"),
    ),
    _table(
        "sessions", Session, Text("Séances", "Sessions"), Text("une séance réflexive", "a reflexive session")
    ),
    _table("decisions", Decision, Text("Décisions", "Decisions"), Text("une décision", "a decision")),
    _table(
        "learnings",
        Learning,
        Text("Apprentissages", "Learnings"),
        Text(
            "ce que le groupe a appris, et ce que cela a changé", "what the group learnt, and what it changed"
        ),
    ),
    _table(
        "journal",
        JournalEntry,
        Text("Journal", "Journal"),
        Text("une entrée du journal réflexif", "an entry of the reflexive journal"),
    ),
    _table(
        "efforts",
        Effort,
        Text("Temps d’accompagnement", "Facilitation time"),
        Text("des heures données à l’animation", "hours given to animation"),
    ),
    _table(
        "snapshots",
        Snapshot,
        Text("États datés", "Snapshots"),
        Text("une date à retenir", "a date to remember"),
    ),
    _table(
        "silences",
        Silence,
        Text("Mises de côté", "Silences"),
        Text("une vérification mise de côté, avec sa raison", "a check set aside, with its reason"),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
LISTED = tuple(name for name in TABLES if name != "dossier")
"""The names of the tables that hold any number of rows."""

__all__ = [
    "LISTED",
    "TABLES",
    "Actor",
    "Answer",
    "Challenge",
    "Coefficient",
    "Commitment",
    "Component",
    "Contribution",
    "Cost",
    "Decision",
    "Effect",
    "Effort",
    "Figure",
    "Flow",
    "JournalEntry",
    "Journey",
    "Learning",
    "Milestone",
    "Model",
    "Obstacle",
    "Phase",
    "Record",
    "Resource",
    "Row",
    "Session",
    "Silence",
    "Snapshot",
    "Source",
    "StatedRow",
    "Tie",
    "Turn",
    "ValuedRow",
    "Words",
]
