"""What holds for any log: one order, one board; nothing hidden goes out; what comes out reads back."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.workshop.activities import KINDS
from maillage.workshop.board import Board
from maillage.workshop.events import KINDS_OF_EVENTS, Refusal, checked
from maillage.workshop.harvest import harvest, settled
from tests.maillage.workshop.room import ACTIVITIES, DAY, Room, dossier, read, with_rows

PEOPLE = ("p1", "p2", "p3")
READERS = [
    ("participant", ""),
    *(("participant", who) for who in PEOPLE),
    ("screen", ""),
    ("facilitator", "f"),
]
ACTORS = {"p1": "id:ferme", "p2": "ville", "p3": "Les jardiniers ; d’ici"}
DOSSIER = dossier()
REFUSED: set[tuple[str, ...]] = set()
TYPED = [
    "L’eau du puits",
    "eau du puits",
    "aucun",
    "#REF!",
    "?",
    "a; b",
    "Les jardiniers ; d’ici",
    "…",
    "La ville",
    "x" * 130,
]

LETTERS = 'aeé’ ;:"\n#=\u202e\u200b👩\u200d🌾<>&-0'
hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("\u202e\x00 "),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)
ABOUT = ("edit", "withdraw", "group", "ungroup", "retitle", "hide", "unhide")
NOT_DRAWN = ("join", "gone", "end")
FITTING = (
    [
        (one.key, kind)
        for one in ACTIVITIES
        for kind in (
            *(10 * KINDS[one.kind].says),
            "edit",
            "withdraw",
            "open",
            "reveal",
            "group",
            "hide",
            "outcome",
        )
    ]
    + 10
    * [("constraints", "readback"), ("constraints", "confirm"), ("constraints", "confirm"), ("exit", "shown")]
    + [("constraints", "pair")]
)
LED = ("open", "reveal", "group", "hide", "outcome", "pair", "shown")


def move(draw: Random) -> tuple[str, str, str, str, int, str]:
    """Something somebody may try to say: mostly what fits, now and then anything."""
    activity, kind = draw.choice(FITTING)
    who = "f" if kind in LED else draw.choice((*PEOPLE, "paper"))
    if draw.random() < 0.1:
        kind = draw.choice([kind for kind in KINDS_OF_EVENTS if kind not in NOT_DRAWN])
        who = draw.choice((*PEOPLE, "f", "p9"))
    text = (
        draw.choice(TYPED) if draw.random() < 0.7 else "".join(draw.choices(LETTERS, k=draw.randint(1, 30)))
    )
    return who, activity, kind, text, draw.randint(0, 40), draw.choice((*PEOPLE, "paper-1"))


def content_of(
    kind: str,
    activity: str,
    text: str,
    number: int,
    other: str,
    voted: Sequence[str] = ("n/1",),
    several: Sequence[int] = (1,),
) -> dict[str, Any]:
    """A content that may be right."""
    fields = (
        {one.name: _value(one, text, number) for one in KINDS[activity].fields} if activity in KINDS else {}
    )
    fields = {name: value for rank, (name, value) in enumerate(fields.items()) if (number + rank) % 4}
    return {
        "note": {"text": text, "fields": fields} | ({"signed": True} if number % 5 == 0 else {}),
        "edit": {"note": number, "text": text},
        "withdraw": {"note": number},
        "stance": {"answer": ("consent", "reserve", "objection")[number % 3], "why": text}
        if activity == "consent"
        else {"level": (None, "volume", "territorial")[number % 3], "why": text},
        "dots": {"spread": {"a": 2} if activity == "items" else dict.fromkeys(voted, 1 + number % 2)},
        "contribution": {"brings": text, "kind": "time", **fields},
        "constraint": {"text": text, "open_to": ("neighbour", "facilitators", "members")[number % 3]},
        "readback": {"of": other, "text": text},
        "confirm": {"of": other, "answer": ("yes", "nearly", "no")[number % 3]},
        "timer": {"seconds": number or None},
        "group": {"notes": list(several), "title": text[:100]},
        "ungroup": {"group": number},
        "retitle": {"group": number, "title": text[:100]},
        "hide": {"note": number},
        "unhide": {"note": number},
        "pair": {"pairs": [["p1", "p2", "p3"][: 2 + number % 2]]},
        "shown": {"what": text, "sentences": [text]},
        "outcome": {"text": text, "review_on": ("2026", "2020-01-01")[number % 2], "objections": [text]},
    }.get(kind, {})


def _value(asked: Any, text: str, number: int) -> Any:
    if asked.kind == "number":
        return f"{number},5"
    if asked.kind == "option":
        known = {"actors": "id:ferme", "effects": "id:sols", "components": "id:paniers"}[asked.list]
        return known if (number + len(asked.name)) % 2 else text[:100]
    if asked.kind in ("code", "choice"):
        code = asked.choices[number % len(asked.choices)].code
        return [code] if asked.many else code
    return text


def played(seed: int) -> Room:
    """A workshop where many things were tried, and what may be said was said."""
    draw = Random(seed)
    room = Room(*PEOPLE, actors=ACTORS).open(*(one.key for one in ACTIVITIES))
    room.say("f", "constraints", "pair", pairs=[["p1", "p2", "p3"]])
    for _ in range(draw.randint(0, 150)):
        who, activity, kind, text, number, other = move(draw)
        if kind == "confirm":
            who, other = draw.choice(_read_back(room) or [(who, other)])
        content = content_of(
            kind,
            activity,
            text,
            _about(room, activity, kind, number),
            other,
            _voted(room, number),
            _several(room, activity, draw),
        )
        try:
            room.say(who, activity, kind, **content, **({"sheet": 1 + number % 2} if who == "paper" else {}))
        except Refusal as refusal:
            REFUSED.add((refusal.code, str(refusal), *refusal.text))
    return room


def _about(room: Room, activity: str, kind: str, number: int) -> int:
    """A note or a group that is there, for what speaks of one."""
    groups = [int(key[2:]) for key in room.board.objects if key[0] == "g"]
    known = groups if kind in ("ungroup", "retitle") else list(room.board.notes.get(activity, ()))
    return known[number % len(known)] if kind in ABOUT and known else number


def _several(room: Room, activity: str, draw: Random) -> list[int]:
    known = list(room.board.notes.get(activity, ())) or [1]
    return draw.choices(known, k=draw.randint(1, 4))


def _read_back(room: Room) -> list[tuple[str, str]]:
    told = room.board.stances["constraints"].values()
    return [(one["who"], by) for one in told for by in one["readbacks"] if one["who"] in PEOPLE]


def _voted(room: Room, number: int) -> list[str]:
    voted = [
        key
        for key, one in room.board.objects.items()
        if key[0] in "ng" and one.get("activity") == "challenges"
    ]
    return voted[-1 - number % 3 :][:1]


logs = st.integers(0, 2**32).map(played)


@settings(max_examples=40)
@given(logs, st.data())
def test_a_log_replayed_in_pieces_or_twice_makes_the_same_board_and_copies_follow_it(
    room: Room, data: Any
) -> None:
    cut = data.draw(st.integers(1, len(room.log)))
    again = Board(ACTIVITIES)
    for event in room.log[:cut]:
        again.apply(event)
    copies = {reader: again.since(0, *reader) for reader in READERS}
    pushed = {reader: dict(copy) for reader, copy in copies.items()}
    for event in room.log[max(0, cut - 3) :]:
        changed = again.apply(event)
        assert bool(changed) <= (event.number > cut)
        for reader, copy in pushed.items():
            copy |= again.changes(changed, *reader)
    assert again.objects == room.board.objects
    for reader, copy in copies.items():
        everything = room.board.since(0, *reader)
        for known in (copy | room.board.since(cut, *reader), pushed[reader]):
            assert {key: thing for key, thing in known.items() if thing is not None} == everything
        assert everything == {key: thing for key in again.objects if (thing := again.visible(key, *reader))}


@settings(max_examples=40)
@given(logs)
def test_no_participant_nor_screen_ever_sees_what_somebody_else_hides(room: Room) -> None:
    board = Board(ACTIVITIES)
    for event in room.log:
        changed = board.apply(event)
        for who in PEOPLE:
            for key in changed:
                _hidden(board, key, board.visible(key, "participant", who), who)
                if who not in board.apart([key]):
                    assert board.visible(key, "participant", who) == board.visible(key, "participant", "")
        for key in changed:
            _hidden(board, key, board.visible(key, "screen", ""), "")
            _hidden(board, key, board.visible(key, "facilitator", "f"), "f")
    screen = [thing for thing in board.since(0, "screen", "").values() if thing and not thing.get("signed")]
    assert "Nom p" not in str(screen), "the screen bears no name but those of signed notes"


def _hidden(board: Board, key: str, shown: Any, who: str) -> None:
    if shown is None:
        return
    whole = board.objects[key]
    if key[0] == "s" and who == "f":
        blind = whole["kind"] != "constraint" and not board.objects[f"a/{whole['activity']}"]["revealed"]
        closed = whole["kind"] == "constraint" and whole["open_to"] == "neighbour"
        assert not (blind or closed) or not {"level", "answer", "spread", "why", "text"} & set(shown)
    elif key[0] == "s":
        near = (
            board.people[whole["who"]]["neighbours"].get(whole["activity"], ())
            if whole["who"] in board.people
            else ()
        )
        assert whole["who"] == who or (whole["kind"] == "constraint" and who in near)
    elif key[0] == "p" and who != "f":
        assert who
    elif key[0] == "n" and who != "f":
        assert "by_name" not in shown
        assert ("name" in shown) == whole["signed"]
        assert ("by" in shown) == (whole["by"] == who)
    elif key[0] == "a" and not whole["revealed"] and whole["kind"] in ("position", "consent", "dots"):
        assert shown["result"] is None


@settings(max_examples=150)
@given(
    st.integers(0, 2**32),
    st.dictionaries(
        st.sampled_from(
            [
                "text",
                "fields",
                "spread",
                "level",
                "why",
                "note",
                "pairs",
                "kind",
                "brings",
                "amount",
                "title",
                "notes",
            ]
        ),
        hostile,
        max_size=4,
    )
    | hostile,
)
def test_what_is_let_in_is_let_in_again_unchanged_and_the_rest_is_refused_in_words(
    seed: int, odd: Any
) -> None:
    room = Room(*PEOPLE).open(*(one.key for one in ACTIVITIES))
    room.say("p1", "challenges", "note", text="Une note")
    who, activity, kind, text, number, other = move(Random(seed))
    for content in (content_of(kind, activity, text, number, other), odd):
        try:
            once = checked(room.board, who, activity, kind, content)
        except Refusal as refusal:
            REFUSED.add((refusal.code, str(refusal), *refusal.text))
            continue
        assert checked(room.board, who, activity, kind, once) == once
    assert all(
        code and said == french and french != english and len(french) < 500
        for code, said, french, english in REFUSED
    )


@settings(max_examples=40)
@given(logs, st.data())
def test_what_is_harvested_reads_back_whatever_was_said_and_chosen(room: Room, data: Any) -> None:
    for language in ("fr", "en"):
        proposals = harvest(room.board, DOSSIER, DAY, language, session="seance")
        reading = read(with_rows(proposals))
        assert reading.problems == ()
        assert len({one.key for one in proposals}) == len(proposals)
        kinds = {one.key: KINDS[one.kind] for one in ACTIVITIES}
        assert all(one.table in kinds[one.activity].writes for one in proposals)
        known = [one.key for one in proposals]
        assert all(known.index(need) < known.index(one.key) for one in proposals for need in one.needs)
    chosen = data.draw(st.dictionaries(st.sampled_from(known), st.none(), max_size=4)) if known else {}
    for one in proposals:
        if one.table == "actors" and data.draw(st.booleans()):
            chosen[one.key] = "ferme"
    kept = settled(proposals, chosen)
    assert not {one.key for one in kept} & set(chosen)
    assert read(with_rows(kept)).problems == ()
