"""A reading as lines of text: for a terminal, for Markdown, for whoever wants to print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.amounts import amount, number
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import datasets
from maillage.territory.figures import Status
from maillage.territory.indicator_reading import IndicatorReading
from maillage.territory.reading import Reading, SphereReading
from maillage.territory.reading_json import name_of
from maillage.territory.sentences import changed
from maillage.territory.similar import Peer, Peers
from maillage.territory.unknowns import Unknown
from maillage.territory.wording import counted, text
from maillage.text import Language, Text, fill, listing, same, semicolons

Kind = Literal["title", "sphere", "part", "said", "item"]
_MARKDOWN = {"title": "# {}", "sphere": "## {}", "part": "### {}", "said": "{}", "item": "- {}"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a title, the name of a sphere or of a part of it, a sentence, or an item of a list."""

    kind: Kind
    text: Text


def lines(reading: Reading) -> Iterator[Line]:
    """The whole reading, in the order in which it is read."""
    yield Line("title", fill(text("word.title"), name=reading.perimeter.label))
    yield from (Line("said", one.text) for one in reading.said)
    marks = _marks(reading)
    for sphere in reading.spheres:
        yield from _sphere(sphere, marks)
    if reading.peers is not None and reading.peers.peers:
        yield from _peers(reading, reading.peers)
    yield from _sources(marks)
    yield Line("said", text("word.how"))


def markdown(reading: Reading, language: Language) -> str:
    """The whole reading in Markdown.

    A line of a list follows another one; anything else stands after an empty line.
    """
    written: list[str] = []
    before: Kind | None = None
    for line in lines(reading):
        if before is not None and not (before == line.kind == "item"):
            written.append("")
        written.append(_MARKDOWN[line.kind].format(line.text.in_(language)))
        before = line.kind
    return "\n".join(written) + "\n"


def _sphere(sphere: SphereReading, marks: Mapping[str, int]) -> Iterator[Line]:
    yield Line("sphere", sphere.label)
    yield from (Line("said", one.text) for one in sphere.said)
    for name, many in sphere.by_dimension.items():
        known = [one for one in many if one.known]
        if known:
            yield Line("part", vocabulary("dimensions").label_of(name))
            yield from (Line("item", _figure(one, marks)) for one in known)
    if sphere.questions:
        yield Line("part", text("word.questions"))
        yield from (Line("item", one.text) for one in sphere.questions)
    yield from _unknown(sphere)


def _figure(one: IndicatorReading, marks: Mapping[str, int]) -> Text:
    """The value, its year, the marks of its sources, the median of the peers, what changed."""
    sources = "".join(
        f"[{marks[name]}]" for name in dict.fromkeys(each.dataset for each in one.figure.inputs)
    )
    holes = {"label": one.indicator.label, "value": one.shown, "when": one.when}
    parts = [fill(text("word.figure"), **holes, sources=sources)]
    if one.standing is not None and one.standing.median is not None:
        median = amount(one.standing.median, one.indicator.decimals, one.indicator.unit)
        peers = counted("peers", one.standing.peers_known)
        parts.append(fill(text("word.median"), peers=peers, value=median))
    if one.evolution is not None:
        parts.append(changed(one, one.evolution))
    return semicolons(parts)


def _unknown(sphere: SphereReading) -> Iterator[Line]:
    if not sphere.unknown:
        return
    yield Line("part", text("word.not-known"))
    for dataset, many in _by_dataset(sphere.unknown).items():
        remedy = next(one for unknown in many for one in unknown.remedies if one.dataset == dataset)
        source = fill(text("sentence.source"), title=remedy.title, producer=remedy.producer)
        holes = {"source": source, "command": remedy.command, "page": remedy.page}
        yield Line("item", fill(text("word.not-loaded"), labels=_labels(many), **holes))
    for one in sphere.unknown:
        if one.status is not Status.NOT_LOADED:
            label = indicators()[one.indicator].label
            yield Line("item", fill(text("word.unknown"), label=label, why=one.why))


def _by_dataset(unknown: Iterable[Unknown]) -> dict[str, list[Unknown]]:
    """What is not loaded, by the dataset that would say it; one that needs several stands under each."""
    found: dict[str, list[Unknown]] = {}
    for one in unknown:
        for remedy in one.remedies:
            found.setdefault(remedy.dataset, []).append(one)
    return found


def _labels(many: Iterable[Unknown]) -> Text:
    return listing([indicators()[one.indicator].label for one in many], limit=4)


def _peers(reading: Reading, peers: Peers) -> Iterator[Line]:
    yield Line("sphere", text("word.peers"))
    own = _values(peers, Peer("", None, peers.own))
    yield Line("item", fill(text("word.own"), name=reading.perimeter.name, values=own))
    kind = "epci" if reading.perimeter.kind == "free" else reading.perimeter.kind
    for one in peers.peers:
        holes = {"name": name_of(kind, one.code), "values": _values(peers, one)}
        if one.distance is None:
            yield Line("item", fill(text("word.peer-alone"), **holes))
        else:
            yield Line("item", fill(text("word.peer"), **holes, distance=number(one.distance, 2)))
    if peers.unused:
        names = listing([indicators()[name].label for name in peers.unused])
        yield Line("said", fill(text("word.why-unused"), names=names))
    if lacking := len(peers.missing) + peers.without:
        yield Line("said", counted("lacking", lacking))


def _values(peers: Peers, one: Peer) -> Text:
    """The values of the variables, each with its unit."""
    return semicolons(
        [
            fill(
                text("word.value"),
                label=each.label,
                value=_amount(each.indicator, one.values[each.indicator]),
            )
            for each in peers.variables
            if each.indicator in one.values
        ]
    )


def _amount(indicator: str, value: float) -> Text:
    one = indicators()[indicator]
    return amount(value, one.decimals, one.unit)


def _marks(reading: Reading) -> dict[str, int]:
    """The datasets that gave a figure, numbered from 1."""
    used = dict.fromkeys(
        each.dataset for sphere in reading.spheres for one in sphere.readings for each in one.figure.inputs
    )
    return {id_: number for number, id_ in enumerate(used, start=1)}


def _sources(marks: Mapping[str, int]) -> Iterator[Line]:
    """The datasets that gave a figure, with the licence and the page of each."""
    if marks:
        yield Line("sphere", text("word.sources"))
    for id_, mark in marks.items():
        one = datasets()[id_]
        licence = vocabulary("licences").label_of(one.licence)
        holes = {"title": one.title, "producer": same(one.producer), "licence": licence, "page": one.page}
        yield Line("item", fill(text("word.source"), mark=mark, **holes))
