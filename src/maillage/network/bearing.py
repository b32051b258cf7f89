"""Who carries the components of the solution: those that rest on one actor, those that several could carry on.

Bearers are doubted as links are: each one with the probability of the confidence of the component, on its own; and
`missing_share` bearers nobody wrote down are added per bearer, on average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.articulation.chain import Said, active
from maillage.dossier.tables import Component, Effect
from maillage.network.doubts import Booleans
from maillage.network.ground import Ground, Rows
from maillage.network.plausible import Numbers, share
from maillage.network.result import Item, Reading
from maillage.network.wording import counted, named, quoted, sentence, text
from maillage.text import Text, fill, same


@dataclass(frozen=True)
class Bearing:
    """The components under way, those of whom bearers are present, how many each has, as written and as plausible."""

    all: tuple[Component, ...]
    carried: tuple[Component, ...]
    counts: tuple[int, ...]
    drawn: Numbers


def bearing_of(ground: Ground) -> Bearing:
    """Who carries what on the day."""
    chain = ground.chain
    under_way = tuple(part for part in chain.components.values() if active(part))
    carried = tuple(part for part in under_way if chain.bearers_of.get(part.id))
    counts = tuple(len(chain.bearers_of[part.id]) for part in carried)
    return Bearing(under_way, carried, counts, _drawn(ground, carried, counts))


def _drawn(ground: Ground, carried: Sequence[Component], counts: Sequence[int]) -> Numbers:
    """How many bearers each component has in each plausible network (draws × components carried)."""
    chance = np.random.default_rng((ground.seed, 1))
    draws, sure = ground.plausible.draws, [ground.doubts.probability(part.confidence) for part in carried]
    shape = (draws, len(carried))
    kept = chance.binomial(np.array(counts, dtype=np.int64), np.array(sure), size=shape)
    added = chance.poisson(np.array(counts) * ground.doubts.missing_share, size=shape)
    found: Numbers = (kept + added).astype(np.float64)
    return found


def single_bearers(ground: Ground) -> Reading:
    """The components under way that rest on one actor, by actor; those whose bearers are not stated, or absent."""
    title, bearing = text("single_bearers.title"), bearing_of(ground)
    alone = [place for place, count in enumerate(bearing.counts) if count == 1]
    drawn = (bearing.drawn == 1).sum(axis=1).astype(np.float64)
    label, known = text("single_bearers.label"), bool(bearing.carried)
    value = ground.value(
        "single", label, float(len(alone)) if known else None, drawn, decimals=0, why=text("why.no-component")
    )
    if not bearing.all:
        return Reading("single_bearers", title, (text("single_bearers.no-component"),), (value,))
    said = _alone(ground, bearing, alone) + _uncarried(ground, bearing)
    items = tuple(
        _item(bearing.carried[place], bearing.drawn[:, place] == 1, _bearer(ground, bearing.carried[place]))
        for place in alone
    )
    return Reading("single_bearers", title, tuple(said), (value,), items, _rows(bearing.all))


def _alone(ground: Ground, bearing: Bearing, alone: Sequence[int]) -> list[Text]:
    if not alone:
        return [text("single_bearers.none")] if bearing.carried else []
    by: dict[Text, list[Text]] = {}
    for place in alone:
        part = bearing.carried[place]
        by.setdefault(_bearer(ground, part), []).append(quoted(part.name))
    lead = sentence(
        "single_bearers.lead",
        some=counted("rest-on-one", len(alone)),
        all=counted("components", len(bearing.all)),
    )
    told = (sentence("single_bearers.by", name=name, components=named(parts)) for name, parts in by.items())
    return [lead, *told]


def _bearer(ground: Ground, part: Component) -> Text:
    return ground.called(ground.chain.bearers_of[part.id][0])


def _uncarried(ground: Ground, bearing: Bearing) -> list[Text]:
    said = []
    for key, wanted in (("unsaid", Said.UNKNOWN), ("nobody", Said.NO)):
        names = [quoted(part.name) for part in bearing.all if ground.chain.carried(part) is wanted]
        if names:
            said.append(sentence(f"single_bearers.{key}", names=named(names)))
    return said


def redundancy(ground: Ground) -> Reading:
    """The components that several actors carry, and the effects that several components produce."""
    title, bearing = text("redundancy.title"), bearing_of(ground)
    several = [place for place, count in enumerate(bearing.counts) if count > 1]
    known, why = bool(bearing.carried), text("why.no-component")
    mean = sum(bearing.counts) / len(bearing.counts) if known else None
    drawn = bearing.drawn.mean(axis=1) if known else None
    many = (bearing.drawn > 1).sum(axis=1).astype(np.float64)
    values = (
        ground.value("bearers", text("redundancy.label-bearers"), mean, drawn, decimals=1, why=why),
        ground.value(
            "several",
            text("redundancy.label-components"),
            float(len(several)) if known else None,
            many,
            decimals=0,
            why=why,
        ),
    )
    if not bearing.all:
        return Reading("redundancy", title, (text("single_bearers.no-component"),), values)
    parts = [bearing.carried[place] for place in several]
    said = [_several("components", [part.name for part in parts], len(bearing.all)), *_effects(ground)]
    items = tuple(
        _item(bearing.carried[place], bearing.drawn[:, place] > 1, _bearers(ground, bearing.carried[place]))
        for place in several
    )
    caution = text("redundancy.caution") if several else None
    return Reading("redundancy", title, tuple(said), values, items, _rows(bearing.all), caution)


def _effects(ground: Ground) -> list[Text]:
    produced: list[Effect] = [
        effect for effect in ground.chain.effects.values() if ground.chain.components_of.get(effect.id)
    ]
    going = {
        effect.id: [part for part in ground.chain.components_of[effect.id] if active(part)]
        for effect in produced
    }
    names = [effect.name for effect in produced if len(going[effect.id]) > 1]
    return [_several("effects", names, len(produced))] if produced else []


def _several(what: str, names: Sequence[str], whole: int) -> Text:
    listed = (
        fill(text("redundancy.names"), names=named([quoted(name) for name in names])) if names else same("")
    )
    some = counted("have" if what == "components" else "are-produced", len(names))
    return sentence(f"redundancy.{what}", some=some, all=counted(what, whole), names=listed)


def _bearers(ground: Ground, part: Component) -> Text:
    return named([ground.called(actor) for actor in ground.chain.bearers_of[part.id]])


def _item(part: Component, holds: Booleans, note: Text) -> Item:
    return Item("components", part.id, same(part.name), None, share(holds), note)


def _rows(parts: Sequence[Component]) -> Rows:
    return tuple(("components", part.id) for part in parts)
