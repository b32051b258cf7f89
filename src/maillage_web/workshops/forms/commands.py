"""What the buttons of the console say, as what the room is told: a total table, by the word of the button."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping

from django.http import QueryDict

from maillage.text import Text
from maillage.workshop.board import Board
from maillage_web.workshops.actions.saying import Said
from maillage_web.workshops.queries.console import pairs_now

Parts = list[tuple[str, str, dict[str, object]]]
"""Activity, kind and content of each thing said."""

NOTHING_CHOSEN = Text(
    "Rien n’est coché : choisissez d’abord au moins deux notes.",
    "Nothing is ticked: choose at least two notes.",
)
NOBODY_LEAVES = Text("Cochez d’abord qui s’en irait.", "First tick who would leave.")
NOT_A_TIME = Text("Écrivez la durée en minutes, de 1 à 240.", "Write the time in minutes, from 1 to 240.")
TWO_PEOPLE = Text("Choisissez deux personnes différentes.", "Choose two different people.")
NOT_A_DAY = Text(
    "La date de revue ne se lit pas : écrivez-la comme 2027-03-15.",
    "The review date cannot be read: write it as 2027-03-15.",
)
NOTHING_DECIDED = Text(
    "Écrivez d’abord ce qui est décidé, en une phrase.", "First write what is decided, in a sentence."
)
_LONGEST_TIMER = 240 * 60


class UnclearError(ValueError):
    """A command that cannot be read; `text` says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


def read_command(data: QueryDict, board: Board, now: datetime.datetime) -> list[Said]:
    """What a form of the console says. Raises `KeyError` for a word that no button has, `UnclearError`.

    The key comes from the page and from what is sent: the same button pressed twice says it once.
    """
    parts = COMMANDS[data.get("faire", "")](data, board, now)
    key = key_of(data)
    return [Said(f"{key}-{place}", *part) for place, part in enumerate(parts)]


def key_of(data: QueryDict) -> str:
    """The key of what a form sends: that of its page and of everything in it."""
    told = sorted((name, tuple(data.getlist(name))) for name in data if name != "csrfmiddlewaretoken")
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


# --- the activity -----------------------------------------------------------------------------------------------------


def _open(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    key = data.get("cle", "")
    return [(key, "open", {}), (key, "show", {})]


def _reveal(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    key = data.get("cle", "")
    return [(key, "reveal", {}), (key, "show", {})]


def _close(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    return [(data.get("cle", ""), "close", {})]


def _show(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    return [(data.get("cle", ""), "show", {})]


# --- the timer --------------------------------------------------------------------------------------------------------


def _timer(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    words = data.get("minutes", "").strip()
    minutes = int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0
    if not 1 <= minutes <= _LONGEST_TIMER // 60:
        raise UnclearError(NOT_A_TIME)
    return [("", "timer", {"seconds": minutes * 60})]


def _minute_more(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    """A minute from what is left, or from now when nothing is."""
    timer = board.objects["w"]["timer"]
    left = 0
    if timer is not None:
        gone = (now - datetime.datetime.fromisoformat(timer["at"])).total_seconds()
        left = max(0, round(timer["seconds"] - gone))
    return [("", "timer", {"seconds": min(left + 60, _LONGEST_TIMER)})]


def _stop(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    return [("", "timer", {"seconds": None})]


# --- notes ------------------------------------------------------------------------------------------------------------


def _hide(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    return [(data.get("cle", ""), "hide", {"note": _number(data, "note")})]


def _unhide(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    return [(data.get("cle", ""), "unhide", {"note": _number(data, "note")})]


def _group(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    """The notes that are ticked, and those of the groups that are ticked, together."""
    words = [part for one in data.getlist("note") for part in one.split(",")]
    notes = [int(one) for one in words if one.isascii() and one.isdigit() and len(one) < 8]
    for group in data.getlist("groupe"):
        notes += board.objects.get(f"g/{group[:8]}", {}).get("notes", [])
    if len(set(notes)) < 2:
        raise UnclearError(NOTHING_CHOSEN)
    content: dict[str, object] = {"notes": list(dict.fromkeys(notes))}
    if title := data.get("titre", "").strip():
        content["title"] = title
    return [(data.get("cle", ""), "group", content)]


def _ungroup(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    return [(data.get("cle", ""), "ungroup", {"group": _number(data, "groupe")})]


def _retitle(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    content = {"group": _number(data, "groupe"), "title": data.get("titre", "").strip()}
    return [(data.get("cle", ""), "retitle", content)]


def _number(data: QueryDict, name: str) -> int:
    words = data.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 8 else 0


# --- neighbours -------------------------------------------------------------------------------------------------------


def _pair_round(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    """Two by two, in the order in which people came in; the last three together when their number is odd."""
    here = sorted(
        (one["who"] for key, one in board.objects.items() if key.startswith("p/") and not one["gone"]),
        key=lambda who: (len(who), who),
    )
    return [(data.get("cle", ""), "pair", {"pairs": round_the_list(here)})]


def round_the_list(people: list[str]) -> list[list[str]]:
    """Neighbours two by two; three when somebody would be left alone.

    >>> round_the_list(["p1", "p2", "p3", "p4", "p5"])
    [['p1', 'p2'], ['p3', 'p4', 'p5']]
    """
    pairs = [people[place : place + 2] for place in range(0, len(people), 2)]
    if len(pairs) > 1 and len(pairs[-1]) == 1:
        left = pairs.pop()
        pairs[-1] += left
    return [pair for pair in pairs if len(pair) > 1]


def _pair_by_hand(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    """These two become neighbours; those whom it leaves alone have none."""
    two = [data.get("un", ""), data.get("autre", "")]
    if len({one for one in two if one}) < 2:
        raise UnclearError(TWO_PEOPLE)
    key = data.get("cle", "")
    left = [[who for who in pair if who not in two] for pair in pairs_now(board, key)]
    return [(key, "pair", {"pairs": [*(pair for pair in left if len(pair) > 1), two]})]


# --- what is decided --------------------------------------------------------------------------------------------------


def _outcome(data: QueryDict, board: Board, now: datetime.datetime) -> Parts:
    content: dict[str, object] = {"text": data.get("texte", "").strip()}
    if not content["text"]:
        raise UnclearError(NOTHING_DECIDED)
    if words := data.get("revue", "").strip():
        try:
            content["review_on"] = datetime.date.fromisoformat(words).isoformat()
        except ValueError:
            raise UnclearError(NOT_A_DAY) from None
    objections = [line.strip() for line in data.get("objections", "").splitlines() if line.strip()]
    if objections:
        content["objections"] = objections
    return [(data.get("cle", ""), "outcome", content)]


COMMANDS: Mapping[str, Callable[[QueryDict, Board, datetime.datetime], Parts]] = {
    "ouvrir": _open,
    "devoiler": _reveal,
    "fermer": _close,
    "montrer": _show,
    "minuteur": _timer,
    "plus-une": _minute_more,
    "arreter": _stop,
    "masquer": _hide,
    "remontrer": _unhide,
    "grouper": _group,
    "separer": _ungroup,
    "renommer": _retitle,
    "voisins": _pair_round,
    "voisiner": _pair_by_hand,
    "decider": _outcome,
}
