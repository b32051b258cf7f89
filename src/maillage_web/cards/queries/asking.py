"""What a frame asks of one organisation: its questions in one entry, the answers offered, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from maillage.dossier.tables import Actor
from maillage.referential.frame import Frame, Item, Level, Source
from maillage.referential.given import ASIDES, STATUSES
from maillage.referential.personal import personalise
from maillage.referential.profile import Profile, profile_of
from maillage.referential.shipped import shipped
from maillage.text import Text

USUAL_FRAME = "efc"
SHORT, FULL = "courte", "complete"
CANNOT_SAY, NOT_CONCERNED = ASIDES
SHARES = "shares"
"""The value of the choice that opens three shares; what is kept is the shares, as ``50; 30; 20``."""
FAMILY_WORDS = {
    "association": Text("Pour une association", "For an association"),
    "company": Text("Pour une entreprise", "For a company"),
    "cooperative": Text("Pour une coopérative", "For a cooperative"),
    "public": Text("Pour un organisme public", "For a public body"),
}
_STATUS_WORDS = {
    "done": Text("C’est fait.", "It is done."),
    "planned": Text("C’est programmé : décidé, daté ou financé.", "It is planned: decided, dated or funded."),
    "not_done": Text("Ce n’est pas fait.", "It is not done."),
    SHARES: Text("Un peu de chaque : dire les parts.", "Some of each: say the shares."),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer offered: its code, what one sees when it is right, a real case and where it is told."""

    code: str
    label: Text
    example: Text | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a question means for one family of organisations."""

    family: Text
    said: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is asked: in its theme, with the answers offered and what it means for whom."""

    item: Item
    theme: Item | None
    options: tuple[Option, ...]
    meanings: tuple[Meaning, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that is not asked of this organisation, and why."""

    item: Item
    why: Text | None


@dataclass(frozen=True, slots=True)
class Asking:
    """What one entry of a frame asks of one organisation."""

    frame: Frame
    entry: str
    asked: tuple[Asked, ...]
    left_out: tuple[LeftOut, ...]


def frame_for(id: str, version: str | None = None) -> Frame:
    """The shipped frame, the usual one when none is named. Raises `FrameError`."""
    return shipped(id or USUAL_FRAME, version or None)


def asking_of(frame: Frame, entry: str, actor: Actor) -> Asking:
    """What `entry` ("courte" or "complete") of a frame asks of an actor; a frame without short entry asks all."""
    profile = profile_of(actor)
    short = frame.short if entry == SHORT else ()
    wanted = short or frame.asked
    off = _off(frame, profile) if frame.rules else {}
    asked = tuple(_asked(frame, item.id, profile.family) for item in wanted if item.id not in off)
    left_out = tuple(LeftOut(item, off[item.id]) for item in wanted if item.id in off)
    return Asking(frame, SHORT if short else FULL, asked, left_out)


def _off(frame: Frame, profile: Profile) -> dict[str, Text | None]:
    """The items that rules take out for this organisation, those below them included, with the reason."""
    personal = personalise(frame, profile)
    reasons = {
        item: next((rule.why for rule in rules if rule.effect == "off"), None)
        for item, rules in personal.fired.items()
    }
    return {
        item: next(
            (reasons[one.id] for one in (frame.items[item], *frame.above(item)) if reasons.get(one.id)), None
        )
        for item in personal.off
    }


@cache
def _asked_by(frame_id: str, version: str, item: str, family: str | None) -> Asked:
    frame = shipped(frame_id, version)
    found = frame.items[item]
    sources = tuple(frame.sources[one] for one in found.source if one in frame.sources)
    return Asked(
        found, frame.theme_of(item), options_of(frame, found), _meanings(frame, item, family), sources
    )


def asked_in(frame: Frame, item: Item) -> Asked:
    """An item as it is asked of anybody."""
    return _asked(frame, item.id, None)


def _asked(frame: Frame, item: str, family: str | None) -> Asked:
    return _asked_by(frame.id, frame.version, item, family)


def options_of(frame: Frame, item: Item) -> tuple[Option, ...]:
    """The answers that an item offers, without those kept apart; none for a number or a narrative."""
    if item.answer == "status":
        return tuple(Option(code, words) for code, words in _STATUS_WORDS.items())
    return tuple(_option(frame, level) for level in frame.levels.get(item.id, ()))


def _option(frame: Frame, level: Level) -> Option:
    source = frame.sources.get(level.example_source or "")
    return Option(level.code, level.label, level.example, source)


def _meanings(frame: Frame, item: str, family: str | None) -> tuple[Meaning, ...]:
    """What it means for the family of the organisation; for each of them when its family is not known."""
    return tuple(_told(frame, item, [family] if family else list(FAMILY_WORDS)))


def _told(frame: Frame, item: str, families: list[str]) -> Iterator[Meaning]:
    for family in families:
        if found := frame.meanings.get((item, family)):
            yield Meaning(FAMILY_WORDS[family], found.said)


if set(_STATUS_WORDS) - {SHARES} != set(STATUSES) - {NOT_CONCERNED}:
    raise RuntimeError("every status has its words")
