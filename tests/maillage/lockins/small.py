"""A small dossier with lock-ins, and rows that are signs of others."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

from maillage.articulation.analysis import Analysis, analyse
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Answer, Figure, Model, Obstacle, Record, Resource
from maillage.dossier.values import PartialDate

DAY = datetime.date(2026, 6, 1)

DOSSIER = Dossier(
    record=Record(id="val", title="Le Val", territory_name="Le Val", language="fr", spheres=("eat",)),
    actors=(
        Actor(id="ville", name="La ville", category="local_authority"),
        Actor(id="ferme", name="La ferme", category="association"),
        Actor(id="relais", name="Le relais", category="association", roles=("facilitator",)),
    ),
    obstacles=(
        Obstacle(id="budget", holder="ville", obstacle="tight_budgets", intensity="strong", levers=()),
        Obstacle(id="budget-2", holder="ville", obstacle="tight_budgets", levers=("pool_funders",), variant_of="budget"),
        Obstacle(id="terrain", holder="territory", obstacle="land_out_of_reach", levers=("provide_land",),
                 until=PartialDate(2024)),
        Obstacle(id="normes", holder="ecosystem", obstacle="Normes d’hygiène"),
        Obstacle(id="sans", obstacle="key_partner"),
    ),
    models=(Model(id="volume", actor="ferme", register="overall", stage="volume", direction="receding"),),
    resources=(
        Resource(id="avant", kind="competence", holder="ferme", state="missing", rater="elle", date=PartialDate(2020)),
        Resource(id="apres", kind="competence", holder="ferme", state="strong", rater="elle", date=PartialDate(2025)),
        Resource(id="autre", kind="competence", holder="ferme", state="fragile", rater="un autre"),
    ),
    answers=(
        Answer(id="duree", holder="ferme", frame="efc", version="1.0", item="recognition-lifespan",
               value="Stade 0, volume", rater="Direction"),
        Answer(id="ailleurs", holder="ferme", frame="efc", version="9.9", item="governance-horizon", value="volume"),
        Answer(id="mieux", holder="ferme", frame="efc", version="1.0", item="resources-land", value="territorial"),
    ),
    figures=(
        Figure(id="vides", name="Logements vacants", indicator="vacancy_rate", value=Decimal("12.5"),
               vintage=PartialDate(2022)),
        Figure(id="zones", name="Part de l’activité", indicator="land_taken_activities_share", value=Decimal("12")),
    ),
)  # fmt: skip


def seen(**rows: Any) -> Analysis:
    """The analysis of the dossier, some of its tables replaced."""
    return analyse(replace(DOSSIER, **rows), DAY)
