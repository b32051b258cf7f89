"""The journeys of a dossier on its day, kept at hand: every page of the journey reads the same ones."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from maillage.dossier.tables import Journey
from maillage.journey.standing import Standing, journeys_of, standing_of
from maillage_web.cards.queries.kept import adding
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State

_standings: Shelf[tuple[Standing, ...]] = Shelf(500, len)


def standings(state: State) -> tuple[Standing, ...]:
    """Where every journey stands on the day, as the person may see it."""
    key = (state.entry.slug, state.entry.checksum, state.day)
    return _standings.get(key, lambda: _made(state))


def _made(state: State) -> tuple[Standing, ...]:
    whole = state.whole
    return tuple(standing_of(whole, one, state.day, state.analysis) for one in journeys_of(whole))


def phase_address(state: State, journey: str, code: str) -> str:
    """The page of a phase of a journey; empty for a code that only a turn names, and that no address can hold."""
    if not code or "/" in code:
        return ""
    return state.address("phase", journey, code)


def journey_address(state: State, journey: str) -> str:
    """The page of one journey among several."""
    address = state.address("journey")
    return f"{address}{'&' if state.query else '?'}{urlencode({'parcours': journey})}"


def holder_of(state: State, journey: Journey) -> Link:
    """Whose journey it is."""
    return state.link_to_id("actors", journey.holder or "collective")


def as_confidential(journey: Journey) -> dict[str, str]:
    """What a row of a journey says of who sees it: as the journey itself."""
    said = {"visibility": journey.visibility, "kept_for": journey.kept_for}
    if journey.visibility == "actor" and not journey.kept_for and journey.holder:
        said["kept_for"] = journey.holder
    return {name: words for name, words in said.items() if words}


def noting(state: State, table: str, journey: Journey, phase: str, back: str) -> str:
    """The form of a new session or of new hours, its first words written; empty for who may not write it."""
    cells = {"journey": journey.id, "phase": phase, "date": state.day.isoformat(), **as_confidential(journey)}
    return adding(state, table, cells, back)


def workshop_address(state: State, journey: str, phase: str, design: str = "") -> str:
    """The form that opens a workshop for a phase of a journey; empty for who may not run one."""
    if not state.rights.may_run_workshop or state.living is None:
        return ""
    address = reverse("workshop-new", args=[state.entry.slug])
    asked = {"parcours": journey, "phase": phase, "modele": design}
    return f"{address}?{urlencode({name: words for name, words in asked.items() if words})}"


def row_page(state: State, table: str, row: object) -> str:
    """Where one changes a row, for a living dossier; else where one reads it, when it holds on the day."""
    key, identity = getattr(row, "line", None), getattr(row, "id", "")
    if state.living is not None and key and not state.past:
        return reverse("row", args=[state.entry.slug, table, key])
    return state.row_address(table, identity)
