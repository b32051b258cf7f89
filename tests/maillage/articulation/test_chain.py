"""The chain of a dossier on one day, the order of what is found in it, and what the group sets aside."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.articulation.analysis import Analysis, analyse, by_row
from maillage.articulation.catalogue import SEVERITIES
from maillage.articulation.chain import Chain, Said, build_chain
from maillage.articulation.findings import Finding
from maillage.data import packaged
from tests.maillage.articulation.worked import DAY, changed, dossier_of, sound_cells, sound_dossier

Change = Mapping[str, Any]

UNREACHED: list[Change] = [
    {"table": "effects", "where": {"sign": "positive"}, "set": {"challenges": "manger-sain"}}
]
BROKEN: list[Change] = [
    *UNREACHED,
    {"table": "effects", "id": "repas-sains", "set": {"components": "none", "beneficiaries": ""}},
    {"table": "components", "id": "cuisine", "set": {"bearers": "none", "dimensions": ""}},
    {"table": "components", "id": "compost", "set": {"bearers": "lycee", "status": "planned"}},
    {"table": "actors", "id": "lycee", "set": {"left_on": "2025-06"}},
    {"table": "models", "remove": ["m-ville", "m-jardins"]},
    {"table": "contributions", "where": {"kind": "money"}, "set": {"acceptable": ""}},
    {"table": "contributions", "id": "c-lycee-donnees", "set": {"in_return_of": "none"}},
    {"table": "commitments", "remove": "e-maraichers-marmite"},
    {"table": "commitments", "id": "e-conseil-ville", "set": {"status": "broken", "since": "2025-12-20"}},
    {"table": "ties", "id": "marmite-maraichers", "set": {"a_knows_b": "none"}},
    {"table": "resources", "where": {"rater": "Le Fil commun"}, "set": {"rater": "", "state": "missing"}},
    {"table": "sessions", "where": {}, "set": {"learnings": ""}},
    {"table": "sessions", "id": "s-mars", "set": {"date": "2023-03"}},
    {"table": "sessions", "id": "s-septembre", "set": {"date": "2023-09"}},
    {"table": "sessions", "id": "s-decembre", "set": {"date": "2023-12"}},
]


def chain_of(*changes: Change, on: datetime.date = DAY) -> Chain:
    return build_chain(sound_dossier(changes), on)


def analysis_of(*changes: Change, on: datetime.date = DAY) -> Analysis:
    return analyse(sound_dossier(changes), on)


# --- links ----------------------------------------------------------------------------------------------------

Ask = Callable[[Chain], Said]


def reached(chain: Chain) -> Said:
    return chain.reached(chain.challenges["terres-vivantes"])


def answered(chain: Chain) -> Said:
    return chain.answered(chain.challenges["terres-vivantes"])


def produced(chain: Chain) -> Said:
    return chain.produced(chain.effects["repas-sains"])


def productive(chain: Chain) -> Said:
    return chain.productive(chain.components["ateliers"])


def carried(chain: Chain) -> Said:
    return chain.carried(chain.components["cuisine"])


def benefits(chain: Chain) -> Said:
    return chain.benefits(chain.effects["repas-sains"])


def contributes(chain: Chain) -> Said:
    return chain.contributes(chain.actors["conseil"])


AIM = {"table": "components", "where": {}, "set": {"challenges": "manger-sain"}}
NO_WORKSHOP = {"table": "effects", "where": {}, "set": {"components": "cuisine"}}
LINKS: list[tuple[Ask, list[Change], Said]] = [
    (reached, [], Said.YES),
    (reached, UNREACHED, Said.NO),
    (
        reached,
        [*UNREACHED, {"table": "effects", "id": "repas-sains", "set": {"challenges": ""}}],
        Said.UNKNOWN,
    ),
    (
        reached,
        [*UNREACHED, {"table": "effects", "id": "bruit-livraisons", "set": {"challenges": ""}}],
        Said.NO,
    ),
    (answered, [], Said.YES),
    (answered, [AIM], Said.NO),
    (answered, [AIM, {"table": "components", "id": "compost", "set": {"challenges": ""}}], Said.UNKNOWN),
    (produced, [], Said.YES),
    (produced, [{"table": "effects", "id": "repas-sains", "set": {"components": "none"}}], Said.NO),
    (produced, [{"table": "effects", "id": "repas-sains", "set": {"components": ""}}], Said.UNKNOWN),
    (produced, [{"table": "components", "where": {}, "set": {"status": "ended"}}], Said.NO),
    (productive, [], Said.YES),
    (productive, [NO_WORKSHOP], Said.NO),
    (
        productive,
        [NO_WORKSHOP, {"table": "effects", "id": "repas-sains", "set": {"components": ""}}],
        Said.UNKNOWN,
    ),
    (carried, [], Said.YES),
    (carried, [{"table": "components", "id": "cuisine", "set": {"bearers": "none"}}], Said.NO),
    (carried, [{"table": "components", "id": "cuisine", "set": {"bearers": ""}}], Said.UNKNOWN),
    (carried, [{"table": "actors", "where": {}, "set": {"left_on": "2025"}}], Said.NO),
    (benefits, [{"table": "effects", "id": "repas-sains", "set": {"beneficiaries": "none"}}], Said.NO),
    (benefits, [{"table": "effects", "id": "repas-sains", "set": {"beneficiaries": ""}}], Said.UNKNOWN),
    (contributes, [], Said.YES),
    (contributes, [{"table": "contributions", "remove": "c-conseil-acces"}], Said.UNKNOWN),
]


@pytest.mark.parametrize(("ask", "changes", "said"), LINKS)
def test_a_link_is_there_or_not_or_nobody_knows(ask: Ask, changes: list[Change], said: Said) -> None:
    assert ask(chain_of(*changes)) is said


@pytest.mark.parametrize(
    ("left_on", "day", "gone"),
    [
        ("2025", "2025-12-30", False),
        ("2025", "2025-12-31", True),
        ("2025-06", "2025-06-29", False),
        ("2025-06", "2025-07-01", True),
        ("2026-01-15", "2026-01-15", True),
        ("2026-01-16", "2026-01-15", False),
    ],
)
def test_a_departure_known_by_its_year_counts_once_the_year_is_over(
    left_on: str, day: str, gone: bool
) -> None:
    change = {"table": "actors", "id": "hopital", "set": {"left_on": left_on}}
    chain = chain_of(change, on=datetime.date.fromisoformat(day))
    assert chain.has_left(chain.actors["hopital"]) is gone
    assert chain.present(chain.actors["hopital"]) is not gone


def test_an_actor_is_not_there_before_it_joins() -> None:
    chain = chain_of(on=datetime.date(2022, 12, 31))
    assert not chain.present(chain.actors["hopital"])
    assert [actor.id for actor in chain.bearers_of["cuisine"]] == ["marmite"]


def test_another_version_of_a_row_is_left_out_of_the_chain() -> None:
    other = {"id": "repas-2", "name": "Des repas", "sign": "positive", "variant_of": "repas-sains"}
    chain = chain_of({"table": "effects", "add": {**other, "challenges": "terres-vivantes"}})
    assert "repas-2" not in chain.effects
    assert "repas-2" not in [effect.id for effect in chain.effects_of["terres-vivantes"]]


def test_the_chain_is_the_state_of_the_day() -> None:
    later = {
        "id": "cuisine",
        "name": "Cuisine",
        "since": "2026-01-01",
        "bearers": "none",
        "status": "existing",
    }
    changes = [
        {"table": "components", "id": "cuisine", "set": {"until": "2025-12-31"}},
        {"table": "components", "add": later},
    ]
    assert carried(chain_of(*changes, on=datetime.date(2025, 12, 31))) is Said.YES
    assert carried(chain_of(*changes, on=datetime.date(2026, 1, 1))) is Said.NO


def test_a_break_is_felt_by_the_challenges_that_depend_on_the_row() -> None:
    chain = chain_of()
    assert chain.challenges_touched(chain.actors["hopital"]) == {"manger-sain", "terres-vivantes"}
    assert chain.challenges_touched(chain.effects["repas-sains"]) == {"manger-sain"}
    assert chain.challenges_touched(chain.actors["familles"]) == set()


# --- findings ---------------------------------------------------------------------------------------------------


def test_findings_come_by_severity_then_certainty_then_reach() -> None:
    findings = analysis_of(*BROKEN).findings
    keys = [(SEVERITIES.index(one.severity), one.certainty != "no", -one.reach) for one in findings]
    assert len(findings) > 10
    assert keys == sorted(keys)
    assert findings[0].severity == "error"


def test_what_the_dossier_does_not_say_is_never_worse_than_what_it_says() -> None:
    unsaid: Change = {"table": "components", "id": "cuisine", "set": {"bearers": ""}}
    said: Change = {"table": "components", "id": "cuisine", "set": {"bearers": "none"}}
    [doubt] = [one for one in analysis_of(unsaid).findings if one.code == "ART003"]
    [fact] = [one for one in analysis_of(said).findings if one.code == "ART003"]
    assert (doubt.certainty, fact.certainty) == ("unknown", "no")
    assert SEVERITIES.index(doubt.severity) > SEVERITIES.index(fact.severity)
    assert doubt.message != fact.message


def test_counts_add_up_and_hold_no_score() -> None:
    analysis = analysis_of(*BROKEN)
    counts = analysis.counts()
    assert set(counts) == {"findings", "certainty", "set_aside", "rows"}
    assert sum(counts["findings"].values()) == sum(counts["certainty"].values()) == len(analysis.findings)
    assert counts["rows"]["effects"] == 7


def test_only_error_level_findings_are_errors() -> None:
    assert analysis_of(*UNREACHED).has_errors
    assert not analysis_of().has_errors
    assert not analysis_of({"table": "models", "empty": True}).has_errors


def test_findings_are_found_again_from_each_row_they_name() -> None:
    analysis = analysis_of(*BROKEN)
    rows = by_row(analysis)
    assert "ART001" in [one.code for one in rows["challenges", "terres-vivantes"]]
    assert sum(map(len, rows.values())) == sum(len(one.rows) for one in analysis.findings)


def test_a_blank_dossier_is_not_drowned_in_findings() -> None:
    cells = {"dossier": [{"id": "neuf", "title": "Un dossier neuf"}]}
    assert 0 < len(analyse(dossier_of(cells), DAY).findings) <= 8


# --- silences ---------------------------------------------------------------------------------------------------

SILENCE = {
    "id": "tu",
    "code": "ART001",
    "reason": "Pris en charge par un autre collectif",
    "date": "2025-12-01",
}


def silenced(**cells: str) -> Analysis:
    return analysis_of(*UNREACHED, {"table": "silences", "add": SILENCE | cells})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    "cells",
    [
        {"table": "challenges", "row": "terres-vivantes"},
        {"row": "terres-vivantes"},
        {"table": "challenges"},
        {},
        {"code": "art001"},
        {"row": "terres-vivantes", "expires_on": "2026-01-15"},
        {"row": "terres-vivantes", "expires_on": "2026"},
    ],
)
def test_a_silence_sets_a_finding_aside_with_its_reason_and_date(cells: dict[str, str]) -> None:
    analysis = silenced(**cells)
    [aside] = analysis.set_aside
    assert aside.code == "ART001"
    assert aside.silence is not None
    assert (aside.silence.reason, str(aside.silence.date)) == (SILENCE["reason"], SILENCE["date"])
    assert "ART001" not in codes(analysis.findings)
    assert analysis.counts()["set_aside"] == {"findings": 1}
    assert not analysis.has_errors


@pytest.mark.parametrize(
    "cells",
    [
        {"row": "manger-sain"},
        {"table": "effects", "row": "terres-vivantes"},
        {"table": "effects"},
        {"code": "ART002"},
        {"row": "terres-vivantes", "expires_on": "2026-01-14"},
        {"row": "terres-vivantes", "expires_on": "2025"},
        {"row": "terres-vivantes", "date": "2026-02-01"},
        {"row": "terres-vivantes", "until": "2025-12-31"},
    ],
)
def test_a_silence_of_something_else_or_out_of_date_sets_nothing_aside(cells: dict[str, str]) -> None:
    analysis = silenced(**cells)
    assert "ART001" in codes(analysis.findings)
    assert analysis.set_aside == ()


# --- same dossier, same findings --------------------------------------------------------------------------------


def said(analysis: Analysis) -> Counter[tuple[object, ...]]:
    """What an analysis says, whatever the order of the rows in the tables."""
    return Counter(
        (one.code, one.severity, one.certainty, one.reach, frozenset((ref.table, ref.id) for ref in one.rows))
        for one in (*analysis.findings, *analysis.set_aside)
    )


def test_the_same_dossier_on_the_same_day_gives_the_same_findings() -> None:
    first, second = analysis_of(*BROKEN), analysis_of(*BROKEN)
    assert first.findings == second.findings
    assert first.counts() == second.counts()


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_rows(random: Any) -> None:
    cells = changed(sound_cells(), BROKEN)
    expected = said(analyse(dossier_of(cells), DAY))
    for rows in cells.values():
        random.shuffle(rows)
    shuffled = dict(random.sample(list(cells.items()), len(cells)))
    assert said(analyse(dossier_of(shuffled), DAY)) == expected


def test_every_threshold_says_its_unit_its_meaning_and_its_source() -> None:
    rows = packaged.rows("thresholds.csv")
    assert len({row["name"] for row in rows}) == len(rows)
    assert [row["name"] for row in rows if not all(row.values())] == []
