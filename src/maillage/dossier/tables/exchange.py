"""What moves and what is promised: contributions, flows, costs, commitments, ties."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier import fields as f
from maillage.dossier.tables.common import TIMES, TIMES_HELP, StatedRow, ValuedRow, Words
from maillage.dossier.values import PartialDate
from maillage.text import Text

_FROM, _TO = Text("De", "From"), Text("Vers", "To")
_OBJECT = Text("Objet", "Object")
_COMPONENT = Text("Composant", "Component")
_COLLECTIVE, _OUTSIDE = ("collective",), ("outside",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(ValuedRow):
    """What someone brings, in money or in kind, and in return of which useful effect."""

    from_: str = f.reference("actors", _FROM, Text("Qui apporte.", "Who brings it."), required=True)
    to: str | None = f.reference(
        "actors",
        _TO,
        Text("À qui ; « collectif » pour l’ensemble.", "To whom; “collective” for the whole."),
        parties=_COLLECTIVE,
    )
    kind: str = f.code(
        "contribution_kinds",
        Text("Nature", "Kind"),
        Text(
            "Argent, temps, espace, matériel, savoirs, données, accès.",
            "Money, time, space, equipment, knowledge, data, access.",
        ),
        required=True,
    )
    object: str | None = f.text(_OBJECT, Text("Ce qui est apporté.", "What is brought."))
    acceptable: bool | None = f.truth(
        Text("Acceptable", "Acceptable"),
        Text("Celui qui apporte la juge-t-il acceptable ?", "Does the one who brings it find it acceptable?"),
    )
    in_return_of: Words = f.references(
        "effects",
        Text("En retour de", "In return of"),
        Text(
            "Les effets utiles en retour desquels elle est apportée.",
            "The useful effects it is brought in return of.",
        ),
    )
    component: str | None = f.reference(
        "components", _COMPONENT, Text("Le composant qu’elle soutient.", "The component it supports.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(StatedRow):
    """What moves between two actors or with the outside: goods, services, money, knowledge, recognition."""

    from_: str = f.reference(
        "actors",
        _FROM,
        Text("D’où ; « extérieur » hors de l’écosystème.", "Where from; “outside” beyond the ecosystem."),
        parties=_OUTSIDE,
        required=True,
    )
    to: str = f.reference(
        "actors",
        _TO,
        Text("Vers où ; « extérieur » hors de l’écosystème.", "Where to; “outside” beyond the ecosystem."),
        parties=_OUTSIDE,
        required=True,
    )
    object: str = f.text(_OBJECT, Text("Ce qui circule.", "What moves."), required=True)
    nature: str | None = f.code(
        "flow_natures",
        Text("Tangible ou intangible", "Nature"),
        Text(
            "Tangible (bien, argent) ou intangible (savoir, confiance).",
            "Tangible (goods, money) or intangible (knowledge, trust).",
        ),
    )
    amount: Decimal | None = f.decimal(
        Text("Quantité", "Amount"), Text("Combien, dans l’unité dite.", "How much, in the unit said.")
    )
    unit: str | None = f.code(
        "units", Text("Unité", "Unit"), Text("En quoi c’est compté.", "What it is counted in.")
    )
    period: str | None = f.code(
        "periods",
        Text("Période", "Period"),
        Text("Par mois, par an, en une fois…", "Per month, per year, once…"),
    )
    times: Decimal | None = f.decimal(TIMES, TIMES_HELP)
    component: str | None = f.reference(
        "components", _COMPONENT, Text("Le composant dont il relève.", "The component it belongs to.")
    )
    realises: str | None = f.reference(
        "contributions",
        Text("Réalise", "Realises"),
        Text(
            "La contribution que ce flux accomplit : les deux ne sont comptés qu’une fois.",
            "The contribution that this flow carries out: the two count once.",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost(ValuedRow):
    """A cost or an investment of a component, and who bears it."""

    component: str | None = f.reference(
        "components", _COMPONENT, Text("Le composant concerné.", "The component concerned.")
    )
    bearer: str | None = f.reference(
        "actors", Text("Supporté par", "Bearer"), Text("Qui le supporte.", "Who bears it.")
    )
    kind: str | None = f.code(
        "cost_kinds",
        Text("Nature", "Kind"),
        Text(
            "Investissement, investissement immatériel, fonctionnement, animation.",
            "Investment, intangible investment, operation, facilitation.",
        ),
    )
    first_year: int | None = f.integer(
        Text("Première année", "First year"), Text("L’année où il commence.", "The year it begins.")
    )
    last_year: int | None = f.integer(
        Text("Dernière année", "Last year"), Text("L’année où il finit.", "The year it ends.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(StatedRow):
    """What one actor promises another, and the promise it answers."""

    from_: str = f.reference("actors", _FROM, Text("Qui s’engage.", "Who commits."), required=True)
    to: str | None = f.reference(
        "actors",
        _TO,
        Text("Envers qui ; « collectif » pour l’ensemble.", "To whom; “collective” for the whole."),
        parties=_COLLECTIVE,
    )
    object: str | None = f.text(_OBJECT, Text("À quoi il s’engage.", "What is promised."))
    reciprocates: str | None = f.reference(
        "commitments",
        Text("Répond à", "Reciprocates"),
        Text("L’engagement auquel celui-ci répond.", "The commitment this one answers."),
    )
    form: str | None = f.code(
        "commitment_forms",
        Text("Forme", "Form"),
        Text("Oral, charte, convention, contrat.", "Oral, charter, agreement, contract."),
    )
    status: str | None = f.code(
        "commitment_statuses",
        Text("État", "Status"),
        Text("Proposé, tenu, rompu, terminé.", "Proposed, held, broken, ended."),
    )
    made_on: PartialDate | None = f.date(
        Text("Pris le", "Made on"), Text("Quand il a été pris.", "When it was made.")
    )
    review_on: PartialDate | None = f.date(
        Text("À revoir le", "Review on"), Text("Quand il sera rediscuté.", "When it will be discussed again.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(StatedRow):
    """A cooperation between two actors: how far it goes, and whether each knows the other's constraints."""

    actor_a: str = f.reference(
        "actors", Text("Acteur A", "Actor A"), Text("Le premier.", "The first."), required=True
    )
    actor_b: str = f.reference(
        "actors", Text("Acteur B", "Actor B"), Text("Le second.", "The second."), required=True
    )
    level: str | None = f.code(
        "tie_levels",
        Text("Niveau", "Level"),
        Text("De « inconnu » à « coopération ».", "From “unknown” to “cooperation”."),
    )
    direction: str | None = f.code(
        "tie_directions",
        Text("Direction", "Direction"),
        Text(
            "Entre pairs, entre niveaux, avec l’extérieur.", "Among peers, between levels, with the outside."
        ),
    )
    a_knows_b: str | None = f.code(
        "constraint_knowledge",
        Text("A connaît les contraintes de B", "A knows the constraints of B"),
        Text("À quel point.", "How well."),
    )
    b_knows_a: str | None = f.code(
        "constraint_knowledge",
        Text("B connaît les contraintes de A", "B knows the constraints of A"),
        Text("À quel point.", "How well."),
    )
