"""The console of a workshop: what facilitators see of the room now, read from the board as their role shows it."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.text import Language
from maillage.workshop.activities import KINDS, choices
from maillage.workshop.alike import near_duplicates
from maillage.workshop.beside import fields_of
from maillage.workshop.board import Board
from maillage.workshop.results import RESULTS
from maillage_web.common.templatetags.wording import language, said
from maillage_web.workshops.queries.boards import board_of
from maillage_web.workshops.queries.rooms import Present, Room, Step, steps_of

MOST_ALIKE = 12
Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """An activity in the running order: where it stands; `lacks` says that something must be chosen before it opens."""

    step: Step
    kind: str
    state: str
    current: bool
    shown: bool
    here: bool
    notes: int
    answered: int
    lacks: bool
    touched: bool


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """A note with its fields in words, who wrote it, and whether the room sees it."""

    number: int
    text: str
    fields: tuple[tuple[str, str], ...]
    by: str
    hidden: bool
    group: int | None
    dots: int | None


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """Notes gathered under a title."""

    number: int
    title: str
    notes: tuple[NoteSeen, ...]


@dataclass(frozen=True, slots=True)
class AlikeSeen:
    """Notes that may be one: their numbers, as a form sends them, and their words."""

    numbers: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StanceSeen:
    """What somebody said, once it is revealed or when it is open to the facilitators; empty words before."""

    by: str
    answer: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a consent round decided, the day to look at it again, the objections that remain."""

    text: str = ""
    review_on: datetime.date | None = None
    objections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExitSeen:
    """What would fall, as the room was shown it."""

    what: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the room; `answered` in the activity looked at; `beside` are their neighbours in it."""

    number: int
    who: str
    name: str
    actor: str
    answered: bool
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The activity that the facilitator looks at."""

    turn: Turn
    revealed: bool
    blind: bool
    notes: tuple[NoteSeen, ...]
    groups: tuple[GroupSeen, ...]
    hidden: tuple[NoteSeen, ...]
    alike: tuple[AlikeSeen, ...]
    stances: tuple[StanceSeen, ...]
    result: Mapping[str, Any] | None
    levels: tuple[Mapping[str, Any], ...]
    told: ExitSeen | None
    proposal: str
    decided: Decided
    leavers: tuple[Mapping[str, str], ...]
    pairs: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the console shows. `token` makes a command sent twice from the same page count once."""

    turns: tuple[Turn, ...]
    scene: Scene | None
    people: tuple[Person, ...]
    minutes_left: int | None
    ends_at: str
    head: int
    ended: bool
    token: str

    @property
    def here(self) -> str:
        """The key of the activity looked at."""
        return self.scene.turn.step.key if self.scene else ""

    @property
    def minutes(self) -> int:
        """What the timer is offered with."""
        return (self.scene.turn.step.minutes if self.scene else 0) or 5

    @property
    def lacking(self) -> bool:
        """Whether an activity still lacks something."""
        return any(turn.lacks for turn in self.turns)


def board_for(room: Room) -> Board:
    """The board of a workshop as it stands; to be read at once."""
    return board_of(room)  # type: ignore[arg-type]  # it reads the key and the token, which a room has


def desk_of(room: Room, asked: str, actors: Mapping[str, str], now: datetime.datetime) -> Desk:
    """The console, on the activity that the address asks for, else on the one under way; `actors` are names by id."""
    board = board_for(room)
    seen = {key: thing for key in list(board.objects) if (thing := board.visible(key, "facilitator", "f"))}
    steps = steps_of(room.pk)
    here = _looked_at(seen["w"], steps, asked)
    turns = tuple(_turn(seen, one, here) for one in steps)
    turn = next((one for one in turns if one.here), None)
    people = _people(seen, here, actors)
    ends = _ends(seen["w"])
    return Desk(
        turns=turns,
        scene=_scene(board, seen, turn, people) if turn else None,
        people=people,
        minutes_left=max(0, round((ends - now).total_seconds() / 60)) if ends else None,
        ends_at=ends.isoformat() if ends else "",
        head=board.head,
        ended=bool(seen["w"]["ended"]),
        token=secrets.token_urlsafe(9),
    )


def _looked_at(whole: Thing, steps: list[Step], asked: str) -> str:
    keys = [one.key for one in steps]
    wanted = [asked, whole["activity"] or "", whole["shown"] or "", *keys]
    return next((one for one in wanted if one in keys), "")


def _ends(whole: Thing) -> datetime.datetime | None:
    timer = whole["timer"]
    if timer is None:
        return None
    began = datetime.datetime.fromisoformat(timer["at"])
    return began + datetime.timedelta(seconds=timer["seconds"])


def _turn(seen: Mapping[str, Thing], step: Step, here: str) -> Turn:
    thing, counts = seen[f"a/{step.key}"], seen[f"c/{step.key}"]
    return Turn(
        step=step,
        kind=said(KINDS[step.kind].label),
        state=thing["state"],
        current=seen["w"]["activity"] == step.key,
        shown=seen["w"]["shown"] == step.key,
        here=step.key == here,
        notes=counts["notes"],
        answered=counts["answered"],
        lacks=lacks(step.kind, step.settings),
        touched=bool(thing["n"] or counts["n"]),
    )


def lacks(kind: str, settings: Mapping[str, Any]) -> bool:
    """Whether an activity cannot open yet: no item to position oneself on, nothing to put dots on.

    >>> lacks("position", {}), lacks("notes", {}), lacks("dots", {"on": "a1"})
    (True, False, False)
    """
    if kind == "position":
        return not settings.get("levels")
    if kind == "dots":
        return not settings.get("on") and not any((settings.get("options") or {}).values())
    return False


def _people(seen: Mapping[str, Thing], here: str, actors: Mapping[str, str]) -> tuple[Person, ...]:
    found = [thing for key, thing in seen.items() if key.startswith("p/") and not thing["gone"]]
    names = {one["who"]: one["name"] for one in found}
    spoken = {thing["by"] for key, thing in seen.items() if key[:2] == "n/" and thing["activity"] == here}
    return tuple(
        Person(
            number=int(one["who"][1:]),
            who=one["who"],
            name=one["name"],
            actor=actors.get(one["actor"], one["actor"]),
            answered=one["who"] in spoken or f"s/{here}/{one['who']}" in seen,
            beside=tuple(names[other] for other in one["neighbours"].get(here, ()) if other in names),
        )
        for one in sorted(found, key=lambda one: int(one["who"][1:]))
    )


# --- one activity -----------------------------------------------------------------------------------------------------


def _scene(board: Board, seen: Mapping[str, Thing], turn: Turn, people: tuple[Person, ...]) -> Scene:
    key, thing = turn.step.key, seen[f"a/{turn.step.key}"]
    notes = [_note(turn.step, one) for one in _of(seen, "n/", key)]
    shown = [one for one in notes if not one.hidden]
    groups = [_group(one, shown) for one in _of(seen, "g/", key)]
    pairs = _pairs(seen, key)
    paired = {who for pair in pairs for who in pair}
    names = {one.who: one.name for one in people}
    return Scene(
        turn=turn,
        revealed=thing["revealed"],
        blind=turn.step.kind in RESULTS,
        notes=tuple(one for one in shown if one.group is None),
        groups=tuple(one for one in groups if one.notes),
        hidden=tuple(one for one in notes if one.hidden),
        alike=_alike(board, turn, {one.number: one.text for one in shown}),
        stances=_stances(seen, turn.step, names),
        result=thing["result"],
        levels=_levels(turn.step.kind, thing["result"] or {}),
        told=_exit(thing["shown"][-1]) if thing["shown"] else None,
        proposal=turn.step.settings.get("proposal", ""),
        decided=_decided(thing["outcome"] or {}),
        leavers=tuple((turn.step.settings.get("options") or {}).get("actors", ())),
        pairs=tuple(tuple(names.get(who, who) for who in pair) for pair in pairs),
        alone=tuple(one.name for one in people if one.who not in paired),
    )


def _exit(told: Thing) -> ExitSeen:
    return ExitSeen(told["what"], tuple(told.get("sentences", ())))


def _decided(outcome: Thing) -> Decided:
    objections = tuple(outcome.get("objections") or ())
    day = outcome.get("review_on")
    return Decided(outcome.get("text", ""), datetime.date.fromisoformat(day) if day else None, objections)


def _of(seen: Mapping[str, Thing], prefix: str, activity: str) -> list[Thing]:
    found = [thing for key, thing in seen.items() if key.startswith(prefix) and thing["activity"] == activity]
    return sorted(found, key=lambda one: one["number"])


def _note(step: Step, one: Thing) -> NoteSeen:
    return NoteSeen(
        number=one["number"],
        text=one["text"],
        fields=fields_of(step.kind, step.settings, one["fields"], language()),
        by=one["by_name"] or one["by"],
        hidden=one["hidden"],
        group=one["group"],
        dots=one.get("dots"),
    )


def _group(one: Thing, notes: Iterable[NoteSeen]) -> GroupSeen:
    return GroupSeen(
        one["number"], one["title"], tuple(note for note in notes if note.group == one["number"])
    )


def _alike(board: Board, turn: Turn, texts: Mapping[int, str]) -> tuple[AlikeSeen, ...]:
    """Proposals to group, for notes that the room sees and that no group holds together already."""
    if "note" not in KINDS[turn.step.kind].says:
        return ()
    found = []
    for one in near_duplicates(board, turn.step.key)[:MOST_ALIKE]:
        known = [number for number in one.notes if number in texts]
        groups = {board.objects[f"n/{number}"]["group"] for number in known}
        if len(known) > 1 and (None in groups or len(groups) > 1):
            words = ",".join(map(str, known))
            found.append(AlikeSeen(words, tuple(texts[number] for number in known)))
    return tuple(found)


_ORDER = {"objection": 0, "reserve": 1, "consent": 2}


def _stances(seen: Mapping[str, Thing], step: Step, names: Mapping[str, str]) -> tuple[StanceSeen, ...]:
    """What each one answered, objections first; nothing of it before the reveal."""
    labels = _labels(step, language())
    ranks = _ORDER if step.kind == "consent" else {code: rank for rank, code in enumerate(labels)}
    found = []
    for key, one in seen.items():
        if (
            not key.startswith(f"s/{step.key}/")
            or step.kind not in ("position", "consent")
            or "why" not in one
        ):
            continue
        answer = str(one.get("answer" if step.kind == "consent" else "level") or "")
        found.append(
            StanceSeen(names.get(one["who"], one["who"]), answer, labels.get(answer, ""), one["why"] or "")
        )
    return tuple(sorted(found, key=lambda one: (ranks.get(one.answer, len(ranks)), one.by)))


def _levels(kind: str, result: Thing) -> tuple[Thing, ...]:
    """How many took each level; in a consent round, objections first."""
    levels = tuple(result.get("levels") or ())
    return levels[::-1] if kind == "consent" else levels


def _labels(step: Step, tongue: Language) -> dict[str, str]:
    if step.kind == "consent":
        return {one.code: one.label.in_(tongue) for one in choices("consent_answers")}
    return {one["code"]: one["label"] for one in step.settings.get("levels") or ()}


def _pairs(seen: Mapping[str, Thing], activity: str) -> list[tuple[str, ...]]:
    """The groups of neighbours in an activity, each once."""
    found: dict[tuple[str, ...], None] = {}
    for key, one in seen.items():
        others = one["neighbours"].get(activity, ()) if key.startswith("p/") else ()
        if others:
            found[tuple(sorted((one["who"], *others), key=lambda who: (len(who), who)))] = None
    return list(found)


def pairs_now(board: Board, activity: str) -> list[list[str]]:
    """The groups of neighbours in an activity, as a new `pair` event would say them."""
    seen = {key: thing for key in list(board.objects) if (thing := board.visible(key, "facilitator", "f"))}
    return [list(pair) for pair in _pairs(seen, activity)]


def actor_names(people: Iterable[Present], dossier: Any) -> dict[str, str]:
    """The names of the actors that people in the room speak for."""
    wanted = {one.actor for one in people if one.actor}
    return {row.id: row.name for row in dossier.actors if row.id in wanted}
