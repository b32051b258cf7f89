"""The report of a session, ready the next morning: what was said, what entered the dossier, what was decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from maillage.articulation.findings import name_of
from maillage.deliverables.document import Block, Document, Facts, Heading, Line, ListBlock, Paragraph, Words
from maillage.deliverables.ecosystem_state import decision_line, made
from maillage.deliverables.readers import Readers
from maillage.deliverables.said_in_a_workshop import activities_of
from maillage.deliverables.telling import COLLECTIVE, Telling
from maillage.deliverables.wording import DeliverableError, joined, text
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES, Session
from maillage.text import Language, listing, same

if TYPE_CHECKING:
    from maillage.workshop.board import Board

KIND = "workshop-report"
Entered = Sequence[tuple[str, str]]
"""The rows that the session added or changed, by table and id."""


def workshop_report(
    dossier: Dossier,
    session: str,
    board: Board | None,
    on: datetime.date,
    language: Language,
    readers: Readers,
    entered: Entered = (),
) -> Document:
    """The report of the session of that id, the last one held by the day `on` when `session` is empty.

    `board` is what was said, as the big screen showed it: no name, nothing hidden. It is told to those who take part
    in the ecosystem, never to the public: what is for everybody is what entered the dossier. Raises
    `DeliverableError` when `dossier` has no such session.
    """
    telling = Telling(dossier, on, language, readers)
    row = session_of(dossier, session, on)
    sections = (
        ("entered", _entered(telling, entered)),
        ("decisions", [_decisions(telling, row)]),
        ("commitments", [_commitments(telling, row, entered)]),
        ("learnings", [_learnings(telling, row)]),
        ("next", [_next(telling, row)]),
    )
    parts: list[Block] = [_facts(telling, row)]
    if row.question:
        parts.append(Paragraph(telling.own(row.question), "lead"))
    if board is not None and readers.inside:
        parts += [Heading(telling.line("report.said")), *activities_of(telling, board)]
    for name, blocks in sections:
        parts += [Heading(telling.line(f"report.{name}")), *blocks]
    title = telling.own(row.title) or telling.line("report.untitled")
    return telling.document(KIND, title, parts)


def session_of(dossier: Dossier, session: str, on: datetime.date) -> Session:
    """The session of that id; without one, the last held by the day, else the first. Raises `DeliverableError`."""
    known = {one.id: one for one in dossier.sessions if one.variant_of is None}
    if session in known:
        return known[session]
    if session or not known:
        listed = listing([same(one) for one in known], limit=12)
        raise DeliverableError(
            text("error.session", found=session, known=listed) if known else text("error.no-session")
        )
    held = [one for one in known.values() if one.date and one.date.first_day() <= on]
    return max(held, key=lambda one: _day(one), default=next(iter(known.values())))


def _day(one: Session) -> datetime.date:
    return one.date.first_day() if one.date else datetime.date.min


def _facts(telling: Telling, row: Session) -> Block:
    hours = (
        (Words(telling.word("report.hours", n=f"{row.hours.normalize():f}")),)
        if row.hours
        else telling.unsaid
    )
    when = joined([telling.date(row.date), *([(Words(row.starts_at),)] if row.starts_at else [])])
    return Facts(
        (
            (telling.word("head.ecosystem"), telling.title()),
            (telling.word("head.date"), when),
            (telling.word("head.place"), telling.own(row.place) or telling.unsaid),
            (telling.word("head.length"), hours),
            (telling.word("head.kind"), telling.label("session_kinds", row.kind)),
            (telling.word("head.present"), telling.parties(row.participants)),
            (telling.word("head.source"), (Words(telling.source(row)),)),
        )
    )


def _entered(telling: Telling, entered: Entered) -> Iterator[Block]:
    """The rows of the act that the facilitator confirmed, table after table, when it is known which."""
    told = False
    for table in dict.fromkeys(table for table, _ in entered if table in TABLES and table != "dossier"):
        ids = {identity for one, identity in entered if one == table}
        rows = [row for row in telling.chain.dossier.rows(table) if row.id in ids]
        if rows:
            told = True
            yield Heading(telling.say(TABLES[table].label), 3)
            yield ListBlock(tuple(_row(telling, row) for row in rows))
    if not told:
        yield telling.missing("report.nothing-entered")


def _row(telling: Telling, row: Any) -> Line:
    words = getattr(row, "learning", None) or getattr(row, "narrative", None)
    name = words or name_of(row, telling.chain.actors).in_(telling.language)
    return (*telling.own(name), *telling.origin(row))


def _decisions(telling: Telling, session: Session) -> Block:
    rows = [
        one for one in telling.chain.dossier.decisions if one.session == session.id and made(one, telling.on)
    ]
    return telling.listed((_decision(telling, one) for one in rows), "report.no-decision")


def _decision(telling: Telling, one: Any) -> Line:
    said = decision_line(telling, one)
    if one.options:
        said += telling.line(
            "report.options", options=joined([telling.own(each) for each in one.options], " / ")
        )
    if one.objections:
        told = joined([telling.own(each) for each in one.objections], " / ")
        said += telling.line("report.objections", objections=told)
    elif one.objections == ():
        said += telling.line("report.no-objection")
    return said


def _commitments(telling: Telling, session: Session, entered: Entered) -> Block:
    """Those that entered with the session, that its learnings changed, or that were made on its very day."""
    ids = {identity for table, identity in entered if table == "commitments"}
    for one in _learnt(telling, session):
        ids |= set(one.commitments or ())
    day = session.date if session.date and session.date.day else None
    rows = [
        one
        for one in telling.chain.dossier.commitments
        if one.variant_of is None and (one.id in ids or (day is not None and one.made_on == day))
    ]
    return telling.listed((_commitment(telling, one) for one in rows), "report.no-commitment")


def _commitment(telling: Telling, one: Any) -> Line:
    review = telling.line("state.review", date=telling.date(one.review_on)) if one.review_on else ()
    return telling.line(
        "report.commitment",
        who=telling.party(one.from_),
        to=telling.party(one.to or COLLECTIVE),
        object=telling.own(one.object, strong=True) or telling.unsaid,
        review=review,
        origin=telling.source(one),
    )


def _learnt(telling: Telling, session: Session) -> list[Any]:
    return [
        one for one in telling.chain.dossier.learnings if one.session == session.id and made(one, telling.on)
    ]


def _learnings(telling: Telling, session: Session) -> Block:
    rows = [(*telling.own(session.learnings), *telling.origin(session))] if session.learnings else []
    for one in _learnt(telling, session):
        change = telling.line("report.change", change=telling.own(one.change)) if one.change else ()
        rows.append((*telling.own(one.learning, strong=True), *change, *telling.origin(one)))
    return telling.listed(rows, "report.no-learning")


def _next(telling: Telling, session: Session) -> Block:
    """The first session dated after this one, of the same journey when both say theirs."""
    if session.date is None:
        return Paragraph(telling.blank("report.to-set"))
    later = [
        one
        for one in telling.whole.sessions
        if one.date and one.date.first_day() > session.date.last_day() and _same_journey(one, session)
    ]
    found: Iterable[Session] = sorted(later, key=_day)[:1]
    for one in found:
        place = (Words(", "), *telling.own(one.place)) if one.place else ()
        hour = (Words(f", {one.starts_at}"),) if one.starts_at else ()
        title = telling.own(one.title) or telling.line("report.untitled")
        return Paragraph((*telling.date(one.date), *hour, *place, Words(" – "), *title))
    return Paragraph(telling.blank("report.to-set"))


def _same_journey(one: Session, other: Session) -> bool:
    return one.journey is None or other.journey is None or one.journey == other.journey
