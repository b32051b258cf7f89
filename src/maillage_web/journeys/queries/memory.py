"""The memory of a dossier on its day, kept at hand, and what its pages and files share."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.http import urlencode

from maillage.io.csv_tables import shield
from maillage.journey.memory import Memory, memory_of
from maillage.text import Language, Text
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.journeys.queries.standing import row_page

_memories: Shelf[Memory] = Shelf(
    20_000, lambda one: 1 + len(one.decisions.decisions) + len(one.commitments.stories) + len(one.resources)
)


def memory_on(state: State) -> Memory:
    """The memory of the dossier on the day, as the person may see it."""
    key = (state.entry.slug, state.entry.checksum, state.day)
    return _memories.get(key, lambda: memory_of(state.whole, state.day))


def doing(state: State, name: str, **asked: str) -> str:
    """The address of a form of the memory; empty for who may not write, and in the past."""
    if state.living is None or not state.rights.may_write:
        return ""
    address = reverse(name, args=[state.entry.slug])
    return f"{address}?{urlencode(asked)}" if asked else address


def link(state: State, table: str, identity: str) -> Link:
    """A link to the row of this id, even when it has ended by the day."""
    row = next((one for one in state.whole.rows(table) if one.id == identity), None)
    words = state.link_to_id(table, identity).words
    return Link(words, row_page(state, table, row) if row is not None else "")


def links(state: State, table: str, ids: Iterable[str] | None) -> tuple[Link, ...] | None:
    """Links to several rows; none when the dossier does not say, empty when it says that there is none."""
    return None if ids is None else tuple(link(state, table, one) for one in ids)


def as_csv(headings: Sequence[Text], lines: Iterable[Sequence[str]], language: Language) -> str:
    """Lines as a file: commas, UTF-8 with its mark; no cell runs as a formula."""
    target = io.StringIO(newline="")
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow(heading.in_(language) for heading in headings)
    writer.writerows([shield(cell) for cell in line] for line in lines)
    return target.getvalue()
