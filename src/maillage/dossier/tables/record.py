"""The record itself: what the ecosystem is, and the sources everything else cites."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.dossier import fields as f
from maillage.dossier.tables.common import Row, StatedRow, Words
from maillage.dossier.values import PartialDate
from maillage.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Row):
    """The territorial cooperative ecosystem this dossier follows through time; there is exactly one."""

    title: str = f.text(
        Text("Titre", "Title"),
        Text("Le nom de l’écosystème ou du projet.", "The name of the ecosystem or project."),
        required=True,
    )
    summary: str | None = f.text(
        Text("Résumé", "Summary"),
        Text("En quelques phrases, pour qui le découvre.", "In a few sentences, for a newcomer."),
    )
    territory: Words = f.define(
        "territory",
        Text("Codes du territoire", "Territory codes"),
        Text(
            "Codes INSEE de communes (5 caractères) ou SIREN d’EPCI (9 chiffres), séparés par « ; ».",
            "INSEE commune codes (5 characters) or EPCI SIREN (9 digits), separated by “;”.",
        ),
        many=True,
    )
    territory_name: str | None = f.text(
        Text("Nom du territoire", "Territory name"),
        Text("Comme on l’appelle sur place.", "What people there call it."),
    )
    spheres: Words = f.codes(
        "spheres",
        Text("Sphères fonctionnelles", "Functional spheres"),
        Text(
            "Les grandes fonctions de la vie dont l’écosystème se soucie.",
            "The major functions of life it cares for.",
        ),
    )
    language: str | None = f.code(
        "languages",
        Text("Langue", "Language"),
        Text("La langue des textes du dossier.", "The language of its texts."),
    )
    licence: str | None = f.code(
        "licences",
        Text("Licence", "Licence"),
        Text("À quelles conditions le réutiliser.", "The terms of its reuse."),
    )
    started_on: PartialDate | None = f.date(
        Text("Début", "Started on"), Text("Quand la dynamique a commencé.", "When the dynamic began.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(StatedRow):
    """A document, a page, an interview or a survey that rows of the dossier rest on."""

    title: str = f.text(
        Text("Titre", "Title"),
        Text("Le titre du document ou de la page.", "The title of the document or page."),
        required=True,
    )
    url: str | None = f.define(
        "url",
        Text("Adresse", "Url"),
        Text("L’adresse publique, si elle existe.", "The public address, if any."),
    )
    author: str | None = f.text(
        Text("Auteur", "Author"), Text("L’organisation qui publie.", "The organisation that publishes.")
    )
    date: PartialDate | None = f.date(
        Text("Date", "Date"),
        Text("Date de publication ou de recueil.", "When it was published or collected."),
    )
    accessed_on: PartialDate | None = f.date(
        Text("Consulté le", "Accessed on"), Text("Quand elle a été lue.", "When it was read.")
    )
    licence: str | None = f.code(
        "licences",
        Text("Licence", "Licence"),
        Text("À quelles conditions la réutiliser.", "The terms of its reuse."),
    )
