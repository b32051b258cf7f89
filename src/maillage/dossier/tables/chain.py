"""The four links of the articulation: challenges, useful effects, components of the solution, actors."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.dossier import fields as f
from maillage.dossier.tables.common import StatedRow, ValuedRow, Words
from maillage.dossier.values import PartialDate
from maillage.text import Text

_DESCRIPTION = (Text("Description", "Description"), Text("En une ou deux phrases.", "In a sentence or two."))
_NAME = Text("Nom", "Name")
_DIMENSIONS = Text("Dimensions", "Dimensions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(StatedRow):
    """What the collective takes charge of (enjeu), in its ecological, societal and economic dimensions."""

    name: str = f.text(
        _NAME,
        Text("L’enjeu, dit comme le dirait un habitant.", "The challenge, as an inhabitant would say it."),
        required=True,
    )
    sphere: str | None = f.code(
        "spheres",
        Text("Sphère fonctionnelle", "Functional sphere"),
        Text(
            "La grande fonction de la vie à laquelle il se rattache.",
            "The major function of life it belongs to.",
        ),
    )
    dimensions: Words = f.codes(
        "dimensions",
        _DIMENSIONS,
        Text("En quoi il est écologique, sociétal, économique.", "How it is ecological, societal, economic."),
    )
    indicators: Words = f.text(
        Text("Indicateurs", "Indicators"),
        Text(
            "Les indicateurs où il se voit, séparés par « ; ».",
            "The indicators it shows in, separated by “;”.",
        ),
        many=True,
    )
    description: str | None = f.text(*_DESCRIPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(StatedRow):
    """An organisation or a group of any status that takes part in the ecosystem."""

    name: str = f.text(
        _NAME,
        Text("Le nom de l’organisation ou du groupe.", "The name of the organisation or group."),
        required=True,
    )
    legal_form: str | None = f.code(
        "legal_forms",
        Text("Forme juridique", "Legal form"),
        Text(
            "Son statut, quel qu’il soit ; la liste est ouverte.",
            "Its status, whatever it is; the list is open.",
        ),
    )
    category: str | None = f.code(
        "actor_categories",
        Text("Catégorie", "Category"),
        Text(
            "Collectivité, entreprise, association, habitants…",
            "Authority, enterprise, association, citizens…",
        ),
    )
    siren: str | None = f.define(
        "siren",
        Text("SIREN", "SIREN"),
        Text("Neuf chiffres, si l’organisation en a un.", "Nine digits, if it has one."),
    )
    rna: str | None = f.define(
        "rna",
        Text("RNA", "RNA"),
        Text("W et neuf chiffres, pour une association.", "W and nine digits, for an association."),
    )
    commune: str | None = f.define(
        "commune",
        Text("Commune", "Commune"),
        Text("Code INSEE (5 caractères, ex. 62010).", "INSEE code (5 characters)."),
    )
    roles: Words = f.codes(
        "roles",
        Text("Rôles", "Roles"),
        Text(
            "Porteur, membre, financeur, bénéficiaire, garant de la coopération…",
            "Bearer, member, funder, beneficiary, guarantor of cooperation…",
        ),
    )
    joined_on: PartialDate | None = f.date(
        Text("Entrée", "Joined on"), Text("Quand il rejoint l’écosystème.", "When it joined the ecosystem.")
    )
    left_on: PartialDate | None = f.date(
        Text("Sortie", "Left on"), Text("Quand il le quitte.", "When it left.")
    )
    description: str | None = f.text(*_DESCRIPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(StatedRow):
    """A good or a service that is one part of the integrated solution."""

    name: str = f.text(
        _NAME,
        Text("Le bien ou le service, en peu de mots.", "The good or service, in few words."),
        required=True,
    )
    kind: str | None = f.code(
        "component_kinds",
        Text("Nature", "Kind"),
        Text("Bien, service ou les deux.", "Good, service or both."),
    )
    challenges: Words = f.references(
        "challenges",
        Text("Enjeux visés", "Challenges"),
        Text("Les enjeux auxquels il répond.", "The challenges it answers."),
    )
    bearers: Words = f.references(
        "actors",
        Text("Porteurs", "Bearers"),
        Text(
            "Les acteurs qui le portent ; « aucun » si personne.",
            "The actors who carry it; “none” if nobody.",
        ),
    )
    status: str | None = f.code(
        "component_statuses",
        Text("État", "Status"),
        Text("Existe, prévu, recherché, terminé.", "Existing, planned, sought, ended."),
    )
    dimensions: Words = f.codes(
        "dimensions",
        _DIMENSIONS,
        Text("Les dimensions de l’enjeu qu’il couvre.", "The dimensions of the challenge it covers."),
    )
    description: str | None = f.text(*_DESCRIPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(ValuedRow):
    """A useful effect (intended) or an externality (not intended), for whom, produced by what."""

    name: str = f.text(
        _NAME, Text("Ce qui change, et pour qui.", "What changes, and for whom."), required=True
    )
    sign: str | None = f.code(
        "signs", Text("Signe", "Sign"), Text("Favorable ou défavorable.", "Favourable or not.")
    )
    intended: bool | None = f.truth(
        Text("Voulu", "Intended"),
        Text("Oui : effet utile. Non : externalité.", "Yes: a useful effect. No: an externality."),
    )
    beneficiaries: Words = f.references(
        "actors",
        Text("Bénéficiaires", "Beneficiaries"),
        Text(
            "Qui le reçoit (acteurs ou groupes) ; « aucun » si personne.",
            "Who receives it (actors or groups); “none” if nobody.",
        ),
    )
    challenges: Words = f.references(
        "challenges",
        Text("Enjeux atteints", "Challenges"),
        Text("Les enjeux qu’il fait avancer.", "The challenges it reaches."),
    )
    components: Words = f.references(
        "components",
        Text("Composants producteurs", "Components"),
        Text(
            "Les composants qui le produisent ; « aucun » si aucun.",
            "The components that produce it; “none” if none does.",
        ),
    )
    dimensions: Words = f.codes(
        "dimensions",
        _DIMENSIONS,
        Text("Écologique, sociétal, économique.", "Ecological, societal, economic."),
    )
    taken_in_charge_by: Words = f.references(
        "actors",
        Text("Pris en charge par", "Taken in charge by"),
        Text(
            "Pour un effet défavorable : qui s’en occupe.", "For an unfavourable effect: who deals with it."
        ),
    )
    evidence: str | None = f.code(
        "evidence_levels",
        Text("Niveau de preuve", "Evidence"),
        Text("Sur quoi repose l’affirmation.", "What the claim rests on."),
    )
    description: str | None = f.text(*_DESCRIPTION)
