"""Rows that notes propose: what exists, challenges, actors, contributions, learnings, what a departure would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from maillage.text import Text
from maillage.workshop import wording
from maillage.workshop.activities import Activity
from maillage.workshop.basket import Basket, named
from maillage.workshop.board import Board
from maillage.workshop.gathering import Note, Said, gathered

KEY_PARTNER = "key_partner"
"""The obstacle of the catalogue that somebody’s departure would show."""


def origin(basket: Basket, said: Said) -> Text:
    """Where a row comes from, in a sentence."""
    return _told(basket, "note" if len(said.texts) == 1 else "notes", said)


def _told(basket: Basket, key: str, said: Said) -> Text:
    """A sentence that names who asserts it, when that is one actor."""
    who, notes = basket.who(said.actors), wording.counted("notes", len(said.texts))
    if who == basket.room:
        return wording.sentence(f"harvest.{key}-room", notes=notes)
    return wording.sentence(f"harvest.{key}", notes=notes, who=who)


def described(said: Said) -> dict[str, str]:
    """The name and the description of a row: the words of all the notes, when they are more than the name."""
    cells = named(said.title)
    texts = [text for text in dict.fromkeys(said.texts) if text != said.title]
    return cells | ({"description": "\n".join(texts)} if texts else {})


def whole(said: Said) -> str:
    """All the words said, for a column that holds a text."""
    return "\n".join(dict.fromkeys((said.title, *said.texts)))


def asserted(basket: Basket, said: Said) -> dict[str, str]:
    """The cell that says who asserts it."""
    return {"asserted_by": basket.words(basket.who(said.actors))}


def in_journal(basket: Basket, one: Activity, said: Said, why: Text | None = None) -> None:
    """Keep words that no other table can hold, for the members."""
    cells = {"entry": whole(said), "title": one.title, "visibility": "members"} | basket.common(said.actors)
    basket.add(said.key, one.key, "journal", cells, why or origin(basket, said), said.from_, named=said.title)


# --- one function per kind ------------------------------------------------------------------------------------------


def _existing(board: Board, one: Activity, basket: Basket) -> None:
    for said in gathered(board, one.key):
        _EXISTING.get(said.field("what"), _component)(one, basket, said)


def _component(one: Activity, basket: Basket, said: Said) -> None:
    where = origin(basket, said)
    bearer = basket.reference("actors", said.field("actor"), one.key, where, said.from_)
    cells = described(said) | {"status": "existing", "bearers": bearer} | asserted(basket, said)
    proposal = basket.add(said.key, one.key, "components", cells, where, said.from_)
    basket.made("components", said.title, proposal)


def _resource(one: Activity, basket: Basket, said: Said) -> None:
    where = origin(basket, said)
    holder = basket.reference("actors", said.field("actor") or said.actor, one.key, where, said.from_)
    cells = {"kind": "other", "holder": holder, "narrative": whole(said)} | asserted(basket, said)
    cells |= {"rater": cells["asserted_by"], "date": basket.on.isoformat()}
    basket.add(said.key, one.key, "resources", cells, where, said.from_)


def _brought(one: Activity, basket: Basket, said: Said) -> None:
    """Something that somebody already brings: whom it comes from and its kind must be known to make a row."""
    where = origin(basket, said)
    words = said.field("actor") or said.actor
    if not words or not said.field("kind"):
        in_journal(basket, one, said, wording.text("harvest.no-contributor"))
        return
    giver = basket.reference("actors", words, one.key, where, said.from_)
    cells = {"from": giver, "to": "collective", "object": whole(said)} | asserted(basket, said)
    names = ("kind", "unit", "period")
    cells |= (
        {name: said.field(name) for name in names} | {"likely": said.field("amount")} | _against(basket, said)
    )
    basket.add(said.key, one.key, "contributions", cells, where, said.from_)


def _against(basket: Basket, said: Said) -> dict[str, str]:
    words = said.field("against")
    effect = basket.meant("effects", words) if words else ""
    if effect or not words:
        return {"in_return_of": effect}
    return {"note": basket.words(wording.sentence("harvest.against", words=words.removeprefix("id:")))}


def _tie(one: Activity, basket: Basket, said: Said) -> None:
    where = origin(basket, said)
    both = [
        basket.reference("actors", words, one.key, where, said.from_)
        if said.actor and said.field("actor")
        else ""
        for words in (said.actor, said.field("actor"))
    ]
    if not all(both) or both[0] == both[1]:
        in_journal(basket, one, said, wording.text("harvest.no-tie"))
        return
    cells = {"actor_a": both[0], "actor_b": both[1], "note": whole(said)} | asserted(basket, said)
    basket.add(said.key, one.key, "ties", cells, where, said.from_, named=f"{both[0]}-{both[1]}")


_EXISTING: Mapping[str, Callable[[Activity, Basket, Said], None]] = {
    "resource": _resource,
    "contribution": _brought,
    "tie": _tie,
}


def _challenges(board: Board, one: Activity, basket: Basket) -> None:
    for said in gathered(board, one.key):
        dimensions = "; ".join(said.fields.get("dimensions", ()))
        cells = described(said) | {"sphere": said.field("sphere"), "dimensions": dimensions}
        where = origin(basket, said)
        basket.add(said.key, one.key, "challenges", cells | asserted(basket, said), where, said.from_)


def _actors(board: Board, one: Activity, basket: Basket) -> None:
    for said in gathered(board, one.key):
        where = origin(basket, said)
        if not basket.meant("actors", said.title) and not basket.is_made("actors", said.title):
            cells = described(said) | {"category": said.field("category")} | asserted(basket, said)
            cells["description"] = "\n".join(
                filter(None, [cells.get("description", ""), _brings(basket, said)])
            )
            basket.made(
                "actors", said.title, basket.add(said.key, one.key, "actors", cells, where, said.from_)
            )
        if said.field("needs"):
            _need(one, basket, said)


def _brings(basket: Basket, said: Said) -> str:
    words = said.field("brings")
    return basket.words(wording.sentence("harvest.brings", words=words)) if words else ""


def _need(one: Activity, basket: Basket, said: Said) -> None:
    """What an actor needs is a resource that it misses: evaluated by whoever says so."""
    who = basket.who(said.actors)
    holder = basket.reference("actors", said.title, one.key, origin(basket, said), said.from_)
    needs = basket.words(wording.sentence("harvest.needs", words=said.field("needs")))
    cells = {"kind": "other", "holder": holder, "state": "missing", "narrative": needs}
    cells |= {"rater": basket.words(who), "date": basket.on.isoformat()} | asserted(basket, said)
    where = _told(basket, "need", said)
    basket.add(f"{said.key}/need", one.key, "resources", cells, where, said.from_)


def _contributions(board: Board, one: Activity, basket: Basket) -> None:
    for said in gathered(board, one.key, apart=_same_contribution):
        _brought(one, basket, said)


def _same_contribution(note: Note, actor: str) -> object:
    """Notes of a group are one contribution when the same actor brings the same thing."""
    return actor, *(note["fields"].get(name) for name in ("kind", "amount", "unit", "period"))


def _learnings(board: Board, one: Activity, basket: Basket) -> None:
    for said in gathered(board, one.key):
        cells = {"learning": whole(said), "change": said.field("changes")} | basket.common(said.actors)
        basket.add(said.key, one.key, "learnings", cells, origin(basket, said), said.from_)


def _exit(board: Board, one: Activity, basket: Basket) -> None:
    for said in gathered(board, one.key):
        cells = {"holder": "ecosystem", "obstacle": KEY_PARTNER, "narrative": whole(said)} | asserted(
            basket, said
        )
        basket.add(said.key, one.key, "obstacles", cells, origin(basket, said), said.from_, named=said.title)


def _notes(board: Board, one: Activity, basket: Basket) -> None:
    for said in gathered(board, one.key):
        in_journal(basket, one, said)


OF_NOTES: Mapping[str, Callable[[Board, Activity, Basket], None]] = {
    "existing": _existing,
    "challenges": _challenges,
    "actors": _actors,
    "contributions": _contributions,
    "learnings": _learnings,
    "exit": _exit,
    "notes": _notes,
}
