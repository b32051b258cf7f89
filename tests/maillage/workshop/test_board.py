"""A workshop played step by step: what each reader sees at each moment."""

from __future__ import annotations

import pytest

from maillage.workshop.alike import near_duplicates
from maillage.workshop.events import Refusal
from maillage.workshop.spread import spread_of
from tests.maillage.workshop.room import Room


def refused(code: str) -> pytest.RaisesContext[Refusal]:
    return pytest.raises(Refusal, check=lambda error: error.code == code)  # type: ignore[call-overload]


def test_a_position_is_blind_until_it_is_revealed_and_then_told_without_names_nor_average() -> None:
    room = Room("p1", "p2", "p3").open("position")
    room.say("p1", "position", "stance", level="volume", why="On compte encore en tonnes.")
    room.say("p2", "position", "stance", level=None, why="Trop tôt pour dire.")
    assert room.see("a/position")["result"] is None
    assert room.see("c/position")["answered"] == 2
    assert room.see("s/position/p1", who="p1")["level"] == "volume"
    assert room.see("s/position/p1", who="p2") is room.see("s/position/p1", "screen") is None
    assert set(room.see("s/position/p1", "facilitator", "f")) == {"n", "activity", "who", "kind", "answered"}
    assert spread_of(room.board, "position").missing == ("p3",)

    room.say("f", "position", "reveal")
    assert "s/position/p1" in room.changed, "facilitators see it otherwise from now on"
    result = room.see("a/position", "screen")["result"]
    told = [(one["code"], one["count"], one["whys"]) for one in result["levels"]]
    assert told == [("volume", 1, ["On compte encore en tonnes."]), ("territorial", 0, [])]
    assert result["unsaid"] == {"count": 1, "whys": ["Trop tôt pour dire."]}
    assert (result["answered"], result["present"]) == (2, 3)
    assert "average" not in result
    assert "p1" not in str(result)
    assert room.see("s/position/p1", who="p2") is None
    assert room.see("s/position/p1", "facilitator", "f")["level"] == "volume"
    spread = spread_of(room.board, "position")
    assert spread.said.en == "2 answers: 1 “Volume”, 1 “I cannot say”; 1 person did not answer."
    assert (
        spread.said.fr
        == "2 réponses\u00a0: 1 «\u00a0Volume\u00a0», 1 «\u00a0je ne peux pas dire\u00a0»\u00a0; 1 personne n’a pas répondu."
    )
    with refused("not-open"):
        room.say("p3", "position", "stance", level="volume")
    room.say("paper", "position", "stance", level="territorial", sheet=4)
    assert room.see("a/position")["result"]["levels"][1]["count"] == 1, "paper comes later, and is counted"
    room.open("position")
    assert room.see("a/position")["result"] is None
    assert room.see("w")["activity"] == "position"
    assert spread_of(Room().board, "consent").said.en == "Nobody answered."


def test_a_constraint_is_told_to_the_neighbour_read_back_and_confirmed() -> None:
    room = Room("p1", "p2", "p3").open("constraints")
    room.say(
        "p1", "constraints", "constraint", text="Je ne peux pas livrer avant dix heures.", open_to="neighbour"
    )
    key = "s/constraints/p1"
    assert room.see(key, who="p2") is None
    with refused("not-a-neighbour"):
        room.say("p2", "constraints", "readback", of="p1", text="Tu livres tard.")
    before = room.board.head
    room.say("f", "constraints", "pair", pairs=[["p1", "p2"]])
    assert room.board.since(before, "participant", "p2")[key]["text"].startswith("Je ne peux pas")
    assert room.see("p/p1", who="p2")["name"] == "Nom p1"
    assert "neighbours" not in room.see("p/p1", who="p2")
    assert room.see("p/p1", who="p3") is room.see("p/p1", "screen") is None
    assert room.board.apart([key]) == {"p1", "p2"}

    room.say("p2", "constraints", "readback", of="p1", text="Tu livres tard.")
    room.say("p1", "constraints", "confirm", of="p2", answer="nearly", text="Jamais avant dix heures.")
    assert room.see(key, who="p2")["readbacks"]["p2"]["answer"] == "nearly"
    led = room.see(key, "facilitator", "f")
    assert led["readbacks"] == {"p2": {"answer": "nearly"}}
    assert "text" not in led
    with refused("no-readback"):
        room.say("p2", "constraints", "confirm", of="p1", answer="yes")

    before = room.board.head
    room.say("f", "constraints", "pair", pairs=[["p1", "p3"]])
    assert room.board.since(before, "participant", "p2")[key] is None, "what was seen is taken away"
    assert key not in room.board.since(before, "screen", "")
    room.say("p1", "constraints", "constraint", text="Autre chose.", open_to="members")
    assert room.see(key, who="p3")["readbacks"] == {}, "other words have not been read back"
    room.say("f", "constraints", "reveal")
    assert room.see("a/constraints")["result"]["constraints"] == [{"text": "Autre chose.", "actor": ""}]


