"""What a paper card asks beside its text: the fields of each kind of activity, and the choices they offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from maillage.deliverables.kit_words import text
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage.workshop.activities import KINDS, Choice, FieldAsked

_BOXES = 8
"""The most boxes a card can hold; longer lists are a line to write on."""

SLIPS = frozenset({"position", "constraints"})
"""The kinds whose answers are slips: each fills one alone, to be cut."""
GRIDS = frozenset({"consent", "dots", "contributions"})
"""The kinds with a grid for all."""


def _asked(name: str, kind: str, offered: str) -> FieldAsked:
    return FieldAsked(name, kind, offered, False, text(f"field.{name}"), same(""))


_ACTOR = _asked("actor", "option", "actors")
_FURTHER: Mapping[str, tuple[FieldAsked, ...]] = MappingProxyType(
    {
        "contributions": (_ACTOR,),
        "position": (_asked("level", "level", "levels"), _ACTOR),
        "consent": (_asked("answer", "choice", "consent_answers"), _ACTOR),
        "constraints": (_asked("open_to", "choice", "open_to"), _ACTOR),
    }
)
"""What a phone says by itself, or elsewhere, and that paper must write: who speaks, which level, to whom."""


SHEETS = frozenset({"position", "consent", "constraints"})
"""The kinds where each says one thing for oneself: a numbered sheet, which one may type again to correct it."""


def is_typed(kind: str) -> bool:
    """Whether what was written on paper in this kind of activity can be typed in, one line per card, slip or row."""
    return has_cards(kind) or kind in _FURTHER


def needs_text(kind: str) -> bool:
    """Whether a line must have a text: a level or a consent may be given without a word more."""
    return kind not in ("position", "consent")


def has_cards(kind: str) -> bool:
    """Whether the answers of this kind of activity are notes, so that cards can hold them.

    >>> has_cards("challenges"), has_cards("position")
    (True, False)
    """
    return kind in KINDS and bool({"note", "contribution"} & set(KINDS[kind].says))


@dataclass(frozen=True, slots=True)
class PaperField:
    """A field of a card, as the activity asks it."""

    asked: FieldAsked

    @property
    def name(self) -> str:
        """Its code."""
        return self.asked.name

    @property
    def label(self) -> Text:
        """How it is called on the card."""
        return self.asked.label

    @property
    def many(self) -> bool:
        """Whether several answers may be given."""
        return self.asked.many

    @property
    def closed(self) -> bool:
        """Whether only the choices are understood; a row of the dossier may also be said in free words."""
        if self.asked.kind == "code":
            return not vocabulary(self.asked.list).open
        return self.asked.kind in ("choice", "level")

    @property
    def boxed(self) -> bool:
        """Whether a card has room for a box per choice."""
        return 0 < len(self.asked.choices) <= _BOXES

    def choices(self, settings: Mapping[str, Any]) -> tuple[Choice, ...]:
        """The answers offered, those that the activity prepared in its `settings` included."""
        if self.asked.kind == "level":
            levels = settings.get("levels", ())
            return tuple(Choice(str(one["code"]), same(one.get("label") or one["code"])) for one in levels)
        if self.asked.kind != "option":
            return self.asked.choices
        offered = settings.get("options", {}).get(self.asked.list, ())
        return tuple(
            Choice(f"id:{str(one['id']).removeprefix('id:')}", same(one["label"])) for one in offered
        )


def fields_of(kind: str) -> tuple[PaperField, ...]:
    """The fields of a line typed in this kind of activity, in the order of the keyboard."""
    if kind not in KINDS:
        return ()
    return tuple(PaperField(asked) for asked in (*KINDS[kind].fields, *_FURTHER.get(kind, ())))
