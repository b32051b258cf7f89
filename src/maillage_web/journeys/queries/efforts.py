"""Time given by those who facilitate, as a page and as a file: what was written down, and nothing made up from it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.utils.http import urlencode

from maillage.articulation.findings import name_of
from maillage.dossier.tables import Effort, Journey
from maillage.dossier.values import format_decimal
from maillage.dossier.vocabularies import vocabulary
from maillage.io.csv_tables import shield
from maillage.journey.belonging import belongs
from maillage.journey.hours import UNSAID, Asked, Hours, hours_of, phase_of_effort
from maillage.journey.wording import text
from maillage.text import Language, Text, same
from maillage_web.cards.queries.kept import adding
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.journeys.queries.standing import row_page, standings

HEADINGS = (
    Text("date", "date"),
    Text("heures", "hours"),
    Text("nature", "kind"),
    Text("phase", "phase"),
    Text("parcours", "journey"),
    Text("donne_par", "given_by"),
    Text("seance", "session"),
    Text("source", "source"),
    Text("note", "note"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of hours with its words; `sources` lead to where it comes from."""

    row: Effort
    href: str
    kind: Text | None
    phase: Text | None
    journey: str
    session: Link | None
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EffortsPage:
    """Everything the page shows; `asked` and `journey` are the filters, `noted` says that the dossier holds hours."""

    hours: Hours
    lines: tuple[Line, ...]
    asked: Asked
    journey: str
    journeys: tuple[Journey, ...]
    kinds: tuple[tuple[str, Text], ...]
    phases: tuple[tuple[str, Text], ...]
    noted: bool
    csv: str
    add: str


def efforts_page(state: State, asked: Asked, journey: str, query: dict[str, str]) -> EffortsPage:
    """The hours of the dossier, narrowed to what is asked."""
    found = standings(state)
    chosen = next((one.journey for one in found if one.journey.id == journey), None)
    titles = {one.phase.code: one.phase.title for standing in found for one in standing.phases}
    every = [row for row in state.whole.efforts if row.variant_of is None]
    rows = [row for row in every if chosen is None or belongs(row, chosen, state.whole)]
    hours = hours_of(state.whole, rows, titles, asked)
    named = dict.fromkeys(phase_of_effort(state.whole, row) for row in every)
    unsaid = text("journey.unsaid")
    terms = vocabulary("effort_kinds").terms
    return EffortsPage(
        hours=hours,
        lines=tuple(_line(state, row, titles) for row in _in_time(hours.rows)),
        asked=asked,
        journey=chosen.id if chosen else "",
        journeys=tuple(one.journey for one in found) if len(found) > 1 else (),
        kinds=(*((code, term.label) for code, term in terms.items()), (UNSAID, unsaid)),
        phases=(*((code, titles.get(code, same(code))) for code in named if code), (UNSAID, unsaid)),
        noted=bool(every),
        csv=_csv_address(state, query),
        add=adding(state, "efforts", {"date": state.day.isoformat()}, state.address("efforts")),
    )


def _in_time(rows: tuple[Effort, ...]) -> list[Effort]:
    """Hours in the order of time, those without a date last."""
    return sorted(rows, key=lambda row: (row.date is None, str(row.date or ""), row.id))


def _csv_address(state: State, query: dict[str, str]) -> str:
    address = state.address("efforts-csv")
    said = {name: words for name, words in query.items() if words}
    return f"{address}{'&' if state.query else '?'}{urlencode(said)}" if said else address


def _line(state: State, row: Effort, titles: dict[str, Text]) -> Line:
    code = phase_of_effort(state.whole, row)
    sessions = {one.id: one for one in state.whole.sessions}
    session = sessions.get(row.session or "")
    journeys = {one.id: one.title for one in state.whole.journeys}
    said = row.journey or (session.journey if session else None) or ""
    return Line(
        row=row,
        href=row_page(state, "efforts", row),
        kind=vocabulary("effort_kinds").label_of(row.kind) if row.kind else None,
        phase=titles.get(code, same(code)) if code else None,
        journey=journeys.get(said, ""),
        session=Link(name_of(session), row_page(state, "sessions", session)) if session else None,
        sources=tuple(state.link_to_id("sources", one) for one in row.source or ()),
    )


def efforts_csv(page: EffortsPage, language: Language) -> str:
    """The same rows as a file: commas, UTF-8 with its mark; an empty cell is what the dossier does not say."""
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow(heading.in_(language) for heading in HEADINGS)
    for line in page.lines:
        writer.writerow(shield(cell) for cell in _cells(line, language))
    return target.getvalue()


def _cells(line: Line, language: Language) -> tuple[str, ...]:
    row = line.row
    return (
        str(row.date or ""),
        format_decimal(row.hours),
        line.kind.in_(language) if line.kind else "",
        line.phase.in_(language) if line.phase else "",
        line.journey,
        row.given_by or "",
        line.session.words.in_(language) if line.session else "",
        "; ".join(one.words.in_(language) for one in line.sources),
        row.note or "",
    )
