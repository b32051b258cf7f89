"""Invented organisations in the shape of the official directory, with the people it would name, invented too."""

from __future__ import annotations

from typing import Any

PERSON = "NOMFICTIF"
"""What every invented person is called: nothing of it may ever be kept."""

OFFICER = {
    "nom": PERSON,
    "prenoms": f"PRENOM {PERSON}",
    "annee_de_naissance": "1964",
    "date_de_naissance": "1964-09",
    "qualite": f"Président {PERSON}",
    "nationalite": "Française",
    "type_dirigeant": "personne physique",
}
ELECTED = {
    "nom": PERSON,
    "prenoms": f"PRENOM {PERSON}",
    "annee_de_naissance": "1970",
    "fonction": "Maire",
    "sexe": "F",
}


def organisation(siren: str, name: str, nature: str | None, **changes: Any) -> dict[str, Any]:
    """One result with every key of the published shape; ``changes`` replace keys, dotted ones inside ``siege``…"""
    result: dict[str, Any] = {
        "siren": siren,
        "nom_complet": name.lower(),
        "nom_raison_sociale": name,
        "sigle": None,
        "nombre_etablissements": 1,
        "nombre_etablissements_ouverts": 1,
        "siege": seat(siren),
        "activite_principale": "94.99Z",
        "activite_principale_naf25": "94.99Y",
        "categorie_entreprise": "PME",
        "caractere_employeur": "O",
        "annee_categorie_entreprise": "2023",
        "date_creation": "2015-03-12",
        "date_fermeture": None,
        "date_mise_a_jour": "2026-09-21T03:34:50",
        "date_mise_a_jour_insee": "2026-09-21T03:34:50",
        "date_mise_a_jour_rne": None,
        "dirigeants": [OFFICER],
        "etat_administratif": "A",
        "nature_juridique": nature,
        "section_activite_principale": "S",
        "tranche_effectif_salarie": "11",
        "annee_tranche_effectif_salarie": "2023",
        "statut_diffusion": "O",
        "matching_etablissements": [],
        "finances": {"2023": {"ca": 120000, "resultat_net": 4000}},
        "complements": complements(),
        "tva": [],
    }
    for key, value in changes.items():
        part, _, inner = key.partition("__")
        if inner:
            result[part][inner] = value
        else:
            result[part] = value
    return result


def seat(siren: str) -> dict[str, Any]:
    """A head office in Arques; latitude and longitude are texts, as in the real answers."""
    return {
        "activite_principale": "94.99Z",
        "adresse": "1 RUE DE L’EXEMPLE 62510 ARQUES",
        "code_postal": "62510",
        "commune": "62040",
        "libelle_commune": "ARQUES",
        "departement": "62",
        "region": "32",
        "epci": "200069037",
        "est_siege": True,
        "etat_administratif": "A",
        "geo_id": None,
        "latitude": "50.735",
        "longitude": "2.302",
        "libelle_pays_etranger": None,
        "liste_enseignes": None,
        "liste_id_bio": [],
        "nom_commercial": None,
        "siret": f"{siren}00017",
        "statut_diffusion_etablissement": "O",
    }


def complements() -> dict[str, Any]:
    """What the directory adds from other registers."""
    return {
        "collectivite_territoriale": None,
        "convention_collective_renseignee": False,
        "est_administration": False,
        "est_association": False,
        "est_bio": False,
        "est_entrepreneur_individuel": False,
        "est_ess": False,
        "est_service_public": None,
        "est_siae": False,
        "est_societe_mission": False,
        "identifiant_association": None,
        "type_siae": None,
    }


AUTHORITY = {"code": "62040", "code_insee": "62040", "elus": [ELECTED], "niveau": "commune"}
SHOP = "L’ATELIER DU COIN"

ORGANISATIONS = (
    organisation(
        "999990005",
        "LES JARDINS PARTAGES DU VAL",
        "9220",
        sigle="JPV",
        complements__est_association=True,
        complements__est_ess=True,
        complements__identifiant_association="W623000001",
    ),
    organisation("999990013", "LE CHAMP COMMUN DU VAL S.C.I.C.", "5710", complements__est_ess=True),
    organisation(
        "999990021", "ATELIERS DU VAL", "5458", complements__est_ess=True, complements__est_siae=True
    ),
    organisation("999990039", "EXPRESSO DU VAL", "5499", complements__est_societe_mission=True),
    organisation(
        "999990047",
        "COMMUNE D’EXEMPLE DU VAL",
        "7210",
        complements__collectivite_territoriale=AUTHORITY,
        complements__est_administration=True,
    ),
    organisation(
        "999990054",
        f"PRENOM {PERSON}",
        "1000",
        nom_raison_sociale=None,
        nom_complet=f"PRENOM {PERSON} ({SHOP}, DU VAL)",
        siege__nom_commercial=SHOP,
        siege__adresse=f"2 IMPASSE {PERSON} 62510 ARQUES",
        complements__est_entrepreneur_individuel=True,
    ),
    organisation(
        "999990062",
        "ANCIENNE FABRIQUE DU VAL",
        "5599",
        etat_administratif="C",
        date_fermeture="2021-12-31",
    ),
    organisation(
        "999990070",
        "VAL COOPERATION INTERNATIONAL",
        "3220",
        siege=None,
        complements=None,
        date_creation=None,
        activite_principale=None,
    ),
    organisation("999990088", "CAISSE DU VAL", "8110"),
    organisation("999990096", "FONDATION DU VAL", "9300", siege__commune="62999"),
)
