"""The kinds of activities, as data: what each is for, what it asks, which tables of the dossier it writes.

Rows of ``data/workshops/{kinds,fields,choices}.csv``: a label may be improved, a code never changes meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers offered."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class FieldAsked:
    """Something asked beside the text of a note; everything but the text may stay empty.

    `kind` is ``text``, ``choice`` (a list of ours), ``code`` (a vocabulary of the dossier), ``number`` or ``option``
    (``id:…`` of the prepared list `list` of the settings, or free words). `many` says that several may be chosen.
    """

    name: str
    kind: str
    list: str
    many: bool
    label: Text
    help: Text

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The answers offered, for a choice or a code; an open vocabulary takes other words too."""
        if self.kind == "choice":
            return choices(self.list)
        if self.kind == "code":
            return tuple(Choice(term.code, term.label) for term in vocabulary(self.list).terms.values())
        return ()


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A kind of activity. `says` are the events that participants may send in it; `options` the lists of its settings
    prepared from the dossier; `minutes` the time it usually takes; `writes` the tables that it proposes rows for.
    """

    code: str
    label: Text
    aim: Text
    prompt: Text
    minutes: int
    fields: tuple[FieldAsked, ...]
    says: tuple[str, ...]
    options: tuple[str, ...]
    writes: tuple[str, ...]

    @property
    def blind(self) -> bool:
        """Whether what one says is hidden from the others until it is revealed."""
        return "stance" in self.says or "dots" in self.says

    def field(self, name: str) -> FieldAsked | None:
        """The field `name`, if it is asked."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a workshop, in the language of the workshop; `settings` is what its kind needs.

    ``options`` (prepared lists of ``{"id", "label"}``), ``frame``, ``version``, ``item``, ``levels``, ``holder``
    (position), ``dots``, ``on`` (dots), ``question``, ``proposal`` (consent).
    """

    key: str
    kind: str
    title: str = ""
    prompt: str = ""
    minutes: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)


@cache
def choices(name: str) -> tuple[Choice, ...]:
    """The list of answers `name` of ``data/workshops/choices.csv``.

    >>> [one.code for one in choices("confirm_answers")]
    ['yes', 'nearly', 'no']
    """
    rows = packaged.rows("workshops/choices.csv")
    return tuple(Choice(row["code"], _said(row, "label")) for row in rows if row["list"] == name)


def _said(row: Mapping[str, str], name: str) -> Text:
    return Text(row[f"{name}_fr"], row[f"{name}_en"])


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _fields(kind: str) -> tuple[FieldAsked, ...]:
    return tuple(
        FieldAsked(
            row["name"],
            row["kind"],
            row["list"],
            row["many"] == "yes",
            _said(row, "label"),
            _said(row, "help"),
        )
        for row in packaged.rows("workshops/fields.csv")
        if row["activity"] == kind
    )


def _kind(row: Mapping[str, str]) -> ActivityKind:
    return ActivityKind(
        code=row["code"],
        label=_said(row, "label"),
        aim=_said(row, "aim"),
        prompt=_said(row, "prompt"),
        minutes=int(row["minutes"]),
        fields=_fields(row["code"]),
        says=_codes(row["says"]),
        options=_codes(row["options"]),
        writes=_codes(row["writes"]),
    )


KINDS: Mapping[str, ActivityKind] = MappingProxyType(
    {row["code"]: _kind(row) for row in packaged.rows("workshops/kinds.csv")}
)
"""The twelve kinds, in the order in which a collective meets them."""
