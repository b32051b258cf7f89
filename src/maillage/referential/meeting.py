"""Answers of one rater that a new version brings together in one item: kept side by side when they differ."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.dossier.tables import Answer
from maillage.referential.answer_words import rater_words
from maillage.referential.given import rater_key
from maillage.referential.version_words import sentence, text
from maillage.text import Text, listing, same, semicolons

Pair = tuple[Answer, Answer]
"""A row of the old version and the one made of it."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Different answers of one rater to several items that a version brings together in one."""

    item: str
    rater: str | None
    rows: tuple[Answer, ...]
    said: Text


def pointed(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, the new row of a variant pointing to the new row of what it is a variant of, when there is one."""
    became = {(source.id, source.item, row.item): row.id for source, row in pairs}
    return [(source, _repointed(source, row, became)) for source, row in pairs]


def _repointed(source: Answer, row: Answer, became: Mapping[tuple[str, str, str], str]) -> Answer:
    if source.variant_of is None:
        return row
    id = became.get((source.variant_of, source.item, row.item), source.variant_of)
    return dataclasses.replace(row, variant_of=id)


def set_side_by_side(pairs: Sequence[Pair]) -> tuple[list[Answer], tuple[Meeting, ...]]:
    """The new rows, those of a second origin made variants of the first when they differ; and what met."""
    groups: dict[tuple[str | None, str, str], list[int]] = defaultdict(list)
    for place, (source, row) in enumerate(pairs):
        if source.rater:
            groups[source.holder, row.item, rater_key(source)].append(place)
    rows = [row for _, row in pairs]
    meetings = []
    for places in groups.values():
        origins = dict.fromkeys(pairs[place][0].item for place in places)
        values = dict.fromkeys(rows[place].value for place in places)
        if len(origins) > 1 and len(values) > 1:
            meetings.append(_meeting([pairs[place] for place in places]))
            _vary(pairs, rows, places)
    return rows, tuple(meetings)


def _vary(pairs: Sequence[Pair], rows: list[Answer], places: Sequence[int]) -> None:
    """Make the rows of every origin but the first variants of its first row."""
    first = pairs[places[0]]
    for place in places:
        if pairs[place][0].item != first[0].item:
            rows[place] = dataclasses.replace(rows[place], variant_of=first[1].id)


def _meeting(pairs: Sequence[Pair]) -> Meeting:
    origins = dict.fromkeys(source.item for source, _ in pairs)
    rows = tuple(row for _, row in pairs)
    values = [
        same(f"{source.item} = {source.value}") if source.value else _narrative(source) for source, _ in pairs
    ]
    said = sentence(
        "carry.conflict",
        rater=rater_words(pairs[0][0].rater),
        items=listing([same(item) for item in origins], limit=12),
        to=rows[0].item,
        values=semicolons(values),
    )
    return Meeting(rows[0].item, pairs[0][0].rater, rows, said)


def _narrative(source: Answer) -> Text:
    told = text("carry.narrative")
    return Text(f"{source.item} ({told.fr})", f"{source.item} ({told.en})")
