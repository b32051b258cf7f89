"""Whom the links of a network join: legal forms and categories of actors, within and across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from maillage.dossier.tables import Actor
from maillage.dossier.vocabularies import vocabulary
from maillage.network import measures
from maillage.network.ground import Ground
from maillage.network.plausible import Numbers, quotient
from maillage.network.result import Reading, Value
from maillage.network.wording import counted, named, sentence, text
from maillage.text import Text, fill, lowered

Of = Callable[[Actor], str | None]
Groups = tuple[str | None, ...]
_CROSSINGS = 3


def legal_forms(ground: Ground) -> Reading:
    """How many pairs join two legal forms, and which."""
    return _mix(ground, "legal_forms", lambda actor: actor.legal_form)


def categories(ground: Ground) -> Reading:
    """How many pairs join two categories of actors, and which."""
    return _mix(ground, "categories", lambda actor: actor.category)


def _mix(ground: Ground, code: str, of: Of) -> Reading:
    """`code` is the name of the reading and the start of that of the vocabulary."""
    groups = tuple(of(actor) for actor in ground.network.actors)
    title, values = text(f"{code}.title"), _values(ground, code, groups)
    unsaid = [place for place, group in enumerate(groups) if group is None]
    if ground.empty:
        return Reading(code, title, (text("common.nothing"),), values)
    known = [edge for edge in ground.edges if None not in (groups[edge[0]], groups[edge[1]])]
    said = _crossings(code, groups, known) if known else [text(f"{code}.none")]
    if unsaid:
        actors, names = counted("actors", len(unsaid)), named(ground.named(unsaid))
        said.append(sentence(f"{code}.unsaid", actors=actors, names=names))
    items = tuple(ground.actor(place) for place in unsaid)
    rest = tuple(("actors", actor.id) for actor in ground.network.actors)
    return Reading(code, title, tuple(said), values, items, (*ground.all_links, *rest))


def _crossings(code: str, groups: Groups, known: Sequence[tuple[int, int]]) -> list[Text]:
    across = [frozenset((groups[a], groups[b])) for a, b in known if groups[a] != groups[b]]
    lead = sentence(
        f"{code}.across", all=counted("linked-pairs", len(known)), some=counted("join", len(across))
    )
    if not across:
        return [lead]
    label_of = vocabulary("legal_forms" if code == "legal_forms" else "actor_categories").label_of
    told = []
    for pair, count in Counter(across).most_common(_CROSSINGS):
        a, b = sorted(one for one in pair if one is not None)
        said = fill(text("common.pair"), a=lowered(label_of(a)), b=lowered(label_of(b)))
        told.append(fill(text("common.times"), what=said, n=count))
    return [lead, sentence(f"{code}.crossed", names=named(told))]


def _values(ground: Ground, code: str, groups: Groups) -> tuple[Value, ...]:
    lone = len({group for group in groups if group is not None}) == 1
    ei = measures.ei_index(ground.edges, groups)
    mix = measures.assortativity(ground.edges, groups)
    why_mix = text("why.one-group" if lone and ei is not None else "why.no-known-pair")
    drawn_ei, drawn_mix = _drawn(ground, groups)
    return (
        ground.value("ei", text(f"{code}.label-ei"), ei, drawn_ei, why=text("why.no-known-pair")),
        ground.value("assortativity", text(f"{code}.label-mix"), mix, drawn_mix, why=why_mix),
    )


def _drawn(ground: Ground, groups: Groups) -> tuple[Numbers, Numbers]:
    """The E-I index and the assortativity of each plausible network, all at once."""
    names = sorted({group for group in groups if group is not None})
    number = np.array([names.index(group) if group is not None else -1 for group in groups], dtype=np.intp)
    drawn = ground.plausible.drawn
    ends = np.concatenate((np.array(ground.edges, dtype=np.intp).reshape(-1, 2), drawn.absent))
    there = np.concatenate((drawn.pairs, drawn.missing), axis=1)
    left, right = number[ends[:, 0]], number[ends[:, 1]]
    known = (left >= 0) & (right >= 0)
    there, left, right = there[:, known].astype(np.float32), left[known], right[known]
    total = there.sum(axis=1).astype(np.float64)
    within = (there @ (left == right)).astype(np.float64)
    expected = np.zeros(len(total))
    for group in range(len(names)):
        of_group = there @ ((left == group).astype(np.float32) + (right == group))
        expected += np.square(quotient(of_group.astype(np.float64), 2 * total))
    inside = quotient(within, total)
    return 1 - 2 * inside, quotient(inside - expected, 1 - expected)
