"""When in a year what happens in it counts: rows of ``data/value/conventions.csv``, each with a worked example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from maillage.data import packaged
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Convention:
    """A convention: what happens `k` years after the first year is divided by (1 + rate) to the power `k + shift`.

    `amount` a year for `years` years at `rate` is worth `value` today: the worked example, told by `example`.
    """

    code: str
    shift: Decimal
    label: Text
    says: Text
    amount: Decimal
    years: int
    rate: Decimal
    value: Decimal
    example: Text


@cache
def conventions() -> Mapping[str, Convention]:
    """Every convention, by its code.

    >>> list(conventions())
    ['end', 'start', 'middle']
    """
    return MappingProxyType({row["code"]: _convention(row) for row in packaged.rows("value/conventions.csv")})


def _convention(row: Mapping[str, str]) -> Convention:
    return Convention(
        row["code"],
        Decimal(row["shift"]),
        Text(row["label_fr"], row["label_en"]),
        Text(row["says_fr"], row["says_en"]),
        Decimal(row["example_amount"]),
        int(row["example_years"]),
        Decimal(row["example_rate"]),
        Decimal(row["example_value"]),
        Text(row["example_fr"], row["example_en"]),
    )


CONVENTIONS = conventions()
