"""Resources as several people assess them at several dates: side by side, dispersion in words, never averaged."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from maillage.articulation.catalogue import threshold
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Resource
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.memory_words import counted, party, sentence, text
from maillage.text import Text, lowered, same

Spread = Literal["none", "one", "same", "near", "apart"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one rater said of a resource at one date; `rank` is the place of the state, from 0, none when not said."""

    row: Resource
    rank: int | None
    state: Text


@dataclass(frozen=True, slots=True)
class Rater:
    """One rater and what they said, oldest first; what has no date comes first, being of an unknown time."""

    name: Text
    said: tuple[Assessment, ...]

    @property
    def last(self) -> Assessment | None:
        """The last state they said, if they said one."""
        return next((one for one in reversed(self.said) if one.rank is not None), None)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A kind of resource of one holder: its raters side by side, and how their last views differ, in words."""

    kind: str
    holder: str | None
    name: Text
    raters: tuple[Rater, ...]
    spread: Spread
    dispersion: Text


def states() -> tuple[tuple[str, Text], ...]:
    """The states of a resource, from the weakest: an order, not a mark.

    >>> [code for code, label in states()]
    ['missing', 'fragile', 'sufficient', 'strong']
    """
    return tuple((code, term.label) for code, term in vocabulary("resource_states").terms.items())


def resource_log(dossier: Dossier, on: datetime.date) -> tuple[Assessed, ...]:
    """The resources assessed by `on`, kind by kind, then holder by holder. `dossier` is the whole one."""
    found: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for row in dossier.resources:
        begun = row.date or row.since
        if begun is None or begun.first_day() <= on:
            found[row.kind, row.holder or ""].append(row)
    order = list(vocabulary("resource_kinds").terms)
    keys = sorted(found, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key))
    return tuple(_assessed(dossier, kind, holder or None, found[kind, holder]) for kind, holder in keys)


def _assessed(dossier: Dossier, kind: str, holder: str | None, rows: Sequence[Resource]) -> Assessed:
    by_rater: dict[str, list[Resource]] = defaultdict(list)
    for row in sorted(rows, key=_age):
        by_rater[fold(row.rater or "")].append(row)
    raters = tuple(_rater(many) for _key, many in sorted(by_rater.items(), key=lambda one: (not one[0], one)))
    spread, said = _dispersion(raters)
    name = sentence(
        "memory-resource.of",
        kind=vocabulary("resource_kinds").label_of(kind),
        holder=party(dossier, holder, text("memory-resource.no-holder")),
    )
    return Assessed(kind, holder, name, raters, spread, said)


def _age(row: Resource) -> tuple[datetime.date, str]:
    date = row.date or row.since
    return (date.first_day() if date else datetime.date.min, row.id)


def _rater(rows: Sequence[Resource]) -> Rater:
    name = same(rows[0].rater) if rows[0].rater else text("memory-resource.no-rater")
    return Rater(name, tuple(map(_assessment, rows)))


def _assessment(row: Resource) -> Assessment:
    codes = [code for code, _label in states()]
    if row.state is None:
        return Assessment(row, None, text("memory-resource.no-state"))
    rank = codes.index(row.state) if row.state in codes else None
    return Assessment(row, rank, vocabulary("resource_states").label_of(row.state))


def _dispersion(raters: Sequence[Rater]) -> tuple[Spread, Text]:
    """How the last views of the raters differ. Views of several dates are said to be so."""
    last = [one.last for one in raters if one.last]
    if not last:
        return "none", text("memory-resource.none")
    if len(last) == 1:
        return "one", sentence("memory-resource.one", state=lowered(last[0].state))
    ordered = sorted(last, key=lambda one: one.rank or 0)
    low, high = ordered[0], ordered[-1]
    gap = (high.rank or 0) - (low.rank or 0)
    far = threshold("rating_gap_to_discuss")
    spread: Spread = "same" if gap == 0 else "apart" if gap >= far else "near"
    said = sentence(
        f"memory-resource.{spread}",
        n=counted("raters", len(last)),
        state=lowered(low.state),
        low=lowered(low.state),
        high=lowered(high.state),
    )
    dates = {str(one.row.date or "") for one in last}
    return spread, said if len(dates) == 1 else _joined(said, text("memory-resource.dates"))


def _joined(first: Text, second: Text) -> Text:
    return Text(first.fr + second.fr, first.en + second.en)
