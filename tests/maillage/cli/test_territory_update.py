"""What `territory update` and `territory outlines` say and keep, the services being there, failing or gone."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from maillage.data import packaged
from maillage.io.open_data.outline_updates import outline_files
from maillage.io.open_data.outlines import Outlines
from maillage.io.open_data.services import services
from maillage.io.territory.store import Store
from maillage.territory.datasets import datasets
from maillage.text import Language
from tests.maillage.cli.conftest import Run
from tests.open_data_answers import MEMBERS
from tests.open_data_server import OpenDataServer

PEOPLE, COMPARATOR = "insee_populations", "insee_comparateur"
HOLE = "{"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command keeps figures."""
    monkeypatch.setenv("MAILLAGE_TERRITORY", str(tmp_path / "territoire"))
    return tmp_path / "territoire"


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDataServer]:
    """A local server, which the command asks in place of all the services."""
    with OpenDataServer() as running:
        for name, value in running.settings.items():
            monkeypatch.setenv(name, value)
        yield running


def put_outlines(server: OpenDataServer) -> None:
    """The official files of outlines, with one territory each."""
    for file in outline_files():
        code = {"epci": "200093201", "commune": "59350", "department": "59", "region": "32"}[file.kind]
        ring = [[3.0, 50.6], [3.1, 50.6], [3.1, 50.7], [3.0, 50.6]]
        one = {
            "type": "Feature",
            "properties": {"code": code, "nom": "Nom"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        path = file.url.replace("https://etalab-datasets.geo.data.gouv.fr", "/contours")
        server.files[path] = gzip.compress(json.dumps({"features": [one]}).encode(), mtime=0)


def test_what_has_an_address_is_downloaded_and_loaded_once(
    server: OpenDataServer, folder: Path, run: Run
) -> None:
    done = run("territory", "update", "--dataset", COMPARATOR)
    assert (done.code, done.err) == (0, "")
    title = datasets()[COMPARATOR].title.fr
    assert f"{title} : chargé (base_cc_comparateur_csv.zip" in done.out.replace("\u00a0", " ")
    assert "Chargés : 1 · inchangés : 0 · en échec : 0" in done.out.replace("\u00a0", " ")
    (edition,) = (one for one in Store.at(folder).editions if not one.packaged)
    assert (edition.dataset, edition.year, edition.rows) == (COMPARATOR, 2022, len(MEMBERS))
    assert edition.url == datasets()[COMPARATOR].fetching.url
    again = run("territory", "update", "--dataset", COMPARATOR, language="en")
    assert (again.code, server.asked[-1].status) == (0, [304])
    assert "Loaded: 0 · unchanged: 1 · failed: 0" in again.out


def test_one_source_that_fails_does_not_prevent_the_others_and_leaves_1(
    server: OpenDataServer, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_outlines(server)
    monkeypatch.setenv("MAILLAGE_MELODI_URL", "http://127.0.0.1:9")
    chosen = ["--dataset", PEOPLE, "--outlines"]
    done = run("territory", "update", *chosen, "--format", "json")
    assert done.code == 1
    said = {one["id"]: one for one in done.json()["sources"]}
    assert {id_: one["state"] for id_, one in said.items()} == {
        PEOPLE: "failed",
        **{f"outlines-{kind}": "refreshed" for kind in ("epci", "commune", "department", "region")},
    }
    assert "injoignable" in said[PEOPLE]["why"][0]
    assert Outlines.at(folder).known("region") == {"32"}
    told = run("territory", "update", *chosen, language="en")
    assert told.code == 1
    assert "failed\n  INSEE Melodi cannot be reached" in told.out
    assert "Loaded: 0 · unchanged: 4 · failed: 1" in told.out


def test_a_dry_run_asks_nothing(server: OpenDataServer, folder: Path, run: Run) -> None:
    done = run("territory", "update", "--dry-run", "--format", "json")
    assert done.code == 0
    said = done.json()
    assert {one["state"] for one in said["sources"]} == {"asked"}
    assert {one["id"] for one in said["sources"] if not one["id"].startswith("outlines-")} | {
        one["id"] for one in said["by_hand"]
    } == set(datasets())
    assert server.asked == []
    text = run("territory", "update", "--dry-run")
    assert datasets()[COMPARATOR].title.fr in text.out
    assert "à télécharger sur https://" in text.out
    assert not any(folder.glob("*.json"))


def test_outlines_of_a_file_and_of_the_api_are_kept(
    server: OpenDataServer, folder: Path, run: Run, tmp_path: Path
) -> None:
    done = run("territory", "outlines", "--from-api", "200093201")
    assert (done.code, done.err) == (0, "")
    assert "5 contours gardés (communes)" in done.out
    ring = [[-7.5, 50.4], [-7.4, 50.4], [-7.4, 50.5], [-7.5, 50.4]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    moved = {"type": "Feature", "properties": {"DEPCOM": "97105"}, "geometry": geometry}
    file = tmp_path / "moved.geojson"
    file.write_text(json.dumps({"features": [moved]}), encoding="utf-8")
    done = run("territory", "outlines", file, "--year", "2025", "--producer", "IGN", language="en")
    assert "1 outlines are not in their place" in done.out
    known = run("territory", "outlines", language="en").out
    assert "communes: " in known
    assert "source: IGN, 2025" in known
    file.write_text("{}", encoding="utf-8")
    done = run("territory", "outlines", file)
    assert (done.code, done.out) == (1, "")
    assert "n’est pas un fichier de contours" in done.err
    assert run("territory", "outlines", "--from-api").code == 1
    server.stop()
    done = run("territory", "outlines", "--from-api", "59350")
    assert "est injoignable" in done.err


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_commands_explain_themselves(language: Language, run: Run) -> None:
    for name in ("update", "outlines"):
        done = run("territory", name, "--help", language=language)
        assert done.code == 0
        assert f"maillage territory {name}" in done.out


def test_every_message_of_the_sources_has_two_languages_and_is_said_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("src/maillage/io/open_data", "src/maillage/cli")
        for path in (Path(__file__).parents[3] / folder).glob("*.py")
    )
    for section, entries in packaged.document("messages/open_data.toml").items():
        for name, entry in entries.items():
            assert set(entry) == {"fr", "en"}
            assert sorted(entry["fr"].split(HOLE)[1:]) == [] or entry["fr"].count(HOLE) == entry["en"].count(
                HOLE
            )
            assert "'" not in entry["fr"]
            if section == "problem":
                assert f'"{name}"' in code


def test_every_service_its_setting_and_its_address_are_documented(root: Path) -> None:
    page = (root / "docs" / "operations" / "open-data.md").read_text(encoding="utf-8")
    for one in services().values():
        assert f"| `{one.setting}` | {one.address} |" in page
