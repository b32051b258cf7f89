"""Needs come from what a dossier says, meetings from what people show: with reasons, without score."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Component, Obstacle, Record, Resource
from maillage.io import load
from maillage.matching.meeting import by_kind, meets, turning
from maillage.matching.needs import NEED_KINDS, Need, needs_of
from maillage.matching.people import Meeting, Person, Shown
from maillage.matching.wording import text
from maillage.text import same

DAY = datetime.date(2026, 11, 24)
codes = st.sampled_from(["eat", "move", "dwell"])
obstacles = st.sampled_from(["tight_budgets", "volume_logic"])
phases = st.sampled_from(["", "existing", "frame"])
places = st.sampled_from(["59350", "62041", "34172", "59", "inconnu"])
shown = st.builds(
    Shown, st.sampled_from(["journey", "practice", "case", "sheet", "?"]), obstacles, codes, phases, places
)
people = st.builds(
    Person,
    id=st.uuids().map(str),
    name=st.text("abcéÉzZ -", min_size=1, max_size=6),
    does=st.lists(st.sampled_from(["facilitate", "carry", "inconnu"]), max_size=2).map(tuple),
    spheres=st.lists(codes, max_size=2).map(tuple),
    territories=st.lists(places, max_size=2).map(tuple),
    languages=st.sampled_from([(), ("fr",)]),
    practices=st.lists(shown, max_size=2).map(tuple),
)
needs = st.builds(
    Need,
    code=st.just("n"),
    kind=st.sampled_from(NEED_KINDS),
    words=st.just(same("n")),
    told=st.just(same("n")),
    obstacles=st.lists(obstacles, max_size=1).map(tuple),
    spheres=st.lists(codes, max_size=2).map(tuple),
    phase=phases,
    territory=st.lists(places, max_size=1).map(tuple),
    language=st.sampled_from(["", "fr"]),
)


@settings(max_examples=60)
@given(needs, st.lists(people, max_size=5), shown, st.dates())
def test_a_meeting_always_has_reasons_and_more_shown_never_takes_one_away(
    need: Need, several: list[Person], more: Shown, on: datetime.date
) -> None:
    met = meets(need, several, on)
    assert met == meets(need, list(reversed(several)), on) or len({p.name for p in several}) < len(several)
    assert all(one.reasons for one in met)
    assert all(word.fr and word.en for one in met for word in one.words)
    before = {one.person.id: set(one.reasons) for one in met}
    richer = [replace(one, practices=(*one.practices, more)) for one in several]
    after = {one.person.id: set(one.reasons) for one in meets(need, richer, on)}
    assert all(reasons <= after[person] for person, reasons in before.items())
    bare = [Person(one.id, one.name) for one in several]
    assert meets(need, bare, on) == ()
    grouped = [one for _kind, inside in by_kind(met) for one in inside]
    assert sorted(one.person.id for one in grouped) == sorted(before)


def test_nobody_is_always_first_and_nobody_carries_a_number() -> None:
    names = ["Ana", "Éva", "Malo", "Zoé"]
    firsts = {turning(names, DAY + datetime.timedelta(days=n), str)[0] for n in range(26)}
    assert firsts == set(names)
    assert {one.name for one in fields(Meeting)} == {"person", "reasons"}


def test_needs_are_what_the_dossier_says_and_what_goes_out_names_no_row() -> None:
    dossier = Dossier(
        record=Record(id="ici", title="Ici", spheres=("eat",), territory=("59350",)),
        obstacles=(
            Obstacle(id="o1", obstacle="tight_budgets"),
            Obstacle(id="o2", obstacle="Un frein à nous"),
        ),
        components=(
            Component(id="c1", name="Marquesecret", status="sought"),
            Component(id="c2", name="Porteur non dit"),
            Component(id="c3", name="Fini", status="ended", bearers=()),
        ),
        resources=(Resource(id="r1", kind="trust", state="fragile"), Resource(id="r2", kind="health")),
    )
    found = needs_of(dossier, DAY)
    assert found == needs_of(dossier, DAY)
    asked = [one.code for one in found if one.kind != "gap"]
    assert asked == ["obstacle:tight_budgets", "obstacle:Un frein à nous", "component:c1", "resource:trust"]
    told = "".join(one.told.fr + one.told.en for one in found)
    assert "Marquesecret" not in told
    assert "frein à nous" not in told
    assert "Marquesecret" in "".join(one.words.fr for one in found)


def test_the_needs_of_an_example_have_a_row_behind_them(root: Path) -> None:
    dossier = load(root / "examples/lorient-reemploi").dossier
    assert dossier is not None
    found = needs_of(dossier, DAY)
    assert {one.kind for one in found} == {"obstacle", "component", "phase", "gap"}
    for one in found:
        for table, identity in one.rows:
            assert identity in {row.id for row in dossier.rows(table)}
    assert all(text(f"matching-kind.{kind}").fr and text(f"matching-need.{kind}").en for kind in NEED_KINDS)
