"""Where a journey stands: stays, outputs, what is to be reviewed, hours; nothing that the dossier does not say."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

from maillage.articulation.analysis import analyse
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import (
    Actor,
    Commitment,
    Decision,
    Effort,
    Journey,
    Model,
    Phase,
    Record,
    Session,
    Turn,
)
from maillage.dossier.values import PartialDate
from maillage.io import load
from maillage.journey.hours import UNSAID, Asked, hours_of
from maillage.journey.standing import Standing, journeys_of, period, standing_of
from maillage.journey.standing_json import standing_json
from tests.conftest import ROOT

DAY = datetime.date(2026, 11, 24)
date = PartialDate.parse


def dossier() -> Dossier:
    return Dossier(
        record=Record(id="d", title="D"),
        actors=(Actor(id="ferme", name="La ferme"), Actor(id="ville", name="La ville")),
        models=(Model(id="m", actor="ferme", register="overall", constraint="Le temps"),),
        commitments=(
            Commitment(id="promis", from_="ville", to="collective", object="Un local", status="held", review_on=date("2026-01")),
        ),
        journeys=(
            Journey(id="seul", title="Seul", template="leader", holder="ferme", visibility="actor", kept_for="ferme"),
            Journey(id="tous", title="Tous", template="programme", holder="collective"),
        ),
        phases=(),
        turns=(
            Turn(id="t1", journey="tous", phase="meeting", since=date("2025-01"), until=date("2025-02")),
            Turn(id="t2", journey="tous", phase="practice", since=date("2025-02-10"), until=date("2026-03")),
            Turn(id="t3", journey="tous", phase="tous-meeting", since=date("2026-04-05")),
            Turn(id="t4", journey="tous", phase="ailleurs", since=date("2030")),
            Turn(id="t5", journey="seul", phase="constraints"),
        ),
        sessions=(
            Session(id="vieille", date=date("2026-07"), kind="meeting", journey="tous", phase="meeting"),
            Session(id="floue", date=date("2026"), title="Un jour de 2026"),
            Session(id="suivante", date=date("2026-12-03"), title="La suivante", place="Ici", phase="meeting"),
            Session(id="secrete", date=date("2026-11-30"), journey="seul"),
        ),
        decisions=(
            Decision(id="revoir", question="Continuer ?", review_on=date("2027-01")),
            Decision(id="la-sienne", question="Changer ?", session="secrete", review_on=date("2026-12")),
        ),
        efforts=(
            Effort(id="e1", hours=Decimal("3.5"), kind="running", date=date("2026-07-01"), session="vieille", given_by="Club"),
            Effort(id="e2", hours=Decimal("2"), date=date("2026"), journey="tous"),
            Effort(id="e3", hours=Decimal("1"), kind="preparing"),
            Effort(id="e4", hours=Decimal("9"), variant_of="e1"),
            Effort(id="e5", hours=Decimal("4"), kind="running", journey="seul", date=date("2026-07-02")),
            Effort(id="e6", hours=Decimal("8"), date=date("2027-01-01")),
        ),
    )  # fmt: skip


def stand(journey: str, on: datetime.date = DAY, said: Dossier | None = None) -> Standing:
    whole = said or dossier()
    row = next(row for row in whole.journeys if row.id == journey)
    return standing_of(whole, row, on, analyse(whole, on))


def test_the_journeys_of_the_collective_come_first() -> None:
    assert [row.id for row in journeys_of(dossier())] == ["tous", "seul"]


def test_several_stays_in_a_phase_are_told_and_one_may_stand_nowhere_or_in_several() -> None:
    found = stand("tous")
    assert [one.phase.code for one in found.here] == ["meeting"]
    meeting = found.phase("meeting")
    assert meeting is not None
    assert [stay.period.fr for stay in meeting.stays] == [
        "janvier 2025 – février 2025",
        "depuis le 5 avril 2026",
    ]
    assert [stay.turn.id for _phase, stay in found.turns] == ["t1", "t2", "t3", "t4"]
    ahead = found.phase("ailleurs")
    assert ahead is not None
    assert (ahead.phase.named, ahead.entered, ahead.stays[0].ahead) == (False, False, True)
    assert stand("tous", datetime.date(2020, 1, 1)).here == ()
    both = stand("tous", datetime.date(2025, 2, 20))
    assert {one.phase.code for one in both.here} == {"meeting", "practice"}
    assert period(None, None).en == "dates not said"


def test_the_next_session_is_surely_to_come_and_the_rhythm_says_by_when() -> None:
    found = stand("tous")
    assert found.next_session is not None
    assert found.next_session.id == "suivante"
    by_kind = {one.beat.kind: (one.last.id if one.last else None, str(one.by)) for one in found.rhythm}
    assert by_kind == {"meeting": ("vieille", "2026-09"), "seminar": (None, "None")}
    alone = stand("seul")
    assert alone.next_session is not None
    assert alone.next_session.id == "secrete"


def test_a_journey_is_told_what_belongs_to_it_and_nothing_of_another() -> None:
    ours, alone = stand("tous"), stand("seul")
    assert [one.row.id for one in ours.to_review] == ["promis", "revoir"]
    assert [one.row.id for one in alone.to_review] == ["la-sienne"]
    assert "secrete" not in {row.id for row in ours.sessions}
    two = dossier()
    shared = (*two.journeys, Journey(id="autre", title="Autre", holder="collective"))
    assert stand("tous", said=_with(two, journeys=shared)).next_session is None


def _with(said: Dossier, **tables: object) -> Dossier:
    return dataclasses.replace(said, **tables)  # type: ignore[arg-type]


def test_outputs_are_looked_for_in_the_tables_and_only_about_the_actor_of_a_leader() -> None:
    constraints = stand("seul").phase("constraints")
    assert constraints is not None
    assert [(one.there, [row.id for row in one.rows]) for one in constraints.outputs] == [
        (True, ["m"]),
        (False, []),
    ]
    elsewhere = dossier()
    journeys = (Journey(id="seul", title="Seul", template="leader", holder="ville"),)
    other = stand("seul", said=_with(elsewhere, journeys=journeys, turns=())).phase("constraints")
    assert other is not None
    assert [one.there for one in other.outputs] == [False, False]
    rows = (Phase(id="seul-constraints", journey="seul", title="À moi", outputs=("Se parler",)),)
    own = stand("seul", said=_with(elsewhere, phases=rows)).phase("constraints")
    assert own is not None
    assert [(one.said.fr, one.there) for one in own.outputs] == [("Se parler", None)]


def test_findings_of_a_leader_are_about_their_actor() -> None:
    whole = dossier()
    analysis = analyse(whole, DAY)
    speaking = {one.code for one in analysis.findings}
    place = stand("seul").phase("place")
    assert place is not None
    for finding in place.findings:
        assert finding.code in speaking
        assert any(ref.id in ("ferme", "m") for ref in finding.rows)


def test_hours_are_sums_of_what_was_written_and_each_way_of_cutting_them_adds_up() -> None:
    hours = stand("tous").hours
    assert hours.total == Decimal("6.5")
    for cut in (hours.by_kind, hours.by_phase, hours.by_giver):
        assert sum(one.hours for one in cut) == hours.total
        assert sum(one.rows for one in cut) == len(hours.rows)
    assert [(one.code, one.hours) for one in hours.by_phase] == [
        ("meeting", Decimal("3.5")),
        (None, Decimal(3)),
    ]
    assert stand("seul").hours.total == 4


def test_hours_of_a_period_leave_aside_what_may_or_may_not_fall_within_it() -> None:
    whole = dossier()
    asked = Asked(from_=datetime.date(2026, 6, 1), to=datetime.date(2026, 12, 31))
    hours = hours_of(whole, whole.efforts, {}, asked)
    assert [row.id for row in hours.rows] == ["e1", "e5"]
    assert [row.id for row in hours.aside] == ["e2", "e3"]
    assert hours.aside_hours == 3
    unsaid = hours_of(whole, whole.efforts, {}, Asked(kind=UNSAID))
    assert [row.id for row in unsaid.rows] == ["e2", "e6"]
    assert [row.id for row in hours_of(whole, whole.efforts, {}, Asked(phase="meeting")).rows] == ["e1"]


def test_lorient_is_told_with_its_documented_dates_and_comes_back_to_its_actors() -> None:
    whole = load(ROOT / "examples/lorient-reemploi").dossier
    assert whole is not None
    found = stand("reemploi-lorient", said=whole)
    told = [(phase.phase.code, stay.period.en) for phase, stay in found.turns]
    assert told == [
        ("frame", "2021"),
        ("actors", "2021 – 2023"),
        ("existing", "2022"),
        ("actors", "2023"),
        ("experiment", "since 2023"),
    ]
    assert [one.phase.code for one in found.here] == ["experiment"]
    assert found.hours.rows == ()
    assert all(stay.turn.source for _phase, stay in found.turns)
    assert standing_json(found)["here"] == ["experiment"]
    assert stand("reemploi-lorient", said=whole) == found
