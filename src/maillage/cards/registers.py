"""The registers of one actor's economic model, each field merged from several rows, none of them lost.

One register at one date may be several rows: each fills some fields, and may be kept for other readers. A field holds
every statement in force, with its row; two that differ stand side by side, and nothing chooses between them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from maillage.cards.wording import label, period, text
from maillage.dossier.tables import Model
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, capital, semicolons

FIELDS = ("today", "aim", "constraint", "displacement")
"""The fields of a register that are written in words, in the order in which a card tells them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row says in one field: its words and the row, which holds source, date, author and visibility."""

    field: str
    words: str
    row: Model

    @property
    def when(self) -> Text:
        """The period that the row states."""
        return period(self.row.since, self.row.until)


@dataclass(frozen=True, slots=True)
class Stance:
    """The stage and the direction that one row states, either of which may be unsaid."""

    stage: str | None
    direction: str | None
    row: Model

    @property
    def said(self) -> Text:
        """Stage and direction in words, never one without a word on the other."""
        return stance_words(self.stage, self.direction)


@dataclass(frozen=True, slots=True)
class Register:
    """One register of a model. `code` is `None` for the rows that name no register."""

    code: str | None
    label: Text
    fields: Mapping[str, tuple[Statement, ...]]
    stances: tuple[Stance, ...]

    @property
    def disputed(self) -> bool:
        """Whether two rows state different stages or directions."""
        return (
            len(set(_stated(self.stances, "stage"))) > 1 or len(set(_stated(self.stances, "direction"))) > 1
        )

    @property
    def stage(self) -> str | None:
        """The stage that every row stating one states; `None` when none does, or when they differ."""
        return _agreed(_stated(self.stances, "stage"))

    @property
    def direction(self) -> str | None:
        """The direction that every row stating one states; `None` when none does, or when they differ."""
        return _agreed(_stated(self.stances, "direction"))

    @property
    def said(self) -> Text:
        """Stage and direction in words; what rows say differently stands side by side."""
        if not self.disputed:
            return stance_words(self.stage, self.direction)
        told = dict.fromkeys(stance.said for stance in self.stances)
        return text("cards-stance.disputed", told=semicolons(list(told)))

    @property
    def rows(self) -> tuple[Model, ...]:
        """Every row that says something here, once."""
        found = [one.row for statements in self.fields.values() for one in statements]
        return tuple({id(row): row for row in (*found, *(one.row for one in self.stances))}.values())

    def differs(self, field: str) -> bool:
        """Whether rows fill `field` with different words."""
        return len({fold(one.words) for one in self.fields[field]}) > 1


def stance_words(stage: str | None, direction: str | None) -> Text:
    """A stage and a direction in words.

    >>> stance_words("volume", None).en
    'Stage 0, volume; which way it is going is not said'
    """
    key = f"{'stage' if stage else 'none'}_{'direction' if direction else 'none'}"
    values = {
        "stage": vocabulary("stages").label_of(stage) if stage else "",
        "direction": label("directions", direction) if direction else "",
    }
    return capital(text(f"cards-stance.{key}", **values))


def registers_of(models: Iterable[Model], actor: str) -> tuple[Register, ...]:
    """The registers of `actor` among `models`, in the order of the vocabulary; the order of rows does not matter."""
    by_code: dict[str | None, list[Model]] = {}
    for row in sorted((one for one in models if one.actor == actor), key=_order):
        by_code.setdefault(row.register, []).append(row)
    return tuple(_register(code, by_code[code]) for code in sorted(by_code, key=place_of))


def _register(code: str | None, rows: list[Model]) -> Register:
    named = vocabulary("model_registers").label_of(code) if code else text("cards-stance.no_register")
    fields = {field: tuple(_statements(field, rows)) for field in FIELDS}
    stances = tuple(Stance(row.stage, row.direction, row) for row in rows if row.stage or row.direction)
    return Register(code, named, fields, stances)


def _statements(field: str, rows: list[Model]) -> Iterator[Statement]:
    for row in rows:
        if words := getattr(row, field):
            yield Statement(field, words, row)


def _order(row: Model) -> tuple[bool, int, str, str]:
    """The row that is no variant first, then the one that began last."""
    began = row.since.first_day() if row.since else datetime.date.min
    return row.variant_of is not None, -began.toordinal(), row.id, repr(row)


def place_of(code: str | None) -> tuple[int, str]:
    """Where a register stands among the others: the order of the vocabulary, then words of one's own, then unsaid."""
    terms = vocabulary("model_registers").terms
    if code is None:
        return len(terms) + 1, ""
    return (terms[code].rank if code in terms else len(terms)), code


def _stated(stances: tuple[Stance, ...], part: str) -> list[str]:
    return [code for stance in stances if (code := getattr(stance, part))]


def _agreed(codes: list[str]) -> str | None:
    return codes[0] if codes and len(set(codes)) == 1 else None
