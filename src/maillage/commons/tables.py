"""What an item of the commons can be and ask: its kind, its licence, its rules, and the rules of everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from maillage.data import packaged
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a closed table: its `code`, what screens show, what it means; `url` for a licence, else empty."""

    code: str
    label: Text
    definition: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the commons: their version, and one sentence per article."""

    version: int
    articles: tuple[Text, ...]


def kinds() -> Mapping[str, Choice]:
    """The kinds of items.

    >>> kinds()["case"].label.fr
    'Cas'
    """
    return _table("kinds")


def licences() -> Mapping[str, Choice]:
    """The open licences an item may have, by SPDX code, with what they allow in words.

    >>> licences()["CC-BY-4.0"].label.en
    'CC BY 4.0'
    """
    return _table("licences")


def readings() -> Mapping[str, Choice]:
    """Who may read an item: ``public`` or ``community``."""
    return _table("readings")


def reuses() -> Mapping[str, Choice]:
    """How an item may be reused: ``attribution``, ``share_alike`` or ``ask_first``."""
    return _table("reuses")


@cache
def rules() -> Rules:
    """The rules of the commons as they stand."""
    found = packaged.document("commons/rules.toml")
    return Rules(found["version"], tuple(Text(one["fr"], one["en"]) for one in found["article"]))


@cache
def _table(name: str) -> Mapping[str, Choice]:
    return {
        row["code"]: Choice(
            row["code"],
            Text(row["label_fr"], row["label_en"]),
            Text(row["definition_fr"], row["definition_en"]),
            row.get("url", ""),
        )
        for row in packaged.rows(f"commons/{name}.csv")
    }
