"""What every row of a dossier has in common: an identity, a provenance, a period."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from maillage.dossier import fields as f
from maillage.dossier.values import PartialDate
from maillage.text import Text

TIMES = Text("Nombre de fois", "Times")
TIMES_HELP = Text(
    "Combien de fois ce montant est compté quand il est donné pour un seul "
    "(400 pour un montant par participant, s’ils sont 400). Vide : une fois.",
    "How many times the amount counts when it is given for one "
    "(400 for an amount per participant, when they are 400). Empty: once.",
)
Words = tuple[str, ...] | None
"""A list cell: `None` when the dossier does not say, `()` when it says that there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of any table. `extras` keeps the columns Maillage does not know; `line` is where it was read."""

    id: str = f.define(
        "slug",
        Text("Identifiant", "Id"),
        Text(
            "Un nom court et stable, en minuscules sans accents (ex. « table-de-cocagne »). "
            "Laissé vide, il est tiré du nom.",
            "A short stable name in lower case without accents (e.g. “table-de-cocagne”). "
            "Left empty, it comes from the name.",
        ),
        required=True,
    )
    extras: tuple[tuple[str, str], ...] = ()
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRow(Row):
    """A row that somebody states: it can cite its sources, its author, how sure they are and when it holds."""

    source: Words = f.references(
        "sources",
        Text("Sources", "Sources"),
        Text(
            "D’où vient cette ligne : un ou plusieurs identifiants de la table des sources.",
            "Where this row comes from: one or more ids of the sources table.",
        ),
    )
    confidence: str | None = f.code(
        "confidences",
        Text("Confiance accordée", "Confidence"),
        Text("À quel point celui qui l’affirme en est sûr.", "How sure the one who states it is."),
    )
    asserted_by: str | None = f.text(
        Text("Affirmé par", "Asserted by"),
        Text(
            "L’organisation ou le rôle qui l’affirme ; jamais nécessairement une personne.",
            "The organisation or role that states it; never necessarily a person.",
        ),
    )
    visibility: str | None = f.code(
        "visibilities",
        Text("Visibilité", "Visibility"),
        Text(
            "Qui peut voir cette ligne. Vide : comme le dossier.",
            "Who may see this row. Empty: as the dossier.",
        ),
    )
    kept_for: str | None = f.reference(
        "actors",
        Text("Réservée à", "Kept for"),
        Text(
            "L’acteur pour qui la ligne est gardée, quand sa visibilité est « un acteur ». "
            "Vide : l’acteur dont elle parle.",
            "The actor the row is kept for, when its visibility is “one actor”. Empty: the actor it is about.",
        ),
    )
    since: PartialDate | None = f.date(
        Text("Valable depuis", "Since"),
        Text(
            "Ce que dit la ligne est vrai depuis cette date (année, mois ou jour).",
            "What the row says has held since this date (year, month or day).",
        ),
    )
    until: PartialDate | None = f.date(
        Text("Valable jusqu’à", "Until"),
        Text(
            "Dernière date où c’est vrai ; une ligne de même identifiant peut prendre la suite.",
            "Last date it holds; a row with the same id may take over.",
        ),
    )
    variant_of: str | None = f.reference(
        "",
        Text("Autre version de", "Variant of"),
        Text(
            "Identifiant de la ligne de cette table dont celle-ci donne une autre version (sources en désaccord).",
            "Id of the row of this table of which this one is another statement (sources disagree).",
        ),
    )
    note: str | None = f.text(Text("Note", "Note"), Text("Toute précision utile.", "Anything worth adding."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuedRow(StatedRow):
    """A row with an amount that may be a range, with its unit and period."""

    low: Decimal | None = f.decimal(
        Text("Bas", "Low"), Text("La valeur basse plausible.", "The low plausible value.")
    )
    likely: Decimal | None = f.decimal(
        Text("Probable", "Likely"),
        Text(
            "La valeur la plus probable, ou la seule connue.", "The likeliest value, or the only one known."
        ),
    )
    high: Decimal | None = f.decimal(
        Text("Haut", "High"), Text("La valeur haute plausible.", "The high plausible value.")
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

    @property
    def valued(self) -> bool:
        """Whether any amount is given."""
        return not (self.low is None and self.likely is None and self.high is None)
