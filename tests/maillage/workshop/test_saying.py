"""What may be said, by whom, in which form; what a hostile participant may try."""

from __future__ import annotations

import string
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from maillage.data import packaged
from maillage.dossier.tables import TABLES
from maillage.workshop.activities import KINDS
from maillage.workshop.designs import DESIGNS, LONGEST, design_for, designs_for
from maillage.workshop.events import Refusal, checked
from maillage.workshop.limits import MOST_EVENTS, MOST_EVENTS_LED, MOST_NOTES, MOST_SAID
from tests.maillage.workshop.room import Room

ROOM = Room("p1", "p2", "p3").open(*(key for key in KINDS if key != "notes"))
NOTE = ROOM.say("p1", "challenges", "note", text="Une note")
OTHER = ROOM.say("p1", "actors", "note", text="Une autre")
ROOM.say("f", "constraints", "pair", pairs=[["p1", "p2"]])
DEEP: Any = "fin"
for _ in range(900):
    DEEP = [DEEP]

SAID = [
    ("p1", "challenges", "note", {"text": " a\u202e\x00\n\tb\u200b ", "fields": {}}, {"text": "a b", "fields": {}}),
    ("p1", "challenges", "note", {"text": "<script>alert(1)</script>"}, {"text": "<script>alert(1)</script>", "fields": {}}),
    ("p1", "challenges", "note", {"text": "e\u200b\u0301"}, {"text": "é", "fields": {}}),
    ("p1", "contributions", "contribution", {"brings": "Du temps", "kind": "time", "amount": "1 250,50 €", "unit": "Heure", "against": "id:sols"},
     {"brings": "Du temps", "kind": "time", "amount": "1250.5", "unit": "hour", "against": "id:sols"}),
    ("p1", "dots", "dots", {"spread": {f"n/{NOTE}": 3, f"n/{NOTE + 0}": 3}}, {"spread": {f"n/{NOTE}": 3}}),
    ("paper", "notes", "note", {"text": "Carton", "sheet": 3, "actor": "id:ferme"}, {"sheet": 3, "actor": "id:ferme", "text": "Carton", "fields": {}}),
    ("f", "consent", "outcome", {"text": "Oui", "review_on": "2026-12", "objections": ["", "Trop tôt"]},
     {"text": "Oui", "review_on": "2026-12", "objections": ["Trop tôt"]}),
]  # fmt: skip

