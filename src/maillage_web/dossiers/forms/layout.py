"""In which order and in which groups the fields of a table are asked: the table ``layout.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.dossier.fields import Field, Table

TITLES: Mapping[str, str | Promise] = {
    "more": _("More about it"),
    "provenance": _("Where it comes from, who may see it"),
    "validity": _("When it holds"),
    "versions": _("Identifier and other versions"),
    "own": _("Columns of your own"),
    "amounts": _("Quantity"),
    "years": _("Years"),
}
"""What each group of fields is called; the first group needs no name."""


@cache
def layout() -> dict[str, Any]:
    """The packaged layout. Treat it as read-only."""
    return tomllib.loads(files(__package__).joinpath("layout.toml").read_text(encoding="utf-8"))


def is_long(field: Field) -> bool:
    """Whether a text takes several lines."""
    return field.name in layout()["long"]


def together(field: str) -> str:
    """The line that a field shares with others; empty when it stands alone."""
    lines: dict[str, list[str]] = layout()["together"]
    return next((line for line, names in lines.items() if field in names), "")


@cache
def arranged(table: Table) -> dict[str, tuple[str, ...]]:
    """The fields of a table by group, each once: what is asked first, more, then what is folded away."""
    names = [field.name for field in table.fields]
    wanted = [name for name in layout()["first"].get(table.name, ()) if name in names]
    asked = wanted + [field.name for field in table.required if field.name not in (*wanted, "id")]
    lines = {together(name) for name in asked} - {""}
    first = _with_companions(asked, names, lines)
    later = {
        group: tuple(name for name in found if name in names and name not in first)
        for group, found in layout()["later"].items()
    }
    placed = {*first, *(name for found in later.values() for name in found)}
    more = tuple(name for name in names if name not in placed)
    groups = {"first": first, "more": more, **later}
    return {group: found for group, found in groups.items() if found}


def _with_companions(asked: list[str], names: list[str], lines: set[str]) -> tuple[str, ...]:
    """The fields asked first, each followed by those that share its line."""
    placed: dict[str, None] = {}
    for name in asked:
        line = together(name)
        for one in (
            [other for other in names if line in lines and together(other) == line] if line else [name]
        ):
            placed.setdefault(one)
    return tuple(placed)
