"""The sharing rules and their properties: rows of ``data/value/rules.csv`` and ``data/value/rule_properties.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from maillage.data import packaged
from maillage.text import Text

_KEPT = {"yes": True, "no": False, "": None}


@dataclass(frozen=True, slots=True)
class Property:
    """A property a rule keeps (`kept` true), does not keep (false), or that has no meaning for it (None)."""

    code: str
    label: Text
    meaning: Text
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it does, what it assumes, the properties it keeps, where it was published."""

    code: str
    label: Text
    does: Text
    assumes: tuple[Text, ...]
    properties: tuple[Property, ...]
    source: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the table.

    >>> rules()["shapley"].label.en
    'Shapley value'
    """
    return {row["code"]: _rule(row) for row in packaged.rows("value/rules.csv")}


def _rule(row: dict[str, str]) -> Rule:
    return Rule(
        row["code"],
        Text(row["label_fr"], row["label_en"]),
        Text(row["does_fr"], row["does_en"]),
        _sentences(row),
        tuple(_property(each, row) for each in packaged.rows("value/rule_properties.csv")),
        row["source"],
    )


def _sentences(row: dict[str, str]) -> tuple[Text, ...]:
    pairs = zip(row["assumes_fr"].split(" | "), row["assumes_en"].split(" | "), strict=True)
    return tuple(Text(*pair) for pair in pairs)


def _property(each: dict[str, str], row: dict[str, str]) -> Property:
    label, meaning = Text(each["label_fr"], each["label_en"]), Text(each["meaning_fr"], each["meaning_en"])
    return Property(each["code"], label, meaning, _KEPT[row[each["code"]]])


#: The rules, by code.
RULES = rules()
