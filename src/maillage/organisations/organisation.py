"""One organisation of the official directory, ready to be shown and to become an actor of a dossier."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.dossier.vocabularies import vocabulary
from maillage.organisations.messages import message
from maillage.text import Language, Text

SITE = "https://annuaire-entreprises.data.gouv.fr/entreprise/"
"""The public page of an organisation, before its SIREN."""

PRODUCERS = "INSEE (répertoire Sirene), DINUM (Annuaire des Entreprises)"
LICENCE = "etalab-2.0"


@dataclass(frozen=True, slots=True)
class Citation:
    """What to cite: title, address, who publishes, the day it was read, the licence (a code of ``licences``)."""

    title: Text
    url: str
    author: str
    accessed_on: datetime.date | None
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What the directory says of an organisation; `None` is what it does not say. Nothing about people.

    `commune` is the INSEE code of the head office, `legal_form` a code of ``legal_forms``, `insee_code` the legal
    category of INSEE and `legal_form_label` what INSEE calls it, `activity` a code of the NAF, `rna` the number of an
    association. `caveats` say what is to be confirmed before it is used; `noted` are those to keep in a dossier.
    """

    siren: str
    name: str
    acronym: str | None
    address: str | None
    commune: str | None
    commune_label: str | None
    legal_form: str | None
    legal_form_label: Text | None
    insee_code: str | None
    activity: str | None
    is_ess: bool | None
    is_mission: bool | None
    is_inclusion: bool | None
    rna: str | None
    active: bool
    created_on: datetime.date | None
    closed_on: datetime.date | None
    source: Citation
    caveats: tuple[Text, ...]
    noted: tuple[Text, ...]

    @property
    def category(self) -> str | None:
        """The category of actor (a code of ``actor_categories``) that goes with the legal form."""
        term = vocabulary("legal_forms").terms.get(self.legal_form or "")
        return (term.properties.get("category") or None) if term else None

    def properties(self) -> Mapping[str, str]:
        """What the legal form says (``democratic_vote``, ``indivisible_reserves``…), "" for what depends."""
        term = vocabulary("legal_forms").terms.get(self.legal_form or "")
        return term.properties if term else {}

    def to_cells(self, language: Language = "fr") -> dict[str, str]:
        """The cells of a row of ``actors``, without the empty ones; what is to be confirmed is its note.

        A legal form that the list does not have is said in the words of INSEE: the list is open.
        """
        unlisted = self.legal_form_label.in_(language) if self.legal_form_label else None
        cells = {
            "name": self.name,
            "legal_form": self.legal_form or unlisted,
            "category": self.category,
            "siren": self.siren,
            "rna": self.rna,
            "commune": self.commune,
            "note": " ".join(caveat.in_(language) for caveat in self.noted),
        }
        return {name: words for name, words in cells.items() if words}

    def source_cells(self, language: Language = "fr") -> dict[str, str]:
        """The cells of the row of ``sources`` that the row of ``actors`` should cite."""
        cells = {
            "id": f"annuaire-{self.siren}",
            "title": self.source.title.in_(language),
            "url": self.source.url,
            "author": self.source.author,
            "accessed_on": self.source.accessed_on.isoformat() if self.source.accessed_on else None,
            "licence": self.source.licence,
        }
        return {name: words for name, words in cells.items() if words}


def citation(siren: str, name: str, accessed_on: datetime.date | None) -> Citation:
    """What to cite for the organisation `siren`, read on a day."""
    title = message("source", "title", name=name, siren=siren)
    return Citation(title, f"{SITE}{siren}", PRODUCERS, accessed_on, LICENCE)
