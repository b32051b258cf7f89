"""The calendar is one that other programs read, whatever people wrote."""

from __future__ import annotations

import datetime

import icalendar
from hypothesis import HealthCheck, given, settings

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Decision, Record, Session
from maillage.dossier.values import PartialDate
from maillage.journey.calendar import Feed, calendar_of, hour_of
from maillage.journey.due import due
from tests.strategies import dossiers

NOW = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)
LONG_AGO, FAR = datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)


def day(words: str) -> PartialDate:
    return PartialDate.parse(words)


def events_of(dossier: Dossier, language: str = "fr") -> dict[str, icalendar.Event]:
    feed = Feed(
        "ici", dossier.record.title, due(dossier, LONG_AGO, FAR), lambda _one: "https://example.org/a"
    )
    read = icalendar.Calendar.from_ical(calendar_of([feed], "Agenda", language, NOW))  # type: ignore[arg-type]
    return {str(event["uid"]): event for event in read.walk("VEVENT")}


def test_a_session_is_at_its_hour_in_the_time_of_paris_and_a_review_takes_the_day() -> None:
    dossier = Dossier(
        record=Record(id="ici", title="Manger ici"),
        sessions=(
            Session(
                id="s1", date=day("2027-07-01"), title="Atelier", starts_at="14h30", place="La halle; salle 2"
            ),
        ),
        decisions=(Decision(id="d1", question="Ouvrir ?", review_on=day("2027-03")),),
    )
    found = events_of(dossier)
    session = found["session-sessions-s1@ici.maillage"]
    assert session.start == datetime.datetime(2027, 7, 1, 12, 30, tzinfo=datetime.UTC)
    assert (session.end - session.start, str(session["location"])) == (
        datetime.timedelta(hours=1),
        "La halle; salle 2",
    )
    review = found["decision-decisions-d1@ici.maillage"]
    assert (review.start, str(review["transp"])) == (datetime.date(2027, 3, 31), "TRANSPARENT")


def test_a_decision_that_was_superseded_or_reviewed_is_due_no_more() -> None:
    rows = (
        Decision(id="a", question="A", review_on=day("2027-01-01")),
        Decision(
            id="b", question="B", supersedes="a", review_on=day("2027-02-01"), reviewed_on=day("2027-02-03")
        ),
        Decision(id="c", question="C", review_on=day("2027-04-01"), reviewed_on=day("2026-12-01")),
    )
    dossier = Dossier(record=Record(id="ici", title="Ici"), decisions=rows)
    assert [one.row.id for one in due(dossier, LONG_AGO, FAR)] == ["c"]


def test_hours_that_cannot_be_read_make_whole_days() -> None:
    assert [hour_of(words) for words in ("24:00", "99h", "midi", "", "9:5", "7H")] == [None] * 5 + [
        datetime.time(7)
    ]


@given(dossiers())
@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_dossier_makes_a_calendar_that_reads_back(dossier: Dossier) -> None:
    dues = due(dossier, LONG_AGO, FAR)
    assert len(events_of(dossier)) == len({(one.kind, one.row.id) for one in dues})
    assert [one.on for one in dues] == sorted(one.on for one in dues)
