"""What several tests of rules share: the texts of a file of messages, small dossiers with a known game."""

from __future__ import annotations

import datetime
import string
from collections.abc import Iterator
from decimal import Decimal

from maillage.data import packaged
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Component, Cost, Effect, Record
from maillage.text import Text

DAY = datetime.date(2026, 6, 1)


def texts_of(path: str) -> Iterator[tuple[str, Text]]:
    """Every pair of texts of a file of messages; both halves must have the same holes."""
    for section, entries in packaged.document(path).items():
        for name, entry in entries.items():
            halves = zip(
                *(one if isinstance(one, list) else [one] for one in (entry["fr"], entry["en"])), strict=True
            )
            for french, english in halves:
                assert holes(french) == holes(english), f"{section}.{name}"
                yield f"{section}.{name}", Text(french, english)


def holes(template: str) -> set[str]:
    """The names of the holes of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def bakery(**effects: Decimal | None) -> Dossier:
    """A mill and a bakery: flour costs 30 a year to mill, an oven 50; bread needs flour or the oven, jobs the oven."""
    value = {"bread": Decimal(100), "jobs": Decimal(40)} | effects
    return Dossier(
        record=Record(id="bakery", title="Bakery", started_on=None),
        actors=tuple(Actor(id=one, name=one.title()) for one in ("miller", "baker", "town", "eaters")),
        challenges=(Challenge(id="eat", name="Eat well"),),
        components=(
            Component(id="flour", name="Flour", bearers=("miller",), status="existing"),
            Component(id="oven", name="Oven", bearers=("baker", "town"), status="existing"),
        ),
        effects=(
            Effect(id="bread", name="Bread", sign="positive", components=("flour", "oven"), challenges=("eat",),
                   beneficiaries=("eaters", "town"), likely=value["bread"], unit="eur", period="year"),
            Effect(id="jobs", name="Jobs", sign="positive", components=("oven",), beneficiaries=("town",),
                   likely=value["jobs"], unit="eur", period="year"),
        ),
        costs=(
            Cost(id="milling", component="flour", bearer="miller", likely=Decimal(30), unit="eur", period="year"),
            Cost(id="heating", component="oven", bearer="baker", likely=Decimal(50), unit="eur", period="year"),
        ),
    )  # fmt: skip
