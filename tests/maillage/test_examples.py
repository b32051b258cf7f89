"""The examples are real dossiers: readable, sourced, in the form Maillage writes, and true to what they tell."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest

from maillage.articulation.analysis import analyse
from maillage.articulation.chain import Said, build_chain
from maillage.dossier.dossier import Dossier
from maillage.io import load, package
from tools import examples

FOLDERS = examples.examples()
NAMES = {folder.name: folder for folder in FOLDERS}
UNSOURCED = ("sources", "snapshots", "silences")

each_example = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def dossier_of(name: str) -> Dossier:
    dossier = load(NAMES[name]).dossier
    assert dossier is not None
    return dossier


def test_the_six_examples_are_there() -> None:
    assert sorted(NAMES) == [
        "caisse-alimentaire-montpellier", "ecopole-audruicq", "ikos", "jaime-mes-bouteilles", "kalundborg",
        "lorient-reemploi",
    ]  # fmt: skip


@each_example
def test_an_example_reads_without_problem_and_stands_in_canonical_form(folder: Path) -> None:
    reading = load(folder)
    assert reading.problems == ()
    assert reading.dossier is not None
    written = package.contents(reading.dossier)
    for name, text in written.items():
        assert (folder / name).read_text(encoding="utf-8") == text, f"{name}: maillage convert rewrites it"


@each_example
def test_an_example_is_a_valid_data_package(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


@each_example
def test_every_row_of_an_example_cites_a_source_with_an_address(folder: Path) -> None:
    dossier = dossier_of(folder.name)
    unsourced = [
        f"{table}/{row.id}" for table, row in dossier.stated() if table not in UNSOURCED and not row.source
    ]
    assert unsourced == []
    assert [source.id for source in dossier.sources if not source.url] == []


@each_example
@pytest.mark.parametrize("language", examples.PAGES)
def test_the_page_of_an_example_says_what_the_checks_find(folder: Path, language: str) -> None:
    page = (folder / examples.PAGES[language]).read_text(encoding="utf-8")  # type: ignore[index]
    assert page == examples.page(folder, language), "python -m tools.docs rewrites it"  # type: ignore[arg-type]


def test_audruicq_grows_from_one_garden_to_a_system() -> None:
    dossier = dossier_of("ecopole-audruicq")
    sizes = [len(dossier.at(snapshot.date.last_day()).components) for snapshot in dossier.snapshots]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_audruicq_keeps_conflicting_figures_side_by_side() -> None:
    dossier = dossier_of("ecopole-audruicq")
    first, second = (dossier.at(datetime.date(year, 6, 30)) for year in (2011, 2015))
    assert [flow.amount for flow in first.flows if flow.id == "paniers"] == [Decimal(70)]
    told = {flow.amount: flow.source for flow in second.flows if "paniers" in (flow.id, flow.variant_of)}
    assert set(told) == {Decimal(150), Decimal(350)}
    assert not set(told[Decimal(150)] or ()) & set(told[Decimal(350)] or ())


def test_bottles_lose_the_bearer_of_washing_after_the_exit() -> None:
    dossier = dossier_of("jaime-mes-bouteilles")
    before, after = (build_chain(dossier, datetime.date(year, 6, 30)) for year in (2017, 2022))
    assert before.carried(before.components["lavage"]) is Said.YES
    assert after.carried(after.components["lavage"]) is Said.UNKNOWN
    gone = next(actor for actor in dossier.actors if actor.id == "partenaire-2017")
    assert gone.left_on is not None
    assert gone.legal_form is None, "the source does not name the partner"


def test_montpellier_contributions_are_those_published() -> None:
    rows = dossier_of("caisse-alimentaire-montpellier").contributions
    assert any((row.low, row.likely, row.high) == (Decimal(1), Decimal(60), Decimal(250)) for row in rows)


def test_kalundborg_tells_the_flows_of_its_sources(shared: Path) -> None:
    published = json.loads((shared / "data/networks/kalundborg.json").read_text(encoding="utf-8"))
    dossier = dossier_of("kalundborg")
    names = {actor.id: actor.name for actor in dossier.actors}
    told = sorted((names[flow.from_], names[flow.to]) for flow in dossier.flows)
    assert told == sorted((flow["de"], flow["vers"]) for flow in published["flux"])


@each_example
def test_findings_of_an_example_do_not_depend_on_when_it_is_read(folder: Path) -> None:
    dossier = dossier_of(folder.name)
    assert analyse(dossier, examples.ON) == analyse(dossier_of(folder.name), examples.ON)
