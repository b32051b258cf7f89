"""What the links of a network are made of: levels and directions of cooperation, kinds and natures of links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from maillage.dossier.vocabularies import Vocabulary, vocabulary
from maillage.network.doubts import Booleans
from maillage.network.graph import KINDS, Link
from maillage.network.ground import Ground, rows
from maillage.network.plausible import Numbers
from maillage.network.result import Reading, Value
from maillage.network.wording import counted, named, sentence, text
from maillage.text import Text, fill, lowered, same

Of = Callable[[Link], str | None]
UNSAID = "unsaid"
"""The code of the figure that counts the rows that say nothing."""


def levels(ground: Ground) -> Reading:
    """How many ties at each level of cooperation, the deepest ahead."""
    return _of_ties(ground, "levels", vocabulary("tie_levels"), lambda link: link.level)


def directions(ground: Ground) -> Reading:
    """How many ties in each direction: among peers, between levels, with partners outside."""
    return _of_ties(ground, "directions", vocabulary("tie_directions"), lambda link: link.direction)


def _of_ties(ground: Ground, code: str, known: Vocabulary, of: Of) -> Reading:
    title = text(f"{code}.title")
    ties = [link for link in ground.network.links if link.kind == "tie"]
    if not ties:
        return Reading(code, title, (ground.nothing or text(f"{code}.none"),))
    values = _by_code(ground, "tie", _labels(known, ties, of, text(f"{code}.unsaid")), of)
    lead = sentence(f"{code}.lead", ties=counted("ties-noted", len(ties)), counts=_told(code, values))
    return Reading(code, title, (lead,), values, (), rows(ties))


def _labels(known: Vocabulary, links: Sequence[Link], of: Of, unsaid: Text) -> Mapping[str | None, Text]:
    """What each code that `links` may have is called: the vocabulary, then words of their own, then what is unsaid."""
    codes = list(known.terms)[:: -1 if known.ordinal else 1]
    own = sorted({said for link in links if (said := of(link)) is not None} - set(codes))
    return {**{code: known.label_of(code) for code in (*codes, *own)}, None: unsaid}


def _by_code(ground: Ground, kind: str, labels: Mapping[str | None, Text], of: Of) -> tuple[Value, ...]:
    """How many links of the kind have each code, for the codes that some have."""
    values = []
    for code, label in labels.items():
        chosen = [link.kind == kind and of(link) == code for link in ground.network.links]
        if any(chosen):
            drawn = ground.plausible.counts(chosen)
            name = code or UNSAID
            values.append(ground.value(name, label, float(sum(chosen)), drawn, decimals=0))
    return tuple(values)


def _told(section: str, values: Sequence[Value]) -> Text:
    """Each code and its count, in the words of the reading."""
    said = [
        fill(
            text(f"{section}.one-unsaid" if one.code == UNSAID else f"{section}.one"),
            n=round(one.value or 0),
            what=lowered(one.label),
        )
        for one in values
    ]
    return named(said, len(said))


def kinds(ground: Ground) -> Reading:
    """How many links of each kind, of which nature, and how many pairs are linked in several ways."""
    title = text("kinds.title")
    if not ground.network.links:
        return Reading("kinds", title, (ground.nothing or text("kinds.none"),))
    several = [edge for edge, links in enumerate(ground.pairs) if len(_kinds_of(links)) > 1]
    by_kind = {kind: sum(link.kind == kind for link in ground.network.links) for kind in KINDS}
    counts = named([counted(kind, count) for kind, count in by_kind.items() if count])
    said = [sentence("kinds.lead", counts=counts), _several(ground, several)]
    said += _natures(ground, "flow", "flow_natures", "kinds.flows")
    said += _natures(ground, "contribution", "contribution_kinds", "kinds.contributions")
    drawn = _drawn_several(ground)
    items = tuple(ground.link(edge, drawn[:, edge], _ways(ground, edge)) for edge in several)
    values = (*_kind_values(ground, by_kind), _several_value(ground, several, drawn))
    return Reading("kinds", title, tuple(said), values, items, ground.all_links)


def _kinds_of(links: Sequence[Link]) -> list[str]:
    found = {link.kind for link in links}
    return [kind for kind in KINDS if kind in found]


def _ways(ground: Ground, edge: int) -> Text:
    return named([text(f"kinds.{kind}") for kind in _kinds_of(ground.pairs[edge])])


def _several(ground: Ground, several: Sequence[int]) -> Text:
    names = named([ground.pair(ground.edges[edge]) for edge in several])
    return sentence(
        "kinds.several",
        some=counted("in-several-ways", len(several)),
        all=counted("linked-pairs", len(ground.edges)),
        names=fill(text("kinds.names"), names=names) if several else same(""),
    )


def _natures(ground: Ground, kind: str, words: str, key: str) -> list[Text]:
    links = [link for link in ground.network.links if link.kind == kind]
    labels = _labels(vocabulary(words), links, lambda link: link.nature, text("kinds.unsaid"))
    values = _by_code(ground, kind, labels, lambda link: link.nature)
    return [sentence(key, counts=_told("kinds", values))] if values else []


def _kind_values(ground: Ground, by_kind: Mapping[str, int]) -> tuple[Value, ...]:
    return tuple(
        ground.value(kind, text(f"kinds.label-{kind}"), float(count), _drawn(ground, kind), decimals=0)
        for kind, count in by_kind.items()
    )


def _several_value(ground: Ground, several: Sequence[int], drawn: Booleans) -> Value:
    found = drawn.sum(axis=1).astype(np.float64)
    return ground.value("several", text("kinds.label-several"), float(len(several)), found, decimals=0)


def _drawn(ground: Ground, kind: str) -> Numbers:
    return ground.plausible.counts([link.kind == kind for link in ground.network.links])


def _drawn_several(ground: Ground) -> Booleans:
    """Whether each pair has links of several kinds, in each plausible network (draws × pairs)."""
    numbers = {edge: number for number, edge in enumerate(ground.edges)}
    places = ground.network.places
    of_row = [numbers[_edge(link, places)] for link in ground.network.links]
    found = np.zeros((ground.plausible.draws, len(ground.edges)))
    for kind in KINDS:
        there = np.zeros(found.shape, dtype=np.bool_)
        for row, link in enumerate(ground.network.links):
            if link.kind == kind:
                there[:, of_row[row]] |= ground.plausible.drawn.rows[:, row]
        found += there
    several: Booleans = found > 1
    return several


def _edge(link: Link, places: Mapping[str, int]) -> tuple[int, int]:
    one, other = places[link.source], places[link.target]
    return (one, other) if one < other else (other, one)
