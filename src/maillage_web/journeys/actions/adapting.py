"""Begin a journey, enter a phase, copy the phases of a template: each is one act, through the one door for writes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from maillage.dossier.audience import SEPARATOR
from maillage.dossier.tables import Journey, Turn
from maillage.journey.phase_guides import PhaseGuide, Template
from maillage.journey.phases import phase_id
from maillage.journey.standing import Standing
from maillage.text import Language
from maillage_web.dossiers.actions.drafting import free_id
from maillage_web.dossiers.actions.edits import Edit, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.models import LivingRow
from maillage_web.dossiers.queries.living import Living


def begin_journey(
    *,
    living: Living,
    template: Template,
    holder: str,
    title: str,
    day: datetime.date,
    now: datetime.datetime,
) -> Written:
    """Begin a journey after `template`, today. That of a leader is kept for their organisation from its first row.

    Raises what `write` raises.
    """
    personal = template.kind == "leader"
    cells = {
        "id": _free(living, "journeys", f"{template.id}-{holder}" if personal else template.id),
        "title": title,
        "template": template.id,
        "holder": holder if personal else "collective",
        "since": day.isoformat(),
        **({"visibility": "actor", "kept_for": holder} if personal else {}),
    }
    return _write(living, [Edit("add", "journeys", None, cells)], now)


def enter_phase(
    *,
    living: Living,
    standing: Standing,
    phase: str,
    why: str,
    close: bool,
    day: datetime.date,
    now: datetime.datetime,
) -> Written:
    """A new stay in `phase` from today on; with `close`, the stays under way end yesterday, in the same act.

    Raises what `write` raises.
    """
    journey = standing.journey
    cells = {
        "id": _free(living, "turns", phase_id(journey.id, phase)),
        "journey": journey.id,
        "phase": phase,
        "why": why,
        "since": day.isoformat(),
        **_confided(journey),
    }
    open_ones = [
        stay.turn for one in standing.phases for stay in one.stays if stay.now and not stay.turn.until
    ]
    edits = [_closing(turn, day) for turn in open_ones if turn.line is not None] if close else []
    return _write(living, [*edits, Edit("add", "turns", None, cells)], now)


def adapt_journey(
    *, living: Living, journey: Journey, template: Template, tongue: Language, now: datetime.datetime
) -> Written:
    """Copy the phases of `template` into rows of the dossier, in its language, in one act; undoing takes them back.

    Raises what `write` raises.
    """
    edits = [Edit("add", "phases", None, _phase(journey, one, tongue)) for one in template.phases]
    return _write(living, edits, now)


def _phase(journey: Journey, one: PhaseGuide, tongue: Language) -> dict[str, str]:
    cells = {
        "id": phase_id(journey.id, one.code),
        "journey": journey.id,
        "rank": str(one.rank),
        "title": one.title.in_(tongue),
        "aim": one.aim.in_(tongue),
        "questions": _listed(said.text.in_(tongue) for said in one.questions),
        "outputs": _listed(output.said.in_(tongue) for output in one.outputs),
        "before": _listed(said.text.in_(tongue) for said in one.before),
        "after": _listed(said.text.in_(tongue) for said in one.after),
        **_confided(journey),
    }
    return {name: words for name, words in cells.items() if words}


def _listed(words: Iterable[str]) -> str:
    return SEPARATOR.join(words)


def _confided(journey: Journey) -> dict[str, str]:
    """A row of a journey is seen by those who see the journey."""
    kept = journey.kept_for or (journey.holder if journey.visibility == "actor" else None)
    said = {"visibility": journey.visibility, "kept_for": kept}
    return {name: words for name, words in said.items() if words}


def _closing(turn: Turn, day: datetime.date) -> Edit:
    """The end of a stay: the day before, or its first day when it began today."""
    last = day - datetime.timedelta(days=1)
    if turn.since is not None:
        last = max(last, turn.since.first_day())
    return Edit("change", "turns", turn.line, {"until": last.isoformat()})


def _free(living: Living, table: str, words: str) -> str:
    rows = LivingRow.objects.filter(dossier=living.pk, table=table)
    return free_id(table, words, set(rows.values_list("identity", flat=True)))


def _write(living: Living, edits: list[Edit], now: datetime.datetime) -> Written:
    return write(dossier=living.pk, author=living.standing.user_id, edits=edits, now=now)
