"""What Maillage writes is a valid Data Package for the reference validator."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.dossier.schema import package, table_schema
from maillage.dossier.tables import TABLES, Actor
from maillage.dossier.values import PartialDate
from tests.corpus.good import good_tables, write_folder
from tests.maillage.io.test_round_trips import EVERY_TRICKY_TEXT
from tests.strategies import dossiers

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of frictionless and its dependencies
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


def errors(path: Path) -> list[Any]:
    """What frictionless finds wrong in a folder."""
    import frictionless

    report = frictionless.validate(str(path / "datapackage.json"))
    return [] if report.valid else [*report.errors, *report.flatten(["type", "fieldName", "note"])]


def sound(tmp_path: Path) -> Dossier:
    """The sound dossier, with dated states, variants and unknown columns."""
    dossier = io.load(write_folder(good_tables(), tmp_path / "from")).dossier
    assert dossier is not None
    states = (
        Actor(id="a4", name="Association", until=PartialDate(2017), extras=(("=mémo;,", "+33"),)),
        Actor(id="a4", name="Coopérative", since=PartialDate(2018, 3), note='deux\nlignes et "guillemets"'),
        Actor(id="a5", name="Le même, dit autrement", variant_of="a4"),
    )
    return dataclasses.replace(dossier, actors=(*dossier.actors, *states))


@pytest.mark.parametrize("every_table", [False, True])
def test_a_written_folder_is_a_valid_package(every_table: bool, tmp_path: Path) -> None:
    io.save(sound(tmp_path), tmp_path / "d", every_table=every_table)
    assert errors(tmp_path / "d") == []


def test_tricky_texts_are_valid_too(tmp_path: Path) -> None:
    io.save(EVERY_TRICKY_TEXT, tmp_path / "d")
    assert errors(tmp_path / "d") == []


@given(dossiers())
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_any_dossier_is_a_valid_package(dossier: Dossier) -> None:
    with tempfile.TemporaryDirectory() as folder:
        io.save(dossier, Path(folder, "d"))
        assert errors(Path(folder, "d")) == []


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("actors", "association", "asociation"),
        ("actors", "62010", "Arras"),
        ("ties", "a1,a2", "a1,a9"),
        ("effects", "yes", "peut-être"),
        ("components", "Cuisine commune", ""),
    ],
)
def test_the_package_says_enough_for_others_to_find_mistakes(
    table: str, before: str, after: str, tmp_path: Path
) -> None:
    io.save(sound(tmp_path), tmp_path / "d")
    file = tmp_path / "d" / f"{table}.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    assert errors(tmp_path / "d")


def test_the_descriptor_presents_the_dossier(tmp_path: Path) -> None:
    described = package(sound(tmp_path), {"actors": ["id", "name", "mémo"]})
    assert (described["name"], described["title"]) == ("halle", "La halle nourricière")
    (resource,) = described["resources"]
    assert [field["name"] for field in resource["schema"]["fields"]] == ["id", "name", "mémo"]
    assert resource["schema"]["fields"][1]["title"] == "Nom"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_schema_of_a_table_says_all_its_fields(table: Any) -> None:
    names = [field.name for field in table.fields]
    schema = table_schema(table, names, list(TABLES), "en")
    assert [field["name"] for field in schema["fields"]] == names
    assert all(field["title"] and field["description"] for field in schema["fields"])
    single = [f.name for f in table.fields if f.kind == "reference" and not f.many and not f.parties]
    assert [key["fields"] for key in schema.get("foreignKeys", [])] == [[name] for name in single]
