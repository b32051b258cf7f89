"""From which figure a word is used: rows of `data/network/bounds.csv`, each with its reason, open to discussion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from maillage.data import packaged
from maillage.text import Text

_ROWS = "network/bounds.csv"


@dataclass(frozen=True, slots=True)
class Bound:
    """One row: from `value` on, the word holds. `why` is the reason, `source` who says so."""

    code: str
    value: float
    label: Text
    why: Text
    source: str


@cache
def bounds() -> Mapping[str, Bound]:
    """Every row by its code.

    >>> bounds()["anchored_from"].value
    0.5
    """
    return {
        row["code"]: Bound(
            code=row["code"],
            value=float(row["value"]),
            label=Text(row["label_fr"], row["label_en"]),
            why=Text(row["why_fr"], row["why_en"]),
            source=row["source"],
        )
        for row in packaged.rows(_ROWS)
    }


def bound(code: str) -> float:
    """The value of the row `code`. Raises `KeyError`."""
    return bounds()[code].value
