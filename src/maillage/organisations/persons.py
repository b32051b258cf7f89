"""Keep of an answer of the directory what is said of organisations; drop what is said of people, before it is stored.

What is not named here is dropped: people in charge, elected members, and whatever the directory may add one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from maillage.organisations.natures import nature

_OF_PAGE = ("total_results", "page", "per_page", "total_pages")
_OF_RESULT = (
    "siren",
    "nom_complet",
    "nom_raison_sociale",
    "sigle",
    "activite_principale",
    "date_creation",
    "date_fermeture",
    "date_mise_a_jour",
    "etat_administratif",
    "nature_juridique",
    "statut_diffusion",
)
_OF_SEAT = (
    "siret",
    "adresse",
    "code_postal",
    "commune",
    "libelle_commune",
    "departement",
    "region",
    "epci",
    "nom_commercial",
    "libelle_pays_etranger",
)
_OF_COMPLEMENTS = (
    "est_association",
    "est_entrepreneur_individuel",
    "est_ess",
    "est_siae",
    "est_societe_mission",
    "identifiant_association",
)
_NAMES_A_PERSON = ("nom_complet", "nom_raison_sociale", "sigle")
_PLACES_A_PERSON = ("adresse", "siret")
_LONGEST = 500  # characters


def without_persons(payload: object) -> dict[str, Any] | None:
    """The answer with its organisations only, in the same shape; nothing when it is not an answer of the directory.

    A result that is not what it should be stays, as null, so that it can be counted.
    """
    if not isinstance(payload, Mapping) or not isinstance(payload.get("results"), list):
        return None
    return {"results": [_result(raw) for raw in payload["results"]], **_scalars(payload, _OF_PAGE)}


def _result(raw: object) -> dict[str, Any] | None:
    if not isinstance(raw, Mapping):
        return None
    kept = _scalars(raw, _OF_RESULT)
    seat, complements = _mapping(raw.get("siege")), _mapping(raw.get("complements"))
    kept["siege"] = _scalars(seat, _OF_SEAT) | {"liste_enseignes": _words(seat.get("liste_enseignes"))}
    kept["complements"] = _scalars(complements, _OF_COMPLEMENTS)
    if _is_a_person(kept):
        kept |= dict.fromkeys(_NAMES_A_PERSON)
        kept["siege"] |= dict.fromkeys(_PLACES_A_PERSON)
        kept["complements"]["est_entrepreneur_individuel"] = True
    return kept


def _is_a_person(kept: Mapping[str, Any]) -> bool:
    """Whether the name may be that of a person; without a category, only a company name is surely not."""
    code = kept.get("nature_juridique")
    known = nature(code if isinstance(code, str) else None)
    if known is not None and known.persons:
        return True
    if kept["complements"].get("est_entrepreneur_individuel") is True:
        return True
    return known is None and not kept.get("nom_raison_sociale")


def _scalars(raw: Mapping[Any, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: _scalar(raw.get(key)) for key in keys}


def _scalar(value: object) -> object:
    if isinstance(value, str):
        return value[:_LONGEST]
    return value if isinstance(value, bool | int | float) else None


def _words(value: object) -> list[str]:
    listed = value if isinstance(value, list) else []
    return [one[:_LONGEST] for one in listed[:10] if isinstance(one, str)]


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}
