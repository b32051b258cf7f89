"""What a phone is shown: who holds it, what is asked now, what they said, what each activity asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.text import Language
from maillage.workshop.activities import KINDS, ActivityKind, FieldAsked, choices
from maillage.workshop.board import Board
from maillage_web.workshops.models import Participant, Workshop
from maillage_web.workshops.queries.boards import board_of

_LISTS = ("consent_answers", "open_to", "confirm_answers")
_DRAWN = {"text": "words", "choice": "one", "code": "one", "number": "number", "option": "pick"}


@dataclass(frozen=True, slots=True)
class NoteSaid:
    """A note as a page without JavaScript shows it."""

    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many took a level, or how many dots something got."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Now:
    """What is asked now. `about` is the item or the proposal; `writes` says that one note may be posted; `counts` and
    `sentences` are what is shown to all once it is revealed.
    """

    key: str
    title: str
    prompt: str
    about: str
    open: bool
    writes: bool
    others: tuple[NoteSaid, ...]
    counts: tuple[Counted, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhonePage:
    """Everything that the page of a participant shows before its script takes over."""

    who: str
    now: Now | None
    mine: tuple[NoteSaid, ...]


def workshop_at(token: str) -> Workshop | None:
    """The workshop of this token, with its dossier."""
    return Workshop.objects.select_related("dossier").filter(token=token).first()


def participant_of(workshop: Workshop, secret: str) -> Participant | None:
    """Who holds this hashed secret in this workshop, removed or not."""
    return workshop.participants.filter(secret=secret).first() if secret else None


def phone_page(workshop: Workshop, who: str, language: Language) -> PhonePage:
    """The page of `who`, from the board as they may see it; our own words are in `language`."""
    board = board_of(workshop)
    seen = seen_by(board, who)
    return PhonePage(
        who, _now(seen, language), tuple(_said(seen, one) for one in _notes(seen) if one.get("mine"))
    )


def seen_by(board: Board, who: str) -> dict[str, Mapping[str, Any]]:
    """The objects of a board that a participant may see, by key."""
    found = ((key, board.visible(key, "participant", who)) for key in board.objects)
    return {key: one for key, one in found if one is not None}


def _now(seen: Mapping[str, Mapping[str, Any]], language: Language) -> Now | None:
    activity = _current(seen)
    if activity is None:
        return None
    key, kind = activity["activity"], KINDS.get(activity["kind"])
    is_open = activity["state"] == "open"
    settings, result = activity["settings"], activity["result"] or {}
    return Now(
        key=key,
        title=activity["title"] or (kind.label.in_(language) if kind else ""),
        prompt=activity["prompt"] or (kind.prompt.in_(language) if kind else ""),
        about=str(settings.get("asked") or settings.get("proposal") or ""),
        open=is_open,
        writes=is_open and kind is not None and "note" in kind.says,
        others=tuple(
            _said(seen, one) for one in _notes(seen) if one["activity"] == key and not one.get("mine")
        ),
        counts=tuple(_counted(result, language)),
        sentences=tuple(result.get("sentences", ())),
    )


def _current(seen: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What is open, else what is being shown to all: the activity of the big screen, or the last one revealed."""
    room = seen["w"]
    if room["activity"]:
        return seen.get(f"a/{room['activity']}")
    revealed = [one for key, one in seen.items() if key.startswith("a/") and one["state"] == "revealed"]
    return max(revealed, key=lambda one: (one["activity"] == room["shown"], one["n"]), default=None)


def _counted(result: Mapping[str, Any], language: Language) -> Iterator[Counted]:
    ours = {one.code: one.label.in_(language) for one in choices("consent_answers")}
    for one in result.get("levels", ()):
        yield Counted(ours.get(one["label"], one["label"]), one["count"])
    for one in result.get("counts", ()):
        yield Counted(one["label"], one["count"])


def _notes(seen: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    keys = sorted((key for key in seen if key.startswith("n/")), key=lambda key: int(key[2:]))
    return [seen[key] for key in keys]


def _said(seen: Mapping[str, Mapping[str, Any]], note: Mapping[str, Any]) -> NoteSaid:
    group = seen.get(f"g/{note['group']}") if note.get("group") else None
    return NoteSaid(note["text"], group["title"] if group else "")


# --- what the script draws its fields from ----------------------------------------------------------------------------


def kinds_in(language: Language) -> dict[str, Any]:
    """What each kind of activity asks for, and the lists of answers, in one language."""
    return {
        "kinds": {code: _kind(kind, language) for code, kind in KINDS.items()},
        "lists": {name: _choices(choices(name), language) for name in _LISTS},
    }


def _kind(kind: ActivityKind, language: Language) -> dict[str, Any]:
    return {
        "label": kind.label.in_(language),
        "prompt": kind.prompt.in_(language),
        "says": kind.says,
        "fields": [_field(one, language) for one in kind.fields],
    }


def _field(asked: FieldAsked, language: Language) -> dict[str, Any]:
    return {
        "code": asked.name,
        "label": asked.label.in_(language),
        "help": asked.help.in_(language),
        "type": "many" if asked.many else _DRAWN[asked.kind],
        "choices": _choices(asked.choices, language),
        "options": asked.list if asked.kind == "option" else "",
    }


def _choices(offered: Any, language: Language) -> list[dict[str, str]]:
    return [{"code": one.code, "label": one.label.in_(language)} for one in offered]
