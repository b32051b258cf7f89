"""What the pages of territories are bound by, and the words of their addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from maillage.text import Text

OFFERED = 12
"""How many places are offered while somebody types."""
LONGEST = 100
"""How many letters of a search are read."""
COMPARED = 4
"""How many territories stand side by side."""
WRITTEN = 20_000
"""How many letters of a list of communes are read: some two thousand codes."""
PEERS = (6, 8, 12, 20, 40)
"""How many similar territories one may ask for."""
PEERS_FIRST = 12

PATHS = {
    "commune": "commune",
    "epci": "epci",
    "department": "departement",
    "region": "region",
    "free": "libre",
}
"""How each kind of perimeter is written in addresses."""
KINDS = {path: kind for kind, path in PATHS.items()}

KIND_WORDS = {
    "commune": _("Commune"),
    "epci": _("Group of communes (EPCI)"),
    "department": _("Département"),
    "region": _("Administrative region"),
    "free": _("Free perimeter"),
}

EXAMPLES = ("epci:200093201", "epci:246200364", "epci:200069037", "epci:247600588", "epci:249740119")
"""What the search page offers to try: urban, of the mining basin, rural, cross-regional, overseas."""

CLASSES = 5
"""How many classes a map is coloured in, at most."""


ANYWHERE, SAME_DEPARTMENT, SAME_REGION = "", "departement", "region"
"""Where similar territories are taken, as addresses say it."""


WEIGHTS = (0, 1, 2, 4)
"""How much a variable of similarity may count."""
STATED = 40
"""How many territories one may list to compare with."""


@dataclass(frozen=True, slots=True)
class PeerOptions:
    """Which peers were asked for: how many, by which variables (each once when empty), taken where; or a list."""

    count: int = PEERS_FIRST
    weights: tuple[tuple[str, int], ...] = ()
    where: str = ANYWHERE
    stated: tuple[str, ...] = ()


MAPPED_FIRST = ("vacancy_rate", "population_density", "unemployment_rate")
"""The indicators that a map begins with: the first one that is known."""

PAGES_CACHE = "territories"
"""The cache, of this process alone, where the pages of those who have not entered are kept."""

UPDATE_COMMAND = "maillage territory update"
"""What whoever runs the site types to load figures."""
OUTLINES_COMMAND = Text("maillage territory outlines FICHIER", "maillage territory outlines FILE")
"""What whoever runs the site types to load outlines."""
