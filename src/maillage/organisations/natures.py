"""The legal categories of INSEE (level III of the nomenclature) and the legal form of our list each one means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text

Fit = Literal["exact", "broader", "uncertain", "none"]
"""How the legal form answers to the category: the same, a broader one, one to be confirmed, none."""

_TABLE = "organisations/nature_juridique.csv"


@dataclass(frozen=True, slots=True)
class Nature:
    """One legal category: its `code` of four digits, what INSEE calls it, our `legal_form` and how it fits.

    `persons`: the name it is registered under is that of people, and is not to be kept.
    """

    code: str
    label: Text
    legal_form: str | None
    fit: Fit
    persons: bool


@cache
def natures() -> Mapping[str, Nature]:
    """Every legal category by its code. Raises `RuntimeError` when the packaged table contradicts itself."""
    found = {row["code"]: _nature(row) for row in packaged.rows(_TABLE)}
    forms = vocabulary("legal_forms").terms
    for one in found.values():
        if (one.legal_form is None) != (one.fit == "none") or one.fit not in get_args(Fit):
            raise RuntimeError(f"{_TABLE}: {one.code} says two things of its legal form")
        if one.legal_form is not None and one.legal_form not in forms:
            raise RuntimeError(f"{_TABLE}: {one.code} names {one.legal_form}, which is no legal form")
    return found


def nature(code: str | None) -> Nature | None:
    """The legal category `code`, or nothing when the nomenclature has no such code.

    >>> nature("5710").legal_form
    'sas'
    """
    return natures().get(code or "")


def _nature(row: Mapping[str, str]) -> Nature:
    fit: Fit = row["fit"]  # type: ignore[assignment]  # `natures` checks it
    label = Text(row["label_fr"], row["label_en"])
    return Nature(row["code"], label, row["legal_form"] or None, fit, row["persons"] == "yes")
