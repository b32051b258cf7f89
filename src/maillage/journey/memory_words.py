"""The words of the memory, in both languages (rows of ``data/messages/memory.toml``), and what its parts share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TypeVar

from maillage.data.wording import Messages
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import StatedRow
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same

_MESSAGES = Messages("messages/memory.toml")

text = _MESSAGES.text
sentence = _MESSAGES.sentence
Stated = TypeVar("Stated", bound=StatedRow)


def counted(key: str, count: int) -> Text:
    """`count` things in words.

    >>> counted("raters", 2).en
    '2 raters'
    """
    return _MESSAGES.counted(key, count, section="memory-count")


def known_on(rows: Iterable[Stated], on: datetime.date) -> tuple[Stated, ...]:
    """The last thing said of each id on `on`, even when it has ended since; in the order of the rows.

    A memory keeps what is over: unlike `Dossier.at`, only what begins after `on` is left out.
    """
    kept: dict[str, Stated] = {}
    for row in rows:
        if begins(row) <= on and (row.id not in kept or begins(kept[row.id]) <= begins(row)):
            kept[row.id] = row
    return tuple(kept.values())


def begins(row: StatedRow) -> datetime.date:
    """The day from which a row holds; the first of all days when it does not say."""
    return row.since.first_day() if row.since else datetime.date.min


def party(dossier: Dossier, identity: str | None, otherwise: Text) -> Text:
    """The name of an actor or of a special party such as the collective; `otherwise` when nobody is named."""
    if identity is None:
        return otherwise
    names = {row.id: row.name for row in dossier.actors}
    if identity in names:
        return same(names[identity])
    parties = vocabulary("special_parties")
    return parties.label_of(identity) if identity in parties.terms else same(identity)
