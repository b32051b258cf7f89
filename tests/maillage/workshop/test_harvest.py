"""What a workshop proposes to a dossier: which rows, in whose name, for whose eyes; and what remains once chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from maillage.dossier.audience import Audience, seen_by
from maillage.workshop.harvest import Proposal, harvest, settled
from tests.maillage.workshop.room import DAY, Room, dossier, read, with_rows

ACTORS = {"p1": "id:ferme", "p2": "ville", "p3": "Les jardiniers"}


@pytest.fixture
def room() -> Room:
    return Room("p1", "p2", "p3", "p4", actors=ACTORS).open("existing", "challenges", "actors", "threads", "constraints",
        "position", "dots", "consent", "exit", "contributions", "learnings", "notes")  # fmt: skip


def reaped(room: Room, language: str = "fr", **options: Any) -> dict[str, list[Proposal]]:
    """The proposals by table; all of them read back."""
    proposals = harvest(room.board, dossier(), DAY, language, **options)  # type: ignore[arg-type]
    assert read(with_rows(proposals)).problems == ()
    found: dict[str, list[Proposal]] = {}
    for one in proposals:
        found.setdefault(one.table, []).append(one)
    return found


def cells(one: Proposal, *but: str) -> Mapping[str, str]:
    return {name: cell for name, cell in one.cells.items() if name not in but}


def test_a_group_makes_one_row_and_rows_that_say_nearly_the_same_are_shown(room: Room) -> None:
    first = room.say(
        "p1",
        "challenges",
        "note",
        text="L’eau des puits",
        fields={"dimensions": ["ecological"], "sphere": "eat"},
    )
    second = room.say(
        "p2", "challenges", "note", text="Boire sans crainte", fields={"dimensions": ["societal"]}
    )
    hidden = room.say("p2", "challenges", "note", text="Hors sujet")
    room.say("p1", "challenges", "note", text="Long " + "mot " * 40)
    group = room.say("f", "", "group", notes=[first, second], title="L’eau des puits")
    room.say("f", "", "hide", note=hidden)
    water, long = reaped(room)["challenges"]
    assert cells(water) == {
        "id": "l-eau-des-puits",
        "name": "L’eau des puits",
        "description": "Boire sans crainte",
        "sphere": "eat",
        "dimensions": "ecological; societal",
        "asserted_by": "atelier du 4 mai 2026",
    }
    assert [(like.id, like.ratio > 0.8) for like in water.likes] == [("eau", True)]
    assert water.from_ == (group, first, second)
    assert water.said.en == "From 2 notes."
    assert long.said.fr == "D’une note, dite par La ferme."
    assert len(long.cells["name"]) <= 120
    assert long.cells["description"].startswith("Long mot")
    assert long.cells["asserted_by"] == "La ferme"


def test_actors_are_found_or_proposed_once_and_what_they_need_points_to_them(room: Room) -> None:
    room.say("p4", "actors", "note", text="la Ferme", fields={"needs": "Un tracteur", "brings": "Du foin"})
    room.say(
        "p4", "actors", "note", text="Les jardiniers", fields={"needs": "De l’eau", "category": "citizens"}
    )
    room.say(
        "p1",
        "existing",
        "note",
        text="Un four à pain",
        fields={"what": "component", "actor": "Les Jardiniers"},
    )
    room.say(
        "p1",
        "existing",
        "note",
        text="On se prête des outils",
        fields={"what": "tie", "actor": "Les jardiniers"},
    )
    room.say("p4", "existing", "note", text="On se connaît", fields={"what": "tie", "actor": "id:ferme"})
    room.say("p4", "existing", "note", text="De la patience", fields={"what": "resource"})
    found = reaped(room, session="seance")
    (gardeners,) = found["actors"]
    assert gardeners.cells["name"] == "Les Jardiniers"
    assert [(one.cells["holder"], one.cells["narrative"]) for one in found["resources"][1:]] == [
        ("ferme", "A besoin de\u00a0: Un tracteur"),
        ("les-jardiniers", "A besoin de\u00a0: De l’eau"),
    ]
    assert found["components"][0].cells["bearers"] == "les-jardiniers"
    assert found["components"][0].needs == (gardeners.key,)
    assert cells(found["ties"][0], "asserted_by", "id") == {
        "actor_a": "ferme", "actor_b": "les-jardiniers", "note": "On se prête des outils"}  # fmt: skip
    (kept,) = found["journal"]
    assert cells(kept, "id", "asserted_by", "title") == {
        "entry": "On se connaît", "visibility": "members", "date": "2026-05-04", "session": "seance"}  # fmt: skip


def test_threads_on_one_effect_make_one_row_and_add_to_what_is_there(room: Room) -> None:
    room.say(
        "p1",
        "threads",
        "note",
        text="Le compost nourrit",
        fields={"effect": "id:sols", "component": "Un compost", "actor": "id:ville"},
    )
    room.say(
        "p2",
        "threads",
        "note",
        text="Les paniers aussi",
        fields={"effect": "Des sols vivants", "component": "id:paniers", "actor": "ville"},
    )
    room.say(
        "p3",
        "threads",
        "note",
        text="On mange mieux",
        fields={"effect": "Manger mieux", "component": "Un compost"},
    )
    room.say("p3", "threads", "note", text="Un fil sans bout")
    found = reaped(room)
    soils, eating = found["effects"]
    assert (soils.row, dict(soils.cells)) == ("sols", {"id": "sols", "components": "un-compost; paniers"})
    assert eating.cells["components"] == "un-compost"
    compost, baskets = found["components"]
    assert (compost.cells["name"], compost.cells["bearers"]) == ("Un compost", "ville")
    assert (baskets.row, baskets.cells["bearers"]) == ("paniers", "ferme; ville")
    assert soils.needs == eating.needs == (compost.key,)
    assert [one.cells["entry"] for one in found["journal"]] == ["Un fil sans bout"]


def test_a_constraint_is_seen_by_those_it_was_told_to_and_ties_say_who_knows(room: Room) -> None:
    room.say("f", "constraints", "pair", pairs=[["p1", "p2"], ["p3", "p4"]])
    room.say("p1", "constraints", "constraint", text="Je perds de l’argent", open_to="neighbour")
    room.say("p2", "constraints", "constraint", text="Le budget est voté", open_to="members")
    room.say("p3", "constraints", "constraint", text="Pas de salarié", open_to="facilitators")
    room.say("p4", "constraints", "constraint", text="Je ne dirai pas qui je suis", open_to="neighbour")
    room.say("p2", "constraints", "readback", of="p1", text="Tu vends à perte")
    room.say("p1", "constraints", "confirm", of="p2", answer="yes")
    room.say("p1", "constraints", "readback", of="p2", text="Tu ne décides pas")
    room.say("p2", "constraints", "confirm", of="p1", answer="no")
    found = reaped(room)
    told = [
        (one.cells["actor"], one.cells["visibility"], one.cells.get("kept_for"), one.confidential)
        for one in found["models"]
    ]
    assert told == [
        ("ferme", "actor", "ferme", True),
        ("ville", "members", None, False),
        ("les-jardiniers", "facilitators", None, False),
    ]
    assert [(one.cells["visibility"], one.confidential) for one in found["journal"]] == [
        ("facilitators", True)
    ]
    (tie,) = found["ties"]
    assert (tie.row, dict(tie.cells)) == ("deux", {"id": "deux", "a_knows_b": "shared", "b_knows_a": "none"})
    whole = read(with_rows([one for rows in found.values() for one in rows])).dossier
    assert whole is not None
    for levels, actors, seen in (
        ({"public", "members"}, (), ["Le budget est voté"]),
        ({"public", "members", "facilitators"}, (), ["Le budget est voté", "Pas de salarié"]),
        ({"public", "members"}, ("ferme",), ["Je perds de l’argent", "Le budget est voté"]),
    ):
        shown = seen_by(whole, Audience(frozenset(levels), frozenset(actors)))
        assert [row.constraint for row in shown.models] == seen


def test_positions_stay_side_by_side_and_decisions_tell_options_and_objections(room: Room) -> None:
    first = room.say("p1", "challenges", "note", text="L’eau ; le sol")
    for who, level in (("p1", "volume"), ("p4", "territorial"), ("p3", None)):
        room.say(who, "position", "stance", level=level, why="Parce que")
    room.say("p1", "dots", "dots", spread={f"n/{first}": 2})
    room.say("p1", "consent", "stance", answer="objection", why="Trop cher ; trop tôt")
    room.say("p2", "consent", "stance", answer="reserve", why="À revoir vite")
    room.say("f", "consent", "outcome", text="On se revoit tous les deux mois.", review_on="2026-12")
    room.say("f", "dots", "outcome", text="L’eau d’abord", review_on="2025")
    room.say("p4", "exit", "note", text="Plus personne ne livre")
    room.say("f", "exit", "shown", what="La ferme s’en va")
    room.say("f", "exit", "outcome", text="On forme quelqu’un")
    found = reaped(room, "en", session="seance")
    answers = [(one.cells["rater"], one.cells.get("value"), one.cells["holder"]) for one in found["answers"]]
    assert answers == [
        ("La ferme", "volume", "ecosystem"),
        ("workshop of 4 May 2026, answer 2", "territorial", "ecosystem"),
        ("Les jardiniers", None, "ecosystem"),
    ]
    vote, consent, leaving = found["decisions"]
    assert cells(vote, "id", "asserted_by", "session", "date") == {
        "question": "Dots", "options": "L’eau, le sol (2 dots)", "outcome": "L’eau d’abord"}  # fmt: skip
    assert "To review on 2025, which is past already" in vote.said.en
    assert cells(consent, "id", "asserted_by") == {
        "question": "On y va ?",
        "options": "Se revoir, tous les deux mois",
        "objections": "Trop cher, trop tôt",
        "outcome": "On se revoit tous les deux mois.",
        "decided_by": "ferme; ville",
        "review_on": "2026-12",
        "note": "Reservations said: À revoir vite",
        "date": "2026-05-04",
        "session": "seance",
    }
    assert (leaving.cells["options"], leaving.cells["outcome"]) == ("La ferme s’en va", "On forme quelqu’un")
    assert found["obstacles"][0].cells["obstacle"] == "key_partner"


def test_contributions_say_who_brings_what_in_return_of_what(room: Room) -> None:
    given = [
        room.say("p1", "contributions", "contribution", brings="Deux heures", kind="time", amount="2", unit="hour", period="week", against="id:sols"),
        room.say("p1", "contributions", "contribution", brings="Deux heures encore", kind="time", amount="2", unit="hour", period="week"),
        room.say("p3", "contributions", "contribution", brings="Un local", kind="space", against="Un sourire"),
        room.say("p4", "contributions", "contribution", brings="Un coup de main", kind="time"),
    ]  # fmt: skip
    room.say("f", "", "group", notes=given, title="Du temps et de la place")
    room.say("p2", "learnings", "note", text="On ne savait pas", fields={"changes": "On appelle avant"})
    found = reaped(room)
    farm, gardeners = found["contributions"]
    assert cells(farm, "id", "object") == {
        "from": "ferme", "to": "collective", "kind": "time", "likely": "2", "unit": "hour", "period": "week",
        "in_return_of": "sols", "asserted_by": "La ferme"}  # fmt: skip
    assert farm.cells["object"] == "Du temps et de la place\nDeux heures\nDeux heures encore"
    assert (gardeners.cells["from"], gardeners.cells["note"]) == (
        "les-jardiniers",
        "En retour de\u00a0: Un sourire",
    )
    assert (
        found["journal"][0].said.en
        == "Contribution kept in the journal: nobody said who brings it, or of which kind."
    )
    assert found["learnings"][0].cells["change"] == "On appelle avant"


def test_what_is_chosen_is_settled_references_follow_or_fall(room: Room) -> None:
    room.say("p4", "actors", "note", text="Les jardinières", fields={"needs": "De l’eau"})
    room.say(
        "p4",
        "threads",
        "note",
        text="Un fil",
        fields={"effect": "Manger mieux", "component": "Un compost", "actor": "Les jardinières"},
    )
    room.say("p3", "contributions", "contribution", brings="Un local", kind="space")
    proposals = harvest(room.board, dossier(), DAY, "fr")
    keys = {one.cells["id"]: one.key for one in proposals}
    assert settled(proposals, {}) == proposals

    chosen = settled(proposals, {keys["les-jardinieres"]: "ferme", keys["un-compost"]: None})
    by_table = {one.table: one for one in chosen}
    assert by_table["resources"].cells["holder"] == "ferme"
    assert "components" not in by_table["effects"].cells
    assert by_table["effects"].needs == ()
    assert "components" not in by_table
    without = settled(proposals, {keys["les-jardiniers"]: None})
    assert "contributions" not in {one.table for one in without}, "nobody brings it any more"
