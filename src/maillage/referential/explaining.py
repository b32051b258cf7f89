"""Why an item is worth what it is: points of the frame, rules, what is not concerned, the status that decided."""

from __future__ import annotations

import math
from collections.abc import Iterator

from maillage.referential.frame import Item
from maillage.referential.scores import Outcome
from maillage.referential.statuses import Status
from maillage.referential.wording import sentence
from maillage.text import Text, listing

_DECIMALS = 3


def explain(scores: Outcome, item: str) -> tuple[Text, ...]:
    """What led to the score of `item`, in sentences, in the order in which it is computed. Raises `KeyError`."""
    at = scores.frame.items[item]
    one = scores.of(item)
    said = [_frame_points(scores, at), *_rules(scores, at)]
    if not one.concerned:
        return (*said, *_not_concerned(scores, at))
    said += [*_shared(scores, at), sentence("explain.potential", potential=points_words(one.potential))]
    said += [*_decided(scores, at), *_overridden(scores, at)]
    parts = (one.points_done, one.points_planned, one.points_not_done, one.points_unfilled)
    names = ("done", "planned", "not_done", "unfilled")
    values = {name: points_words(value) for name, value in zip(names, parts, strict=True)}
    return (*said, sentence("explain.result", **values))


def points_words(value: float) -> Text:
    """A number of points, at most three decimals.

    >>> points_words(3.3000001)
    Text(fr='3,3', en='3.3')
    """
    written = f"{round(value, _DECIMALS) + 0.0:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return Text(written.replace(".", ","), written)


def _percent(share: float) -> Text:
    written = points_words(share * 100)
    return Text(f"{written.fr}\u00a0%", f"{written.en}%")


def _name(item: Item) -> Text:
    """How an item is called; its id when its label only repeats it."""
    if item.label.en == item.id:
        return Text(f"«\u00a0{item.id}\u00a0»", f"“{item.id}”")
    return Text(f"«\u00a0{item.id} {item.label.fr}\u00a0»", f"“{item.id} {item.label.en}”")


def _frame_points(scores: Outcome, item: Item) -> Text:
    points, weights = points_words(scores.frame.weights[item.id]), scores.frame.weights
    if item.points is not None:
        return sentence("explain.points-given", points=points)
    parent = scores.frame.items[item.parent] if item.parent else None
    if parent is not None and item.share is not None:
        whole = points_words(weights[parent.id])
        values = {"share": _percent(item.share / 100), "parent": _name(parent), "whole": whole}
        return sentence("explain.points-share", points=points, **values)
    total = math.fsum(weights[child] for child in item.children)
    below = any(scores.frame.items[one.id].points is not None for one in scores.frame.under(item.id))
    if parent is None or (below and math.isclose(total, weights[item.id])):
        return sentence("explain.points-sum", points=points)
    if weights[item.id] == 0:
        return sentence("explain.points-none", parent=_name(parent))
    return sentence(
        "explain.points-equal", points=points, parent=_name(parent), whole=points_words(weights[parent.id])
    )


def _rules(scores: Outcome, item: Item) -> Iterator[Text]:
    """The rules that changed its points, those above first."""
    line = [*reversed(list(scores.frame.above(item.id))), item]
    for at in line:
        for rule in scores.personal.fired.get(at.id, ()):
            why = Text(f" {rule.why.fr}", f" {rule.why.en}") if rule.why else Text("", "")
            if rule.effect == "off":
                yield sentence("explain.rule-off", item=_name(at), why=why)
            else:
                above = scores.personal.factors[at.parent] if at.parent else 1.0
                factor = scores.personal.factors[at.id] / above if above else 0.0
                yield sentence("explain.rule-reduction", item=_name(at), factor=points_words(factor), why=why)


def _not_concerned(scores: Outcome, item: Item) -> Iterator[Text]:
    said = scores.statuses.get(item.id)
    if not scores.of(item.id).off:
        gone = scores.potentials.out - scores.potentials.climbed
        above = [one for one in scores.frame.above(item.id) if one.id in gone]
        if said is not None and not said.concerned:
            yield sentence("explain.status-not-concerned")
        elif item.id in scores.potentials.climbed:
            yield sentence("explain.climbed")
        elif above:
            yield sentence("explain.parent-not-concerned", parent=_name(above[-1]))
    elif said is not None and said.filled:
        yield sentence("explain.off-anyway", status=status_words(said))
    yield sentence("explain.nothing")


def _shared(scores: Outcome, item: Item) -> Iterator[Text]:
    """What its brothers left it, and how it followed its parent."""
    received = scores.potentials.received.get(item.id)
    if received:
        brothers = scores.frame.items[item.parent or ""].children
        gone = [_name(scores.frame.items[one]) for one in brothers if one in scores.potentials.out]
        yield sentence("explain.received", points=points_words(received), names=listing(gone))
    factor = scores.potentials.scaled.get(item.id)
    if factor is not None and item.parent is not None:
        parent = scores.frame.items[item.parent]
        whole = points_words(scores.of(parent.id).potential)
        yield sentence("explain.scaled", parent=_name(parent), whole=whole, factor=points_words(factor))


def _decided(scores: Outcome, item: Item) -> Iterator[Text]:
    """The status that decided, and the one that makes it not count above."""
    said = scores.statuses.get(item.id)
    if said is not None and said.filled:
        yield sentence("explain.status", status=status_words(said))
        hidden = [one for one in scores.frame.under(item.id) if one.id != item.id and _filled(scores, one)]
        if hidden:
            yield sentence("explain.prevails", names=listing([_name(one) for one in hidden]))
    elif any(scores.of(child).concerned for child in item.children):
        yield sentence("explain.sum")
    else:
        yield sentence("explain.unanswered")
    deciding = [one for one in scores.frame.above(item.id) if _filled(scores, one)]
    if deciding:
        parent = deciding[-1]
        yield sentence(
            "explain.hidden", parent=_name(parent), status=status_words(scores.statuses[parent.id])
        )


def _filled(scores: Outcome, item: Item) -> bool:
    said = scores.statuses.get(item.id)
    return said is not None and said.filled and scores.of(item.id).concerned


def _overridden(scores: Outcome, item: Item) -> Iterator[Text]:
    for at in (item, *scores.frame.above(item.id)):
        if at.id in scores.changes:
            change = scores.changes[at.id]
            values = {"before": _percent(change.before), "after": _percent(change.after)}
            factor = points_words(change.factor)
            yield sentence("explain.override", item=_name(at), factor=factor, **values)
    below = [one for one in scores.changes if one != item.id and item.id in _above(scores, one)]
    if below:
        names = listing([_name(scores.frame.items[one]) for one in below])
        yield sentence("explain.override-below", names=names)


def _above(scores: Outcome, item: str) -> set[str]:
    return {one.id for one in scores.frame.above(item)}


def status_words(status: Status) -> Text:
    """A status in words: done, planned, not done, or how much of each."""
    if not status.concerned:
        return sentence("status.not_concerned")
    shares = {
        "done": status.done,
        "planned": status.planned,
        "not_done": status.not_done,
        "unfilled": status.unfilled,
    }
    present = {name: share for name, share in shares.items() if share}
    if len(present) == 1:
        return sentence(f"status.{next(iter(present))}")
    parts = [
        sentence("status.part", status=sentence(f"status.{name}"), share=_percent(share))
        for name, share in present.items()
    ]
    return listing(parts)
