"""Rows that stances propose: constraints and who knows them, positions, votes, consents, what to do of a departure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from maillage.dossier.day_words import date_words
from maillage.dossier.values import PartialDate
from maillage.text import Text, same
from maillage.workshop import wording
from maillage.workshop.activities import Activity, choices
from maillage.workshop.basket import Basket, listed
from maillage.workshop.board import Board
from maillage.workshop.results import dots_by_key, label_of
from maillage.workshop.sight import actor_of

_MOST_OPTIONS = 40
_VISIBILITY = {"neighbour": "actor", "facilitators": "facilitators", "members": "members"}
_KNOWLEDGE = {"yes": "shared", "nearly": "partial", "no": "none"}
_WEAKEST_FIRST = ("none", "partial", "shared")


# --- constraints ----------------------------------------------------------------------------------------------------


def _constraints(board: Board, one: Activity, basket: Basket) -> None:
    for stance in board.stances.get(one.key, {}).values():
        _constraint(board, one, basket, stance)
    _ties(board, one, basket)


def _constraint(board: Board, one: Activity, basket: Basket, stance: Mapping[str, Any]) -> None:
    """What holds an actor, seen by those it was told to; without a known actor, the facilitators keep it."""
    words = actor_of(board, stance)
    key, from_ = f"{one.key}/s/{stance['who']}", (stance["n"],)
    closed = stance["open_to"] == "neighbour"
    if not words:
        cells = {"entry": stance["text"], "title": one.title, "visibility": "facilitators"}
        cells |= basket.common(())
        said = wording.text("harvest.constraint-nobody")
        basket.add(key, one.key, "journal", cells, said, from_, named=one.title or key, confidential=closed)
        return
    who = basket.who([words])
    said = (
        wording.text("harvest.constraint-closed")
        if closed
        else wording.sentence("harvest.constraint", who=who)
    )
    actor = basket.reference("actors", words, one.key, wording.text("harvest.constraint-room"), from_)
    cells = {"actor": actor, "register": "overall", "constraint": stance["text"]}
    cells |= {"asserted_by": basket.words(who), "visibility": _VISIBILITY[stance["open_to"]]}
    cells |= {"kept_for": actor if closed else ""}
    basket.add(key, one.key, "models", cells, said, from_, named=f"{actor}-{one.key}", confidential=closed)


def _ties(board: Board, one: Activity, basket: Basket) -> None:
    """Who knows whose constraints, as the one who said them answered; the weakest answer when several differ."""
    known: dict[tuple[str, str], list[tuple[str, Text, int]]] = {}
    for stance in board.stances.get(one.key, {}).values():
        for by, read in stance["readbacks"].items():
            pair = _actors_of(board, basket, one, stance, by)
            if pair is not None and read["answer"] is not None:
                told = _told(basket, pair, read["answer"])
                known.setdefault(pair, []).append((_KNOWLEDGE[read["answer"]], told, stance["n"]))
    together: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for knower, of in known:
        together.setdefault((min(knower, of), max(knower, of)), []).append((knower, of))
    for ends, ways in together.items():
        _tie(one, basket, ends, {way: known[way] for way in ways})


def _actors_of(
    board: Board, basket: Basket, one: Activity, stance: Mapping[str, Any], by: str
) -> tuple[str, str] | None:
    """The actor who knows, the actor whose constraint it is; None when one is not known, or they are the same."""
    reader = board.stances[one.key].get(by) or {"who": by}
    words = [actor_of(board, reader), actor_of(board, stance)]
    if not all(words):
        return None
    said = wording.text("harvest.constraint-room")
    knower, of = (basket.reference("actors", word, one.key, said, (stance["n"],)) for word in words)
    return (knower, of) if knower != of else None


def _told(basket: Basket, pair: tuple[str, str], answer: str) -> Text:
    label = next(one.label for one in choices("confirm_answers") if one.code == answer)
    names = {name: same(basket.named("actors", actor)) for name, actor in zip("ab", pair, strict=True)}
    return wording.sentence("harvest.knows", answer=label, **names)


def _tie(
    one: Activity,
    basket: Basket,
    ends: tuple[str, str],
    ways: Mapping[tuple[str, str], Sequence[tuple[str, Text, int]]],
) -> None:
    tie = next((row for row in basket.state.ties if {row.actor_a, row.actor_b} == set(ends)), None)
    first = tie.actor_a if tie else ends[0]
    cells, told, from_ = {}, [], []
    for (knower, _), answers in ways.items():
        weakest = min(answers, key=lambda answer: _WEAKEST_FIRST.index(answer[0]))
        cells["a_knows_b" if knower == first else "b_knows_a"] = weakest[0]
        told.append(weakest[1])
        from_ += [answer[2] for answer in answers]
    said = Text(" ".join(words.fr for words in told), " ".join(words.en for words in told))
    key = f"{one.key}/ties/{ends[0]}/{ends[1]}"
    if tie is None:
        new = {"actor_a": ends[0], "actor_b": ends[1], **cells, "asserted_by": basket.words(basket.room)}
        basket.add(key, one.key, "ties", new, said, from_, named=f"{ends[0]}-{ends[1]}")
    elif any(getattr(tie, column) != value for column, value in cells.items()):
        basket.change(key, one.key, "ties", tie.id, cells, said, from_)


# --- positions ------------------------------------------------------------------------------------------------------


def _positions(board: Board, one: Activity, basket: Basket) -> None:
    """One answer per person, each with a rater of its own: raters stay side by side, nobody is averaged."""
    if not one.settings.get("item") or not one.settings.get("frame"):
        return
    stances = list(board.stances.get(one.key, {}).values())
    told = Counter(basket.who([actor_of(board, stance)]) for stance in stances)
    for rank, stance in enumerate(stances, 1):
        who = basket.who([actor_of(board, stance)])
        alone = who != basket.room and told[who] == 1
        rater = who if alone else wording.sentence("workshop.answer", who=who, rank=rank)
        _position(one, basket, stance, who, rater, f"{one.settings['item']}-{rank}")


def _position(
    one: Activity, basket: Basket, stance: Mapping[str, Any], who: Text, rater: Text, named: str
) -> None:
    cells = {name: str(one.settings.get(name) or "") for name in ("frame", "version", "item")}
    cells |= {
        "holder": _holder(one, basket),
        "value": stance["level"] or "",
        "narrative": stance["why"] or "",
    }
    cells |= {"rater": basket.words(rater), "date": basket.on.isoformat(), "asserted_by": basket.words(who)}
    key, said = f"{one.key}/s/{stance['who']}", wording.text("harvest.position")
    basket.add(key, one.key, "answers", cells, said, (stance["n"],), named=named)


def _holder(one: Activity, basket: Basket) -> str:
    found = str(one.settings.get("holder") or "")
    return basket.meant("actors", found) if found else "ecosystem"


# --- decisions ------------------------------------------------------------------------------------------------------


def _votes(board: Board, one: Activity, basket: Basket) -> None:
    outcome = _outcome(board, one)
    counts = dots_by_key(board, one.key)
    if not outcome and not any(counts.values()):
        return
    told = list(counts)[:_MOST_OPTIONS]
    options = [basket.words(_option(label_of(board, one.key, key), counts[key])) for key in told]
    cells = {"options": listed(options), "objections": listed(outcome.get("objections", ()))}
    _decision(board, one, basket, "harvest.vote", cells)


def _option(label: str, dots: int) -> Text:
    return wording.sentence("harvest.option", label=label, dots=wording.counted("dots", dots))


def _consents(board: Board, one: Activity, basket: Basket) -> None:
    stances = list(board.stances.get(one.key, {}).values())
    outcome = _outcome(board, one)
    if not stances and not outcome:
        return
    said = [stance["why"] for stance in stances if stance["answer"] == "objection"]
    objections = listed(outcome.get("objections") or said) or ("none" if stances else "")
    reserves = [stance["why"] for stance in stances if stance["answer"] == "reserve" and stance["why"]]
    actors = dict.fromkeys(
        basket.meant("actors", words) for one in stances if (words := actor_of(board, one))
    )
    cells = {
        "options": listed([str(one.settings.get("proposal") or "")]),
        "objections": objections,
        "decided_by": "; ".join(actor for actor in actors if actor) if outcome else "",
        "note": basket.words(wording.sentence("harvest.reserves", words=" / ".join(reserves)))
        if reserves
        else "",
    }
    _decision(board, one, basket, "harvest.consent", cells)


def _exits(board: Board, one: Activity, basket: Basket) -> None:
    if _outcome(board, one):
        shown = [told["what"] for told in board.objects[f"a/{one.key}"]["shown"]]
        objections = listed(_outcome(board, one).get("objections", ()))
        _decision(board, one, basket, "harvest.exit", {"options": listed(shown), "objections": objections})


def _outcome(board: Board, one: Activity) -> Mapping[str, Any]:
    found: Mapping[str, Any] = board.objects[f"a/{one.key}"]["outcome"] or {}
    return found


def _decision(board: Board, one: Activity, basket: Basket, key: str, cells: Mapping[str, str]) -> None:
    outcome = _outcome(board, one)
    question = str(one.settings.get("question") or one.title or one.prompt) or one.key
    review = outcome.get("review_on", "")
    said = wording.sentence(
        key,
        answers=wording.counted("answers", len(board.stances.get(one.key, {}))),
        outcome=same(outcome["text"]) if outcome else wording.text("harvest.no-outcome"),
    )
    if review and not basket.dated(review):
        day = date_words(PartialDate.parse(review))
        past = wording.sentence("harvest.review-past", day=day)
        said = Text(f"{said.fr} {past.fr}", f"{said.en} {past.en}")
    filled = {"question": question, "outcome": outcome.get("text", ""), "review_on": basket.dated(review)}
    number = board.objects[f"a/{one.key}"]["n"]
    together = {**filled, **basket.common(()), **cells}
    basket.add(f"{one.key}/decision", one.key, "decisions", together, said, (number,))


OF_STANCES: Mapping[str, Callable[[Board, Activity, Basket], None]] = {
    "constraints": _constraints,
    "position": _positions,
    "dots": _votes,
    "consent": _consents,
    "exit": _exits,
}