REFUSED = [
    ("unknown-person", "p9", "challenges", "note", {"text": "a"}),
    ("unknown-activity", "p1", "nulle-part", "note", {"text": "a"}),
    ("unknown-activity", "f", "", "open", {}),
    ("unknown-kind", "p1", "challenges", "<script>", {}),
    ("wrong-activity", "p1", "challenges", "stance", {"level": None}),
    ("wrong-activity", "f", "challenges", "shown", {"what": "a"}),
    ("not-allowed", "p1", "challenges", "reveal", {}),
    ("not-allowed", "f", "position", "stance", {"level": "volume"}),
    ("not-allowed", "p1", "", "join", {"name": "Quelqu’un d’autre"}),
    ("not-open", "p1", "notes", "note", {"text": "a"}),
    ("not-an-object", "p1", "challenges", "note", ["text"]),
    ("not-an-object", "p1", "challenges", ["note"], {"text": "a"}),
    ("unknown-field", "p1", "challenges", "note", {"text": "a", "by": "p2"}),
    ("unknown-field", "p1", "challenges", "note", {"text": "a", "fields": {"brings": "a"}}),
    ("unknown-field", "p1", "challenges", "note", {"text": "a", "sheet": 3}),
    ("empty", "p1", "challenges", "note", {"text": " \u202e\x00 "}),
    ("not-text", "p1", "challenges", "note", {"text": DEEP}),
    ("not-text", "p1", "challenges", "note", {"text": float("nan")}),
    ("too-long", "p1", "challenges", "note", {"text": "a" * 10**6}),
    ("too-long", "p1", "challenges", "note", {"text": "a" * 501}),
    ("not-a-number", "p1", "contributions", "note", {"text": "a", "fields": {"amount": float("nan")}}),
    ("not-a-number", "p1", "contributions", "note", {"text": "a", "fields": {"amount": True}}),
    ("not-a-number", "p1", "contributions", "note", {"text": "a", "fields": {"amount": "-3"}}),
    ("not-a-number", "p1", "contributions", "note", {"text": "a", "fields": {"amount": 10**5000}}),
    ("empty", "p1", "contributions", "contribution", {"brings": "a"}),
    ("unknown-code", "p1", "challenges", "note", {"text": "a", "fields": {"dimensions": ["social"]}}),
    ("not-a-list", "p1", "challenges", "note", {"text": "a", "fields": {"dimensions": "societal"}}),
    ("too-many-items", "p1", "challenges", "note", {"text": "a", "fields": {"dimensions": ["societal"] * 4}}),
    ("unknown-option", "p1", "threads", "note", {"text": "a", "fields": {"effect": "id:ailleurs"}}),
    ("not-a-truth", "p1", "challenges", "note", {"text": "a", "signed": "yes"}),
    ("unknown-note", "p1", "challenges", "edit", {"note": OTHER, "text": "a"}),
    ("unknown-note", "p1", "challenges", "withdraw", {"note": True}),
    ("not-your-note", "p2", "challenges", "edit", {"note": NOTE, "text": "a"}),
    ("not-your-note", "f", "challenges", "withdraw", {"note": NOTE}),
    ("unknown-code", "p1", "position", "stance", {"level": "ailleurs"}),
    ("nothing-said", "p1", "position", "stance", {}),
    ("objection-without-reason", "p1", "consent", "stance", {"answer": "objection"}),
    ("too-many-dots", "p1", "dots", "dots", {"spread": {f"n/{NOTE}": 2, f"n/{NOTE}x": 2} | {f"n/{n}": 1 for n in range(200)}}),
    ("not-whole", "p1", "dots", "dots", {"spread": {f"n/{NOTE}": 4}}),
    ("unknown-choice", "p1", "dots", "dots", {"spread": {f"n/{OTHER}": 1}}),
    ("not-an-object", "p1", "dots", "dots", {"spread": [1]}),
    ("not-a-neighbour", "p1", "constraints", "readback", {"of": "p3", "text": "a"}),
    ("no-constraint", "p1", "constraints", "readback", {"of": "p2", "text": "a"}),
    ("no-readback", "p1", "constraints", "confirm", {"of": "p2", "answer": "yes"}),
    ("not-whole", "f", "", "timer", {"seconds": 10**9}),
    ("not-whole", "paper", "notes", "note", {"text": "a", "sheet": 1000}),
    ("empty", "f", "", "group", {"notes": []}),
    ("notes-apart", "f", "", "group", {"notes": [NOTE, OTHER]}),
    ("unknown-group", "f", "", "retitle", {"group": NOTE, "title": "a"}),
    ("not-a-pair", "f", "constraints", "pair", {"pairs": [["p1", "p1"]]}),
    ("not-a-pair", "f", "constraints", "pair", {"pairs": ["p1"]}),
    ("unknown-person", "f", "constraints", "pair", {"pairs": [["p1", {}]]}),
    ("not-a-date", "f", "consent", "outcome", {"text": "a", "review_on": "demain"}),
]  # fmt: skip


@pytest.mark.parametrize(("who", "activity", "kind", "content", "cleaned"), SAID)
def test_what_is_said_is_cleaned(who: str, activity: str, kind: str, content: Any, cleaned: Any) -> None:
    assert checked(ROOM.board, who, activity, kind, content) == cleaned


@pytest.mark.parametrize(("code", "who", "activity", "kind", "content"), REFUSED)
def test_what_cannot_be_said_is_refused_in_both_languages(
    code: str, who: str, activity: str, kind: str, content: Any
) -> None:
    with pytest.raises(Refusal) as refusal:
        checked(ROOM.board, who, activity, kind, content)
    assert refusal.value.code == code
    assert "{" not in str(refusal.value)
    assert len(refusal.value.text.en) < 400