def test_notes_are_grouped_hidden_signed_and_their_dots_go_to_their_group() -> None:
    room = Room("p1", "p2").open("challenges", "dots")
    first = room.say("p1", "challenges", "note", text="L’eau du puits", fields={"dimensions": ["ecological"]})
    second = room.say("p2", "challenges", "note", text="eau du puits, l’", signed=True)
    third = room.say("p2", "challenges", "note", text="Les transports")
    assert near_duplicates(room.board, "challenges")[0].notes == (first, second)
    assert "name" not in room.see(f"n/{first}")
    assert room.see(f"n/{second}", "screen")["name"] == "Nom p2"
    assert room.see(f"n/{first}", who="p1")["mine"] is True
    assert room.see(f"n/{first}", "facilitator", "f")["by_name"] == "Nom p1"

    room.say("p1", "dots", "dots", spread={f"n/{first}": 2, f"n/{third}": 1})
    group = room.say("f", "", "group", notes=[first, second], title="L’eau")
    assert near_duplicates(room.board, "challenges") == ()
    room.say("p2", "dots", "dots", spread={f"g/{group}": 3})
    assert "dots" not in room.see(f"n/{third}")
    room.say("f", "dots", "reveal")
    counts = room.see("a/dots")["result"]["counts"]
    assert [(one["label"], one["count"]) for one in counts] == [("L’eau", 5), ("Les transports", 1)]
    assert (room.see(f"g/{group}")["dots"], room.see(f"n/{third}")["dots"]) == (5, 1)

    room.say("f", "", "hide", note=third)
    assert room.see(f"n/{third}") is room.see(f"n/{third}", "screen") is None
    assert room.see(f"n/{third}", who="p2")["hidden"] is True
    assert [one["count"] for one in room.see("a/dots")["result"]["counts"]] == [5]
    assert room.see("c/challenges")["notes"] == 2
    before = room.board.head
    room.say("p1", "challenges", "withdraw", note=first)
    assert room.see(f"g/{group}")["notes"] == [second]
    assert room.board.since(before, "screen", "")[f"n/{first}"] is None
    assert room.board.objects[f"n/{first}"] == {"dropped": True, "by": "p1", "n": room.board.head}
    room.say("f", "", "ungroup", group=group)
    assert room.see(f"n/{second}")["group"] is None
    assert room.see("c/challenges") == {"n": before + 1, "activity": "challenges", "notes": 1, "answered": 1}


def test_the_facilitator_leads_and_people_come_and_go() -> None:
    room = Room("p1", "p2").open("exit", "consent")
    room.say("f", "exit", "show")
    room.say("f", "", "timer", seconds=300)
    assert room.see("w") == {"n": room.board.head, "activity": "consent", "shown": "exit", "present": 2, "ended": False,
                             "timer": {"seconds": 300, "at": "2026-05-04T14:00:00+00:00"}}  # fmt: skip
    room.say(
        "f",
        "exit",
        "shown",
        what="La ferme s’en va",
        sentences=["Deux effets n’ont plus de producteur."],
        rows=[["paniers", None]],
    )
    room.say("f", "exit", "shown", what="La ville s’en va")
    assert room.see("a/exit")["result"] == {"what": "La ville s’en va"}
    assert room.see("a/exit")["shown"][0]["rows"] == [["paniers", ""]]
    room.say("f", "consent", "close")
    assert room.see("w")["activity"] == "exit"
    room.say("p2", "", "gone", site=True)
    with refused("gone"):
        room.say("p2", "exit", "note", text="Trop tard")
    assert room.see("w")["present"] == 1
    room.say("p1", "exit", "note", text="Je signe", signed=True)
    room.say("p1", "", "join", site=True, name="Autre")
    assert room.see(f"n/{room.board.head - 1}")["name"] == "Autre"
    room.say("f", "", "end")
    assert room.see("w")["ended"] is True
    with refused("ended"):
        room.say("p1", "exit", "note", text="Trop tard")
    assert room.say("paper", "exit", "note", text="Écrit sur le carton", sheet=2)
    with pytest.raises(ValueError):
        room.see("w", "nobody")
