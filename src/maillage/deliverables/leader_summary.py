"""An individual summary for who leads an actor: its model, what it gives and receives, risks, path, questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain as chained

from maillage.cards.card import Card, CardError, card_in
from maillage.cards.interest import Line as CardLine
from maillage.cards.path import steps_of
from maillage.deliverables.document import Block, Document, Facts, Heading, Line, ListBlock, Paragraph, Words
from maillage.deliverables.readers import Readers
from maillage.deliverables.telling import Telling
from maillage.deliverables.wording import DeliverableError, joined
from maillage.dossier.dossier import Dossier
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language

KIND = "leader-summary"
_FIELDS = ("today", "aim", "constraint", "displacement")
_QUESTIONS = 8


def leader_summary(
    dossier: Dossier, actor: str, on: datetime.date, language: Language, readers: Readers
) -> Document:
    """What `dossier` says of `actor` to those who may see it. Raises `DeliverableError` without such an actor."""
    telling = Telling(dossier, on, language, readers)
    try:
        card = card_in(telling.analysis, actor)
    except CardError as error:
        raise DeliverableError(error.text) from error
    sections = (
        ("model", _model(telling, card)),
        ("gives", [_told(telling, (*card.interest.carries, *card.interest.gives), "leader.no-gift")]),
        (
            "receives",
            [_told(telling, (*card.interest.benefits, *card.interest.receives), "leader.no-return")],
        ),
        (
            "promises",
            [_told(telling, (*card.interest.promises, *card.interest.promised), "leader.no-promise")],
        ),
        ("knowing", [Paragraph(telling.say(card.knowledge.said))]),
        ("risks", _risks(telling, card)),
        ("obstacles", [_obstacles(telling, card)]),
        ("path", [_path(telling, card)]),
        ("questions", [_questions(telling, card)]),
    )
    parts: list[Block] = [_facts(telling, card), Paragraph(telling.line("leader.confidential"), "note")]
    for name, blocks in sections:
        parts += [Heading(telling.line(f"leader.{name}")), *blocks]
    return telling.document(KIND, telling.own(card.actor.name), parts)


def _facts(telling: Telling, card: Card) -> Block:
    one = card.actor
    roles = [telling.label("roles", code) for code in one.roles or ()]
    return Facts(
        (
            (telling.word("head.ecosystem"), telling.title()),
            (telling.word("head.legal-form"), telling.label("legal_forms", one.legal_form)),
            (telling.word("head.roles"), joined(roles) if roles else telling.unsaid),
            (telling.word("head.joined"), telling.date(one.joined_on)),
        )
    )


def _model(telling: Telling, card: Card) -> Iterator[Block]:
    rows = []
    for register in card.registers:
        cells = [_statements(telling, register.fields[name]) for name in _FIELDS]
        rows.append((telling.say(register.label), *cells, telling.say(register.said)))
    heads = ("register", "today", "aim", "constraint", "displacement", "stance")
    yield telling.table("leader.model", heads, rows, "leader.no-model")


def _statements(telling: Telling, statements: Iterable[object]) -> Line:
    told = [(*telling.own(one.words), *telling.origin(one.row)) for one in statements]  # type: ignore[attr-defined]
    return joined(told, " / ") if told else telling.unsaid


def _told(telling: Telling, lines: Iterable[CardLine], empty: str) -> Block:
    return telling.listed((_line(telling, one) for one in lines), empty)


def _line(telling: Telling, one: CardLine) -> Line:
    """The name of a row is the dossier's; what is said of it may name others, in the dossier's words too."""
    name = (Words(one.ref.name.in_(telling.language), telling.own("x")[0].tongue, "strong"),)
    return telling.line("leader.line", name=name, said=one.said, origin=telling.source(one.row))


def _risks(telling: Telling, card: Card) -> Iterator[Block]:
    alone = [
        part
        for part in telling.chain.borne_by.get(card.actor.id, ())
        if len(telling.chain.bearers_of.get(part.id, ())) == 1
    ]
    rows = [telling.line("leader.alone", name=telling.own(part.name)) for part in alone]
    rows += [telling.say(one.message) for one in card.findings]
    yield telling.listed(rows, "leader.no-risk")


def _obstacles(telling: Telling, card: Card) -> Block:
    rows = []
    for one in card.obstacles:
        levers = [telling.label("levers", code) for code in one.levers or ()]
        tried = (
            joined(levers)
            if levers
            else telling.line("leader.nothing-tried" if one.levers is not None else "leader.unsaid-tried")
        )
        rows.append(
            telling.line(
                "leader.obstacle",
                name=(
                    Words(
                        vocabulary("obstacles").label_of(one.obstacle).in_(telling.language), manner="strong"
                    ),
                ),
                narrative=telling.own(one.narrative) or telling.unsaid,
                levers=tried,
                origin=telling.source(one),
            )
        )
    return telling.listed(rows, "leader.no-obstacle")


def _path(telling: Telling, card: Card) -> Block:
    rows = [
        (
            telling.own(step.row.title),
            telling.say(step.said),
            telling.own(step.row.shown_by) or telling.unsaid,
            (Words(telling.source(step.row)),),
        )
        for step in chained.from_iterable((one, *one.variants) for one in steps_of(card.milestones))
    ]
    return telling.table("leader.path", ("milestone", "state", "shown-by", "source"), rows, "leader.no-path")


def _questions(telling: Telling, card: Card) -> Block:
    asked = [telling.say(one.asked) for one in card.missing[:_QUESTIONS]]
    return ListBlock(tuple(asked)) if asked else telling.missing("leader.no-question")
