"""Words and lists of the community: fields of a profile, who may read them, what practitioners do."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from maillage.text import Text


class Level(StrEnum):
    """To whom a field of a profile is shown; `NOBODY` is where every field begins."""

    NOBODY = "nobody"
    COMMUNITY = "community"
    PUBLIC = "public"


LEVELS: tuple[tuple[Level, Text], ...] = (
    (Level.NOBODY, Text("à personne", "to nobody")),
    (Level.COMMUNITY, Text("à la communauté", "to the community")),
    (Level.PUBLIC, Text("à tout le monde", "to everybody")),
)
FIELDS: dict[str, Text] = {
    "name": Text("Votre nom, et votre place dans l’annuaire", "Your name, and your place in the directory"),
    "headline": Text("En une ligne", "In one line"),
    "about": Text("Qui vous êtes", "Who you are"),
    "does": Text("Ce que vous faites", "What you do"),
    "spheres": Text("Sphères", "Spheres"),
    "territories": Text("Territoires", "Territories"),
    "languages": Text("Langues", "Languages"),
    "available": Text("Disponibilité", "Availability"),
    "practices": Text("Parcours accompagnés", "Journeys accompanied"),
    "items": Text("Ce que vous avez partagé dans la bibliothèque", "What you shared in the library"),
}
"""The fields of a profile, in the order of its page."""
REST = timedelta(days=183)
"""How long who declined is left alone by that dossier: six months."""
JOURNEY = "journey"
