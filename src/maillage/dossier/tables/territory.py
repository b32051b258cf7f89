"""What is counted on the territory: official figures carried into the dossier, and our own counts beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier import fields as f
from maillage.dossier.tables.common import StatedRow, Words
from maillage.dossier.values import PartialDate
from maillage.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(StatedRow):
    """A figure about the territory, official or of our own, that is evidence of one or several challenges.

    Its `value` is empty when it is not known; its `status` then says why: secrecy, absence and what was never
    looked for are three different things.
    """

    name: str = f.text(
        Text("Nom", "Name"),
        Text(
            "Ce qui est compté, en peu de mots (ex. « part des logements vacants »).",
            "What is counted, in few words (e.g. “share of vacant dwellings”).",
        ),
        required=True,
    )
    challenges: Words = f.references(
        "challenges",
        Text("Enjeux étayés", "Challenges"),
        Text(
            "Les enjeux dont ce chiffre est une preuve.", "The challenges of which this figure is evidence."
        ),
    )
    indicator: str | None = f.text(
        Text("Indicateur", "Indicator"),
        Text(
            "Le code de l’indicateur du catalogue, pour un chiffre officiel ; vide pour un comptage local.",
            "The code of the indicator of the catalogue, for an official figure; empty for a local count.",
        ),
    )
    perimeter: str | None = f.text(
        Text("Périmètre", "Perimeter"),
        Text(
            "Où c’est compté : un code officiel (ex. « epci:200093201 ») ou des mots (ex. « le quartier de la gare »).",
            "Where it is counted: an official code (e.g. “epci:200093201”) or words (e.g. “around the station”).",
        ),
    )
    value: Decimal | None = f.decimal(
        Text("Valeur", "Value"),
        Text(
            "Le chiffre lui-même ; vide tant qu’on ne le connaît pas.",
            "The figure itself; empty while it is not known.",
        ),
    )
    unit: str | None = f.code(
        "units", Text("Unité", "Unit"), Text("En quoi c’est compté.", "What it is counted in.")
    )
    vintage: PartialDate | None = f.date(
        Text("Millésime", "Vintage"),
        Text(
            "L’année (ou le mois, le jour) dont parle le chiffre.",
            "The year (or the month, the day) the figure is about.",
        ),
    )
    status: str | None = f.code(
        "figure_statuses",
        Text("État du chiffre", "Status"),
        Text(
            "Connu, partiel, ou pourquoi la valeur manque : secret, absent, jamais chargé…",
            "Known, partial, or why the value is missing: secret, absent, never loaded…",
        ),
    )
    computed_from: str | None = f.text(
        Text("Calculé à partir de", "Computed from"),
        Text(
            "La formule et ce qui y entre, avec l’année de chaque nombre ; ou comment vous avez compté.",
            "The formula and what goes in it, with the year of each number; or how you counted.",
        ),
    )
