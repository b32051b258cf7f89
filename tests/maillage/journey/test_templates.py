"""The shipped templates hold together and name what exists; a foreign one is read with all its problems at once."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from maillage.articulation.catalogue import catalogue
from maillage.data import packaged
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Journey, Phase, Record
from maillage.io.journeys import load_template
from maillage.journey.phases import phases_of
from maillage.journey.templates import template, templates
from maillage.journey.wording import problem
from tests.conftest import ROOT

SHIPPED = ROOT / "src/maillage/data/journeys"
DAY = datetime.date(2026, 11, 24)


def test_three_templates_are_shipped_with_the_rhythm_that_is_documented() -> None:
    assert [(one.id, one.kind, len(one.phases)) for one in templates()] == [
        ("collective", "collective", 10),
        ("leader", "leader", 7),
        ("programme", "programme", 6),
    ]
    programme = template("programme")
    assert programme.months == 24
    assert [(beat.kind, beat.every_months) for beat in programme.rhythm] == [("meeting", 2), ("seminar", 12)]
    codes = "context existing actors frame solution commitments experiment evaluation governance transfer"
    assert [one.code for one in template("collective").phases] == codes.split()


def test_every_check_speaks_at_a_phase_of_the_collective_and_every_design_exists() -> None:
    told = {code for phase in template("collective").phases for code in phase.checks}
    assert told == set(catalogue())
    designs = {row["code"] for row in packaged.rows("workshops/designs.csv")}
    assert {code for one in templates() for phase in one.phases for code in phase.workshops} <= designs


def test_every_phase_is_whole_in_both_languages_and_nothing_in_it_breaks_a_list_of_cells() -> None:
    for one in templates():
        for phase in one.phases:
            assert phase.questions, phase.code
            assert phase.outputs, phase.code
            said = [said.text for said in (*phase.questions, *phase.before, *phase.after)]
            said += [output.said for output in phase.outputs]
            assert all(half and ";" not in half for text in said for half in text), phase.code
            assert all(len(set(text)) == 2 for text in (*said, phase.aim)), phase.code
            assert bool(phase.loop.to) == bool(phase.loop.why.fr), phase.code


@pytest.mark.parametrize("name", ["collective", "leader", "programme"])
def test_a_shipped_template_reads_from_disk_as_it_reads_when_packaged(name: str) -> None:
    reading = load_template(SHIPPED / name)
    assert reading.problems == ()
    assert reading.template == template(name)


def test_what_is_wrong_with_a_foreign_template_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    files = {
        "template": "id,title_fr,kind,months\nmine,Le mien,club,deux\n",
        "phases": "code,rank,title_en,aim_fr,loops_to\na,0,One,Faire,b\na,x,,Encore,\n",
        "checks": "phase,check\na,ZZZ999\nz,ART001\n",
        "outputs": "phase,table,column,values,least,said_fr\na,actors,shoe,,0,Vu\na,nowhere,,,1,Vu\n",
        "before_after": "phase,moment,said_fr,colour\na,during,Voir,red\n",
        "extra": "x\n1\n",
    }
    for name, words in files.items():
        (tmp_path / f"{name}.csv").write_text(words, encoding="utf-8")
    reading = load_template(tmp_path)
    assert reading.template is None
    found = {
        (one.code, one.place.file, one.place.line, one.place.column, one.found) for one in reading.problems
    }
    assert found == {
        ("unknown-column", "before_after.csv", 1, "colour", "colour"),
        ("unknown-table", "extra.csv", None, None, "extra"),
        ("twice", "phases.csv", 3, "code", "a"),
        ("not-in-list", "template.csv", 2, "kind", "club"),
        ("bad-number", "template.csv", 2, "months", "deux"),
        ("not-in-list", "phases.csv", 2, "loops_to", "b"),
        ("bad-number", "phases.csv", 3, "rank", "x"),
        ("empty-cell", "phases.csv", 3, "title_fr", ""),
        ("not-in-list", "checks.csv", 2, "check", "ZZZ999"),
        ("not-in-list", "checks.csv", 3, "phase", "z"),
        ("not-in-list", "outputs.csv", 2, "column", "shoe"),
        ("bad-number", "outputs.csv", 2, "least", "0"),
        ("not-in-list", "outputs.csv", 3, "table", "nowhere"),
        ("not-in-list", "before_after.csv", 2, "moment", "during"),
    }
    assert all(one.message.fr and one.message.en and one.repair.fr for one in reading.problems)


def test_a_template_that_is_not_there_or_has_no_phases_is_said(tmp_path: Path) -> None:
    assert [one.code for one in load_template(tmp_path / "nowhere").problems] == ["not-found"]
    (tmp_path / "template.csv").write_text("id,title_fr,kind\na,A,leader\nb,B,leader\n", encoding="utf-8")
    assert [one.code for one in load_template(tmp_path).problems] == ["no-table", "several-templates"]


def test_every_problem_has_its_words() -> None:
    codes = [
        "no-table",
        "unknown-table",
        "unknown-column",
        "several-templates",
        "empty-cell",
        "twice",
        "not-in-list",
        "bad-number",
    ]
    for code in codes:
        made = problem(
            code, load_template(Path("nowhere")).problems[0].place, "x", known="k", choices="c", least=1
        )
        assert "{" not in made.message.fr + made.expected.en + made.repair.en


def test_rows_of_phases_replace_those_of_the_template_and_keep_what_they_do_not_say() -> None:
    journey = Journey(id="j", title="J", template="collective")
    rows = (
        Phase(
            id="j-actors", journey="j", rank=2, title="Les acteurs et leurs contraintes", questions=("Qui ?",)
        ),
        Phase(id="j-ours", journey="j", rank=1, title="Marcher ensemble", before=()),
    )
    dossier = Dossier(record=Record(id="d", title="D"), journeys=(journey,), phases=rows)
    first, second = phases_of(dossier, journey, DAY)
    guide = template("collective").phase("actors")
    assert guide is not None
    assert (first.code, first.title.en, first.aim, first.checks) == ("ours", "Marcher ensemble", None, ())
    assert (second.code, second.title, second.aim) == ("actors", guide.title, guide.aim)
    assert [one.text.fr for one in second.questions] == ["Qui ?"]
    assert (second.checks, second.before) == (guide.checks, guide.before)
