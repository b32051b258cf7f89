"""What is said once of a network, beside its readings: what it counts, what it leaves out, how doubts were drawn."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.dossier.day_words import date_words
from maillage.dossier.tables import Actor
from maillage.network.ground import Ground
from maillage.network.result import Reading
from maillage.network.wording import counted, named, sentence, text
from maillage.territory.amounts import number
from maillage.text import Text, same


def notes(ground: Ground, asked: int, told: Sequence[Reading]) -> tuple[Text, ...]:
    """What is counted, what is not and why, what cannot be, and the conventions of the plausible networks."""
    return (*_counts(ground), *_set_aside(ground), *_backwards(ground), *_doubts(ground, asked, told))


def _counts(ground: Ground) -> list[Text]:
    network = ground.network
    said = [
        sentence(
            "note.counts" if network.links else "note.no-link",
            actors=counted("actors", ground.n),
            day=date_words(network.on),
            links=counted("links", len(network.links)),
            pairs=counted("linked-pairs", len(ground.edges)),
        )
    ]
    if network.outside:
        said.append(sentence("note.outside", links=counted("links", len(network.outside))))
    if network.strangers:
        said.append(sentence("note.strangers", pairs=counted("pairs", len(network.strangers))))
    return said


def _set_aside(ground: Ground) -> list[Text]:
    names = [same(f"{link.table}:{link.id}") for link in ground.network.selves]
    return [sentence("note.selves", names=named(names))] if names else []


def _backwards(ground: Ground) -> list[Text]:
    return [
        sentence(
            "note.backwards",
            name=actor.name,
            left=date_words(actor.left_on),
            joined=date_words(actor.joined_on),
        )
        for actor in ground.chain.actors.values()
        if actor.left_on and actor.joined_on and left_before_joining(actor)
    ]


def left_before_joining(actor: Actor) -> bool:
    """Whether the dates of `actor` contradict each other, however their missing months and days are read."""
    if actor.joined_on is None or actor.left_on is None:
        return False
    return actor.left_on.last_day() < actor.joined_on.first_day()


def _doubts(ground: Ground, asked: int, told: Sequence[Reading]) -> list[Text]:
    if not ground.network.links:
        return []
    if not ground.plausible.draws:
        return [text("note.no-draws"), text("note.perception")]
    doubts, draws = ground.doubts, ground.plausible.draws
    names = {"high": "high", "medium": "medium", "low": "low", "unsaid": "unsaid", "missing": "missing_share"}
    shares = {name: _in_hundred(getattr(doubts, field)) for name, field in names.items()}
    said = [sentence("note.doubts", draws=draws, seed=ground.seed, **shares)]
    if draws < asked:
        said.append(sentence("note.fewer-draws", draws=draws, asked=asked))
    if any(value.strays for one in told for value in one.values):
        said.append(text("note.strays"))
    return [*said, text("note.perception")]


def _in_hundred(share: float) -> Text:
    hundredfold = round(100 * share, 1)
    return number(hundredfold, 0 if hundredfold == round(hundredfold) else 1)
