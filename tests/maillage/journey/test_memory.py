"""The memory: threads of decisions, learnings both ways, commitments through time, resources side by side."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.data import packaged
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import (
    Actor,
    Commitment,
    Contribution,
    Decision,
    Learning,
    Record,
    Resource,
    Session,
)
from maillage.dossier.values import PartialDate
from maillage.io import load
from maillage.journey.memory import (
    SupersedesCycleError,
    commitment_log,
    decision_log,
    learning_log,
    memory_of,
    resource_log,
    resting_on,
    review_of,
)
from maillage.text import LANGUAGES
from tests.conftest import ROOT

ON = datetime.date(2026, 11, 24)
RECORD = Record(id="here", title="Ici")
ACTORS = (Actor(id="la-ferme", name="La ferme"), Actor(id="la-ville", name="La ville"))
day = PartialDate.parse


def dossier(**tables: object) -> Dossier:
    return Dossier(record=RECORD, actors=ACTORS, **tables)  # type: ignore[arg-type]


def decision(identity: str, date: str = "", **further: object) -> Decision:
    made = day(date) if date else None
    return Decision(id=identity, date=made, question=f"Que faire de {identity} ?", **further)  # type: ignore[arg-type]


def test_decisions_that_supersede_one_another_are_one_thread_oldest_first() -> None:
    log = decision_log(
        dossier(
            decisions=(
                decision("c", "2026-03", supersedes="b", review_on=day("2026-10-01")),
                decision("a", "2022"),
                decision("b", "2024", supersedes="a", review_on=day("2025")),
                decision("alone", "2026-05"),
                decision("coming", "2027"),
                decision("a-selon-d-autres", "2023", variant_of="a"),
            )
        ),
        ON,
    )
    assert [[one.row.id for one in thread.decisions] for thread in log.threads] == [
        ["a", "b", "c"],
        ["alone"],
    ]
    assert log.threads[0].last.row.id == "c"
    assert [other.id for other in log.threads[0].decisions[0].others] == ["a-selon-d-autres"]
    assert [one.row.id for one in log.to_review("late")] == ["c"]  # b is superseded: nothing to review
    assert [one.row.id for one in log.to_review("unsaid")] == ["alone"]
    assert (log.after, log.threads[0].forked) == (1, False)


def test_a_decision_superseded_twice_says_so_and_what_has_ended_stays() -> None:
    rows = (
        decision("a", "2022", until=day("2023")),
        decision("b", "2024", supersedes="a"),
        decision("c", "2023", supersedes="a"),
    )
    (thread,) = decision_log(dossier(decisions=rows), ON).threads
    assert [one.row.id for one in thread.decisions] == ["a", "c", "b"]
    assert thread.forked
    assert (
        "« Que faire de c ? »" not in thread.decisions[0].review.said.fr
    )  # both heirs are named in one list
    assert "Que faire de c" in thread.decisions[0].review.said.en


def test_decisions_in_a_loop_are_refused_in_both_languages_and_named() -> None:
    rows = (decision("a", supersedes="b"), decision("b", supersedes="a"), decision("c"))
    with pytest.raises(SupersedesCycleError) as refused:
        decision_log(dossier(decisions=rows), ON)
    assert "Que faire de a" in str(refused.value)
    assert "supersede one another in a loop" in refused.value.text.en
    assert "Que faire de c" not in str(refused.value)


@given(st.lists(st.integers(0, 30), max_size=12), st.randoms(use_true_random=False))
def test_whatever_the_chains_each_decision_is_told_once_and_after_what_it_supersedes(
    links: list[int], order: object
) -> None:
    rows = [
        decision(f"d{place}", supersedes=f"d{link % place}" if place and link % 3 else None)
        for place, link in enumerate(links)
    ]
    order.shuffle(rows)  # type: ignore[attr-defined]
    log = decision_log(dossier(decisions=tuple(rows)), ON)
    told = [one.row.id for one in log.decisions]
    assert sorted(told) == sorted(row.id for row in rows)
    for row in rows:
        if row.supersedes:
            assert told.index(row.supersedes) < told.index(row.id)


@pytest.mark.parametrize(
    ("review_on", "reviewed_on", "when"),
    [
        (None, None, "unsaid"),
        (None, "2026-01", "done"),
        ("2026-11-23", None, "late"),
        ("2026-10", None, "late"),
        ("2026", None, "now"),
        ("2026-11-24", None, "now"),
        ("2026-12-08", None, "now"),
        ("2026-12-09", None, "soon"),
        ("2027-01-23", None, "soon"),
        ("2027-01-24", None, "later"),
        ("2026-10", "2026-11-02", "done"),
        ("2027-01", "2025-01", "soon"),
    ],
)
def test_a_review_is_late_now_soon_or_done(review_on: str | None, reviewed_on: str | None, when: str) -> None:
    found = review_of(day(review_on) if review_on else None, day(reviewed_on) if reviewed_on else None, ON)
    assert found.when == when
    assert all(found.said)


def test_a_learning_leads_to_what_it_changed_and_back() -> None:
    log = learning_log(
        dossier(
            sessions=(Session(id="bilan", date=day("2026-06"), title="Bilan", learnings="Se parler avant."),),
            decisions=(decision("a", "2026-07"),),
            learnings=(
                Learning(id="l1", learning="Il faut dire ses contraintes", session="bilan", decisions=("a",)),
                Learning(id="l2", learning="Le prix cache", date=day("2025"), change="On a changé de ton."),
                Learning(id="l3", learning="Attendre", date=day("2024")),
                Learning(id="l4", learning="Rien", decisions=(), components=()),
                Learning(id="l5", learning="Plus tard", date=day("2027")),
            ),
        ),
        ON,
    )
    assert [(one.row.id, one.standing) for one in log.learnings] == [
        ("l1", "changed"), ("l2", "told"), ("l3", "unsaid"), ("l4", "nothing"),
    ]  # fmt: skip
    assert [one.row.id for one in log.led_to("decisions", "a")] == ["l1"]
    assert log.led_to("decisions", "b") == ()
    assert [(s.id if s else None, len(many)) for s, many in log.by_session()] == [("bilan", 1), (None, 3)]
    assert [row.id for row in log.told] == ["bilan"]


PROMISE = Commitment(
    id="apporter", from_="la-ferme", to="la-ville", object="Apporter", status="held", until=day("2026-05-31")
)
BROKEN = Commitment(
    id="apporter",
    from_="la-ferme",
    to="la-ville",
    object="Apporter",
    status="broken",
    since=day("2026-06-01"),
    note="La grêle.",
)
ANSWER = Commitment(
    id="acheter",
    from_="la-ville",
    to="la-ferme",
    reciprocates="apporter",
    status="held",
    review_on=day("2026-09"),
)


def test_a_commitment_is_told_state_after_state_with_its_answer_beside() -> None:
    given_ = dossier(
        commitments=(BROKEN, ANSWER, PROMISE),
        contributions=(Contribution(id="terre", from_="la-ferme", to="la-ville", kind="space"),),
    )
    (pair,) = commitment_log(given_, ON).pairs
    assert [step.row.status for step in pair.first.steps] == ["held", "broken"]
    assert [step.when.en for step in pair.first.steps] == ["until 31 May 2026", "since 1 June 2026"]
    assert pair.first.who.en == "La ferme to La ville"
    assert (pair.first.review.when, pair.answers[0].review.when) == ("over", "late")
    resting = resting_on(given_.at(ON), BROKEN)
    assert ([row.id for row in resting.answers], [row.id for row in resting.contributions]) == (
        ["acheter"],
        ["terre"],
    )
    (before,) = commitment_log(given_, datetime.date(2026, 3, 1)).pairs
    assert [step.row.status for step in before.first.steps] == ["held"]


def test_commitments_that_answer_each_other_are_told_once_each() -> None:
    rows = tuple(
        Commitment(id=one, from_="la-ferme", reciprocates=other)
        for one, other in (("a", "b"), ("b", "a"), ("c", "b"), ("d", "gone"))
    )
    log = commitment_log(dossier(commitments=rows), ON)
    assert sorted(story.id for story in log.stories) == ["a", "b", "c", "d"]
    assert {pair.first.id: len(pair.answers) for pair in log.pairs} == {"a": 2, "d": 0}


def trust(identity: str, rater: str | None, state: str | None, date: str) -> Resource:
    return Resource(id=identity, kind="trust", holder="collective", rater=rater, state=state, date=day(date))


@pytest.mark.parametrize(
    ("views", "spread"),
    [
        ([("A", None)], "none"),
        ([("A", "strong"), ("B", None)], "one"),
        ([("A", "strong"), ("B", "strong")], "same"),
        ([("A", "fragile"), ("B", "sufficient")], "near"),
        ([("A", "fragile"), ("B", "strong"), ("C", "sufficient")], "apart"),
    ],
)
def test_views_stand_side_by_side_and_their_dispersion_is_said_never_averaged(
    views: list[tuple[str, str | None]], spread: str
) -> None:
    rows = tuple(trust(f"r{n}", rater, state, "2026") for n, (rater, state) in enumerate(views))
    (found,) = resource_log(dossier(resources=rows), ON)
    assert found.spread == spread
    assert len(found.raters) == len(views)
    assert all(found.dispersion.in_(language) for language in LANGUAGES)


def test_the_last_state_of_a_rater_counts_and_other_dates_are_said() -> None:
    rows = (
        trust("r1", "La ferme", "missing", "2024"),
        trust("r2", "la  ferme", "strong", "2026"),
        trust("r3", "La ville", "strong", "2025"),
        trust("later", "La ville", "missing", "2027"),
    )
    (found,) = resource_log(dossier(resources=rows), ON)
    assert found.spread == "same"
    assert "not all of the same date" in found.dispersion.en
    assert [[it.rank for it in rater.said] for rater in found.raters] == [[0, 3], [3]]


def test_every_message_has_both_languages_and_typography() -> None:
    for section in packaged.document("messages/memory.toml").values():
        for entry in section.values():
            assert set(entry) == {"fr", "en"}
            assert "'" not in str(entry["fr"]) or isinstance(entry["fr"], list)


@pytest.mark.parametrize("name", ["ikos", "lorient-reemploi"])
def test_an_example_has_a_memory(name: str) -> None:
    whole = load(ROOT / "examples" / name).dossier
    assert whole is not None
    memory = memory_of(whole, ON)
    assert len(memory.decisions.decisions) + memory.decisions.after > 3
    assert memory.resources
