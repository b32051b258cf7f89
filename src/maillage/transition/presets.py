"""Eight types of product-service systems (Tukker 2004) as illustrations: the same starting point, one type each.

The types and their order are those of the article; the figures are invented to illustrate them, and are never mixed
with those of a dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from maillage.data import packaged
from maillage.dossier.nearest import Nearest
from maillage.text import Text, same
from maillage.transition.inputs import Given, Inputs, defaults, stage_named
from maillage.transition.wording import TransitionError, sentence, text
from maillage.value.money import Estimate


@dataclass(frozen=True, slots=True)
class Preset:
    """One type: its group (`product`, `use` or `result`), its words, where the type comes from."""

    code: str
    group: str
    label: Text
    definition: Text
    source: str


@cache
def presets() -> Mapping[str, Preset]:
    """The eight types by code, from the one nearest to selling goods to the one nearest to selling results.

    >>> len(presets()), presets()["pay_per_use"].group
    (8, 'result')
    """
    return {
        row["code"]: Preset(
            row["code"],
            row["group"],
            Text(row["label_fr"], row["label_en"]),
            Text(row["definition_fr"], row["definition_en"]),
            row["type_source"],
        )
        for row in packaged.rows("transition/presets.csv")
    }


def preset_named(code: str) -> Preset:
    """The type called `code`. Raises `TransitionError`, naming the nearest one."""
    found = presets().get(code.strip().lower())
    if found is None:
        near = Nearest(set(presets())).of(code)
        hint = sentence("wrong.near", name=same(near)) if near else text("wrong.nothing")
        known = same(", ".join(presets()))
        raise TransitionError(sentence("wrong.preset", found=same(code), hint=hint, known=known))
    return found


def given_by(code: str) -> tuple[Given, ...]:
    """The illustrated figures of the type `code`, those of the common starting point included."""
    preset = preset_named(code)
    return tuple(
        Given(row["coefficient"], stage_named(row["stage"]), _estimate(row), "preset", preset=preset.code)
        for row in packaged.rows("transition/preset_values.csv")
        if row["preset"] in ("", preset.code)
    )


def illustrated(code: str, *more: Given) -> Inputs:
    """The inputs of a type alone, without any dossier; `more` statements may override its figures.

    >>> illustrated("pay_per_use").of("life_span", "volume").estimate.likely
    Decimal('8')
    """
    preset = preset_named(code)
    return Inputs((*defaults(), *given_by(code), *more), preset=preset.code, name=preset.label)


def _estimate(row: Mapping[str, str]) -> Estimate:
    return Estimate(*(Decimal(row[end]) if row[end] else None for end in ("low", "likely", "high")))
