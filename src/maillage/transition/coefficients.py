"""What each coefficient of a move is: rows of ``data/transition/coefficients.csv``, words of the vocabulary.

The codes, labels and definitions are those of the open vocabulary ``coefficients``, so that a dossier may hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text
from maillage.value.money import Estimate

Stage = Literal["volume", "use_performance", "territorial"]
STAGES: tuple[Stage, ...] = ("volume", "use_performance", "territorial")
"""Today goes on; use performance contracted; effects shared in the ecosystem. Codes of the vocabulary ``stages``."""
TODAY: Stage = "volume"

_HELD: Mapping[str, tuple[Stage, ...]] = {
    "today": ("volume",),
    "all": STAGES,
    "moved": ("use_performance", "territorial"),
    "territorial": ("territorial",),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """One coefficient: its words, its unit, in which stages it says something, between which bounds it can be.

    `yearly`: it counts what happens in a year. `above_least`: it is never the least itself. `default` is used when
    nothing else gives a value, and then said; most have none.
    """

    code: str
    part: str
    label: Text
    definition: Text
    unit: Text
    holds: str
    measure: str
    yearly: bool
    least: Decimal
    most: Decimal | None
    above_least: bool
    default: Estimate
    default_source: str
    default_date: str
    illustration: bool

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in which it says something; in the others it is nought by definition, or says nothing."""
        return _HELD[self.holds]

    def allows(self, value: Decimal) -> bool:
        """Whether `value`, in the unit of the coefficient, can be.

        >>> definitions()["risk_premium"].allows(Decimal(101))
        False
        """
        if not value.is_finite() or value < self.least or (self.above_least and value == self.least):
            return False
        return self.most is None or value <= self.most


@cache
def definitions() -> Mapping[str, Definition]:
    """Every coefficient by code, in the order in which they are asked.

    >>> definitions()["life_span"].unit.en
    'years'
    """
    terms = vocabulary("coefficients").terms
    return {
        row["code"]: _definition(row, terms[row["code"]].label, terms[row["code"]].definition)
        for row in packaged.rows("transition/coefficients.csv")
    }


@cache
def parts() -> Mapping[str, Text]:
    """The groups in which coefficients are shown, in order."""
    return {
        row["code"]: Text(row["label_fr"], row["label_en"]) for row in packaged.rows("transition/parts.csv")
    }


def _definition(row: Mapping[str, str], label: Text, definition: Text) -> Definition:
    return Definition(
        code=row["code"],
        part=row["part"],
        label=label,
        definition=definition,
        unit=Text(row["unit_fr"], row["unit_en"]),
        holds=row["holds"],
        measure=row["measure"],
        yearly=row["yearly"] == "yes",
        least=Decimal(row["least"].removeprefix(">")),
        most=_number(row["most"]),
        above_least=row["least"].startswith(">"),
        default=Estimate(*(_number(row[f"default_{end}"]) for end in ("low", "likely", "high"))),
        default_source=row["default_source"],
        default_date=row["default_date"],
        illustration=row["illustration"] == "yes",
    )


def _number(words: str) -> Decimal | None:
    return Decimal(words) if words else None
