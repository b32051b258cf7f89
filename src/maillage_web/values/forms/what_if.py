"""What a what-if changes, as its address says it: amounts, last years, exits, a newcomer; nothing is written.

``?costs:budget=500000&fin:contributions:ville=2027&sortie=caisse&arrive=Le café&apporte=1200`` changes an amount, ends
another, makes one actor leave and another join. ``si=`` takes one change in the words of the command line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from maillage.dossier.values import fold, format_decimal, parse_decimal, plain_number
from maillage.text import Text
from maillage.value.scenario import Change, Departure, Ending, Newcomer, ScenarioError, SetAmount
from maillage.value.scenario_text import parse, write
from maillage_web.common.templatetags.wording import figure, said
from maillage_web.values.choices import CHANGES, LARGEST_AMOUNT, PERIODS, YEARS
from maillage_web.values.queries.movable import Movable, Movables

_WRITTEN = 80
"""How many letters of a field are read."""
_ROW = re.compile(r"(?:fin:)?(?:contributions|costs|flows):")
_DIGITS = re.compile(r"[\d\s.,]+")
_NEWCOMER = ("arrive", "apporte", "tous-les", "vers", "pour")
_FIRST_ID = "arrivant"


@dataclass(frozen=True, slots=True)
class Slider:
    """An amount as the page shows it: what is written beside its slider, its last year, and what is wrong with them."""

    movable: Movable
    written: str
    at: str
    ends: str
    wrong: str
    wrong_end: str

    @property
    def moved(self) -> bool:
        """Whether it is not what the dossier says."""
        return bool(self.ends) or self.written != self.movable.base


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, and where the field is on the page."""

    anchor: str
    why: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a what-if may be about: the amounts, and the ids of the actors and components that are there."""

    movables: Movables
    actors: Sequence[str]
    components: Sequence[str]


class WhatIfForm:
    """The changes asked for, each with the field that says it; what cannot be read is told beside its field."""

    def __init__(self, data: QueryDict, ground: Ground) -> None:
        self._ground = ground
        self._amounts = {one.name: one for one in ground.movables.every}
        self.errors: dict[str, str] = {}
        self.unknown: list[str] = []
        self.further: list[str] = []
        self.written: dict[str, str] = {}
        self.leaving: list[str] = []
        self._from_lines(data.getlist("si")[: CHANGES * 2])
        self._from_fields(data)
        self._changes = list(self._read())
        self.left_out = max(0, len(self._changes) - CHANGES)

    @property
    def changes(self) -> list[tuple[str, Change]]:
        """The changes that could be read, the first ones when there are too many, by the field that says each."""
        return self._changes[:CHANGES]

    def refuse(self, refused: Mapping[str, Text]) -> None:
        """Tell, beside each field, why its change could not be made."""
        self.errors |= {name: said(why) for name, why in refused.items()}

    @property
    def money(self) -> list[Slider]:
        """The amounts of money that the dossier says."""
        return self._sliders(self._ground.movables.money)

    @property
    def unsaid(self) -> list[Slider]:
        """The amounts of money that it leaves unsaid."""
        return self._sliders(self._ground.movables.unsaid)

    @property
    def kind(self) -> list[Slider]:
        """The amounts of what is not money."""
        return self._sliders(self._ground.movables.kind)

    @property
    def unsaid_moved(self) -> bool:
        """Whether an amount that the dossier does not say is written."""
        return any(one.moved for one in self.unsaid)

    @property
    def kind_moved(self) -> bool:
        """Whether an amount that is not money is moved."""
        return any(one.moved for one in self.kind)

    @property
    def refused_exit(self) -> str:
        """Why somebody cannot leave."""
        return self.errors.get("sortie", "")

    @property
    def newcomer(self) -> Mapping[str, str]:
        """What is written of a newcomer, under names that templates can say."""
        return {
            "name": self.written.get("arrive", ""),
            "amount": self.written.get("apporte", ""),
            "period": self.written.get("tous-les", ""),
            "to": self.written.get("vers", ""),
            "component": self.written.get("pour", ""),
            "wrong": self.errors.get("arrive", ""),
            "wrong_amount": self.errors.get("apporte", ""),
        }

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, field by field, with where each field is."""
        places = {one.name: one.anchor for one in self._amounts.values()}
        places |= {one.ends: f"fin-{one.anchor}" for one in self._amounts.values()}
        return [Fault(places.get(name, name), why) for name, why in self.errors.items()]

    def _sliders(self, group: Sequence[Movable]) -> list[Slider]:
        return [self._slider(one) for one in group]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The shortest address that says the same: what is as the dossier says is left out."""
        kept = [(name, words) for name, words in self.written.items() if self._says(name, words)]
        return [*kept, *(("sortie", one) for one in self.leaving), *(("si", one) for one in self.further)]

    @property
    def lines(self) -> list[str]:
        """The same changes in the words of the command line."""
        return [write(change) for _name, change in self.changes]

    # --- what the address says ------------------------------------------------------------------------------------

    def _from_lines(self, lines: Sequence[str]) -> None:
        for words in filter(None, map(str.strip, lines)):
            try:
                self._from_line(parse(words))
            except ScenarioError as error:
                self.unknown.append(said(error.text))

    def _from_line(self, change: Change) -> None:
        """Put a change in the field that says it; keep it as it is when no field does."""
        if isinstance(change, SetAmount) and _only_likely(
            change, self._amounts.get(f"{change.table}:{change.id}")
        ):
            self.written[f"{change.table}:{change.id}"] = format_decimal(change.likely or Decimal(0))
        elif isinstance(change, Ending) and f"{change.table}:{change.id}" in self._amounts:
            self.written[f"fin:{change.table}:{change.id}"] = str(change.year)
        elif isinstance(change, Departure) and change.id in self._ground.actors:
            self.leaving.append(change.id)
        elif isinstance(change, Newcomer) and _simple(change) and "arrive" not in self.written:
            self.written |= _written_newcomer(change)
        else:
            self.further.append(write(change))

    def _from_fields(self, data: QueryDict) -> None:
        for name in data:
            known = name.removeprefix("fin:") in self._amounts or name in _NEWCOMER
            words = str(data.get(name, "")).strip()[:_WRITTEN]
            if known:
                self.written[name] = words
            elif words and _ROW.match(name):
                self._not_here(name.removeprefix("fin:"))
        for one in data.getlist("sortie"):
            if one in self._ground.actors:
                self.leaving.append(one)
            elif one:
                self._not_here(one)
        self.leaving = list(dict.fromkeys(self.leaving))

    def _not_here(self, name: str) -> None:
        self.unknown.append(
            _("“%(name)s” is not among what you see of this dossier on that day: it is left out.")
            % {"name": name[:_WRITTEN]}
        )

    def _says(self, name: str, words: str) -> bool:
        """Whether a field says anything that the dossier, or an empty field, does not."""
        if name in self._amounts:
            return bool(words) and words != self._amounts[name].base
        if name in _NEWCOMER[1:] and not self.written.get("arrive"):
            return False
        return bool(words) and not (name == "tous-les" and words == PERIODS[0])

    # --- what it means --------------------------------------------------------------------------------------------

    def _read(self) -> Iterator[tuple[str, Change]]:
        for name, movable in self._amounts.items():
            value = self._amount(name)
            if value is not None and value != movable.value:
                yield name, movable.at(value)
            year = self._year(movable.ends)
            if year is not None:
                yield movable.ends, Ending(movable.table, movable.id, year)
        yield from self._newcomer()
        for one in self.leaving:
            yield "sortie", Departure(one)
        for line in self.further:
            yield "si", parse(line)

    def _amount(self, name: str) -> Decimal | None:
        words = self.written.get(name, "")
        if not words:
            return None
        try:
            value = parse_decimal(plain_number(words))
        except ValueError:
            if not _DIGITS.fullmatch(words):
                self.errors[name] = _("“%(found)s” is not a number: write digits, such as 1250.5.") % {
                    "found": words
                }
                return None
            value = Decimal("Infinity")
        if value < 0:
            self.errors[name] = _(
                "An amount is not negative: write what is given, the other way round if need be."
            )
            return None
        if value > LARGEST_AMOUNT:
            self.errors[name] = _("This is more than %(most)s: write a smaller amount.") % {
                "most": figure(LARGEST_AMOUNT)
            }
            return None
        return value

    def _year(self, name: str) -> int | None:
        words = self.written.get(name, "")
        if not words:
            return None
        if not re.fullmatch(r"[0-9]{4}", words) or int(words) not in YEARS:
            self.errors[name] = _(
                "“%(found)s” is not a year between %(first)s and %(last)s: write four digits, such as 2030."
            ) % {"found": words, "first": YEARS[0], "last": YEARS[-1]}
            return None
        return int(words)

    def _newcomer(self) -> Iterator[tuple[str, Change]]:
        written = {name: self.written.get(name, "") for name in _NEWCOMER}
        amount = self._amount("apporte")
        if not written["arrive"]:
            if written["apporte"]:
                self.errors["arrive"] = _("Say who brings it: write a name.")
            return
        period, to, component = (written[name] for name in _NEWCOMER[2:])
        yield (
            "arrive",
            Newcomer(
                _free(written["arrive"], self._ground.actors),
                name=written["arrive"],
                likely=amount,
                period=period if period in PERIODS else PERIODS[0],
                to=to if to in self._ground.actors else None,
                component=component if component in self._ground.components else None,
            ),
        )

    def _slider(self, movable: Movable) -> Slider:
        written = self.written.get(movable.name, "") or movable.base
        value = None if movable.name in self.errors or not written else parse_decimal(plain_number(written))
        return Slider(
            movable=movable,
            written=written,
            at=format_decimal(min(value or Decimal(0), movable.top)),
            ends=self.written.get(movable.ends, ""),
            wrong=self.errors.get(movable.name, ""),
            wrong_end=self.errors.get(movable.ends, ""),
        )


def _only_likely(change: SetAmount, movable: Movable | None) -> bool:
    return movable is not None and change.likely is not None and movable.at(change.likely) == change


def _simple(change: Newcomer) -> bool:
    return not change.bears and change.unit in (None, "eur") and change.period in (None, *PERIODS)


def _written_newcomer(change: Newcomer) -> Mapping[str, str]:
    amount = "" if change.likely is None else format_decimal(change.likely)
    words = (change.name or change.id, amount, change.period or "", change.to or "", change.component or "")
    return {name: said for name, said in zip(_NEWCOMER, words, strict=True) if said}


def _free(name: str, taken: Sequence[str]) -> str:
    """The id of a newcomer, from its name, that no actor has."""
    wanted = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40] or _FIRST_ID
    return next(
        one
        for number in range(1, 10**6)
        if (one := f"{wanted}-{number}" if number > 1 else wanted) not in taken
    )