def test_one_participant_may_not_fill_the_workshop_and_the_facilitator_may_still_end_it() -> None:
    room = Room("p1").open("challenges")
    for counts, most, code in (
        (room.board.written, MOST_NOTES, "too-many-notes"),
        (room.board.said, MOST_SAID, "too-much-said"),
    ):
        counts["p1"] = most
        with pytest.raises(Refusal) as refusal:
            room.say("p1", "challenges", "note", text="Encore")
        assert refusal.value.code == code
        counts["p1"] = 1
    room.board.head = MOST_EVENTS
    with pytest.raises(Refusal) as refusal:
        room.say("p1", "challenges", "note", text="Encore")
    assert refusal.value.code == "too-many-events"
    assert room.say("f", "", "end") == MOST_EVENTS + 1
    room.board.head = MOST_EVENTS_LED
    with pytest.raises(Refusal):
        room.say("f", "", "end")


def test_every_refusal_is_met_and_every_word_is_said_in_both_languages_with_the_same_holes(
    root: Path,
) -> None:
    told = {code for code, *_ in REFUSED}
    elsewhere = {"too-many-notes", "too-much-said", "too-many-events", "gone", "ended"}
    assert set(packaged.document("messages/workshop.toml")["refusal"]) == told | elsewhere
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "src/maillage/workshop").glob("*.py"))
    for section, entries in packaged.document("messages/workshop.toml").items():
        for name, entry in entries.items():
            halves = (
                [entry["fr"], entry["en"]] if isinstance(entry["fr"], str) else [*entry["fr"], *entry["en"]]
            )
            assert len({frozenset(holes(half)) for half in halves}) == 1, name
            french = entry["fr"] if isinstance(entry["fr"], list) else [entry["fr"]]
            assert not any("'" in words or f" {sign}" in words for words in french for sign in ":;?!»"), name
            assert (
                section == "refusal"
                or name.endswith("-room")
                or name in SAID_OF_NOTES
                or f'"{section}.{name}"' in code
                or f'"{name}"' in code
            ), name


SAID_OF_NOTES = ("note", "notes", "need")


def holes(words: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(words) if name]


def test_kinds_and_designs_are_complete_tables() -> None:
    assert len(KINDS) == 12
    assert {table for kind in KINDS.values() for table in kind.writes} <= set(TABLES)
    assert all(
        one.choices for kind in KINDS.values() for one in kind.fields if one.kind in ("choice", "code")
    )
    assert [key for key, kind in KINDS.items() if kind.blind] == ["position", "dots", "consent"]
    for design in DESIGNS.values():
        assert 0 < design.minutes <= LONGEST
        keys = [one.key for one in design.activities]
        assert max(Counter(keys).values()) == 1
        for rank, one in enumerate(design.activities):
            assert one.kind in KINDS
            on = one.settings.get("on")
            assert (one.kind == "dots") == (on is not None)
            assert on is None or (
                "note" in KINDS[design.activities[keys.index(str(on))].kind].says and on in keys[:rank]
            )
        assert design.activities[0].activity("en").title == design.activities[0].title.en
    assert design_for("solution") is DESIGNS["solution"]
    assert [one.code for one in designs_for("actors")] == ["actors", "constraints"]
    assert design_for("nowhere") is None


@pytest.mark.parametrize("name", ["kinds", "fields", "choices", "designs", "design_activities"])
def test_french_words_have_their_spaces_and_apostrophes_and_english_ones_are_there(name: str) -> None:
    for row in packaged.rows(f"workshops/{name}.csv"):
        for column, words in row.items():
            if column.endswith("_fr"):
                assert "'" not in words
                assert not any(f" {sign}" in words for sign in ":;?!»"), words
                assert bool(words) == bool(row[column.replace("_fr", "_en")]), words
