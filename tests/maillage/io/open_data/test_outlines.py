"""Outlines are read from official files, kept with their source, and found one by one."""

from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from maillage.io.open_data import Asking, Downloads
from maillage.io.open_data.outline_updates import ask_api, keep_file, outline_files, refresh
from maillage.io.open_data.outlines import FOLDER, Outlines, OutlineSource, read_outlines, write_outlines
from tests.maillage.io.open_data.conftest import NOW, problem_of
from tests.open_data_answers import MEMBERS
from tests.open_data_server import OpenDataServer

SQUARE = [[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1], [0.0, 0.0]]
LILLE, GUADELOUPE, BESIDE_BRITTANY = (3.0, 50.6), (-61.5, 16.2), (-7.5, 50.4)


def feature(code: object, at: tuple[float, float], key: str = "code", **properties: object) -> dict[str, Any]:
    """A square somewhere."""
    ring = [[at[0] + x, at[1] + y] for x, y in SQUARE]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {key: code, **properties}, "geometry": geometry}


def written(path: Path, *features: object) -> Path:
    """A file of GeoJSON."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def codes(collection: dict[str, Any]) -> list[str]:
    """Whose outlines these are."""
    return [one["properties"]["code"] for one in collection["features"]]


def test_the_official_files_are_read_and_an_outline_is_found(shared: Path, tmp_path: Path) -> None:
    data = shared / "data" / "territory"
    epci = keep_file(data / "epci-2025.topojson.gz", tmp_path, now=NOW, year=2025)
    communes = keep_file(data / "communes-hauts-de-france-2025.geojson.gz", tmp_path, now=NOW)
    assert (dict(epci.counts), dict(communes.counts)) == ({"epci": 1255}, {"commune": 3782})
    outlines = Outlines.at(tmp_path, tmp_path / "none")
    assert {kind: len(outlines.known(kind)) for kind in ("epci", "commune", "region")} == {
        "epci": 1255,
        "commune": 3782,
        "region": 0,
    }
    (lille,) = outlines.of("epci", ["200093201", "inconnu"])["features"]
    assert set(lille["properties"]) == {"code", "name", "displaced", "source"}
    west, south, east, north = _box(lille)
    assert 2.7 < west < east < 3.4
    assert 50.4 < south < north < 50.9
    source = outlines.source("epci")
    assert source is not None
    assert (source.file, source.year, source.taken_at) == ("epci-2025.topojson.gz", 2025, NOW)
    assert source.id == lille["properties"]["source"]
    # in this file the five overseas départements stand off Brittany
    assert len(epci.displaced) == 23
    assert {"249710047", "200041788", "249740119"} <= set(epci.displaced)
    moved = outlines.of("epci", epci.displaced)["features"]
    assert all(one["properties"]["displaced"] and _box(one)[1] > 40 for one in moved)


def _box(one: dict[str, Any]) -> tuple[float, float, float, float]:
    geometry = one["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    points = [point for polygon in polygons for point in polygon[0]]
    east, north = [point[0] for point in points], [point[1] for point in points]
    return min(east), min(north), max(east), max(north)


def test_an_outline_in_its_place_is_not_replaced_by_a_displaced_one(tmp_path: Path) -> None:
    def keep(at: tuple[float, float], name: str) -> tuple[str, ...]:
        file = written(tmp_path / "a.json", feature("97105", at, nom=name), feature("97502", BESIDE_BRITTANY))
        return keep_file(file, tmp_path, now=NOW).displaced

    assert keep(BESIDE_BRITTANY, "loin") == ("97105",)
    assert keep(GUADELOUPE, "là") == ()
    assert keep(BESIDE_BRITTANY, "encore loin") == ("97105",)
    (kept,) = Outlines.at(tmp_path, tmp_path / "none").of("commune", ["97105"])["features"]
    assert (kept["properties"]["name"], kept["properties"]["displaced"]) == ("là", False)


def test_what_is_loaded_completes_and_replaces_the_extract(tmp_path: Path) -> None:
    def source(digest: str) -> OutlineSource:
        return OutlineSource("IGN", "etalab-2.0", None, "a.json", digest * 32, 2026, NOW)

    def outlines(*given: tuple[str, str]) -> Any:
        return read_outlines(written(tmp_path / "a.json", *(feature(c, LILLE, nom=n) for c, n in given)))

    extract, folder = tmp_path / "extract", tmp_path / "territory"
    first = write_outlines(extract, "commune", outlines(("59350", "A"), ("2A004", "B")), source("aa"))
    same = first.read_bytes()
    write_outlines(extract, "commune", outlines(("59350", "A"), ("2A004", "B")), source("aa"))
    assert first.read_bytes() == same
    assert codes(Outlines.at(None, extract).of("commune", ["2A004", "59350"])) == ["2A004", "59350"]
    write_outlines(folder / FOLDER, "commune", outlines(("59350", "C"), ("59009", "D")), source("bb"))
    both = Outlines.at(folder, extract)
    found = both.of("commune", ["59350", "59009", "2A004"])["features"]
    assert [one["properties"]["name"] for one in found] == ["C", "D", "B"]
    assert {one.sha256[:2] for one in both.sources("commune")} == {"aa", "bb"}
    assert both.known("commune") == {"59350", "59009", "2A004"}
    (folder / FOLDER / "commune.zip").write_bytes(b"damaged")
    assert codes(both.of("commune", ["59350", "59009"])) == ["59350"]


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ([], "bad-outlines"),
        ([{"type": "Feature", "properties": {"code": "59350"}, "geometry": None}], "bad-outlines"),
        ([feature("59", LILLE)], "whose-outlines"),
        ([feature("59350", (700_000.0, 7_000_000.0))], "not-degrees"),
        ([feature(None, LILLE)], "whose-outlines"),
        ([{"type": "Feature", "properties": None, "geometry": {"type": "Polygon"}}], "bad-outlines"),
    ],
)
def test_a_file_that_is_no_outlines_is_told(features: list[Any], code: str, tmp_path: Path) -> None:
    assert problem_of(lambda: read_outlines(written(tmp_path / "a.json", *features))) == code


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    for content in (b"{", b"[]", b"\x1f\x8bnot gzip", gzip.compress(b"{}" * 999)[:-9], b"[" * 100_000):
        (tmp_path / "a").write_bytes(content)
        assert problem_of(lambda: read_outlines(tmp_path / "a")) == "bad-outlines"


def test_neighbours_share_an_edge_that_one_of_them_reads_backwards(tmp_path: Path) -> None:
    """Two squares of a topology: the arc between them is written once."""
    arcs = [[[1, 1], [0, -1]], [[1, 0], [-1, 0], [0, 1], [1, 0]], [[1, 1], [1, 0], [0, -1], [-1, 0]]]
    halves = [[0, 1], [2, -1]]
    geometries = [
        {"type": kind, "arcs": [ring] if kind == "Polygon" else [[ring]], "properties": {"EPCI": code}}
        for kind, ring, code in zip(
            ("Polygon", "MultiPolygon"), halves, ("200093201", "246200364"), strict=True
        )
    ]
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [3, 50]},
        "objects": {"data": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs,
    }
    (tmp_path / "a.json").write_text(json.dumps(topology), encoding="utf-8")
    one, other = read_outlines(tmp_path / "a.json")
    assert one.geometry["coordinates"] == [[[3.1, 50.1], [3.1, 50.0], [3.0, 50.0], [3.0, 50.1], [3.1, 50.1]]]
    assert other.geometry["coordinates"] == [
        [[3.1, 50.1], [3.2, 50.1], [3.2, 50.0], [3.1, 50.0], [3.1, 50.1]]
    ]
    topology["arcs"] = []
    (tmp_path / "a.json").write_text(json.dumps(topology), encoding="utf-8")
    assert problem_of(lambda: read_outlines(tmp_path / "a.json")) == "bad-outlines"


def test_whose_outlines_is_told_by_the_names_of_the_codes(tmp_path: Path) -> None:
    for name, kind in (
        ("DEP", "department"),
        ("INSEE_REG", "region"),
        ("SIREN_EPCI", "epci"),
        ("INSEE_COM", "commune"),
    ):
        code = {"epci": "200093201", "commune": "59350"}.get(kind, "59")
        (one,) = read_outlines(written(tmp_path / "a.json", feature(code, LILLE, key=name)))
        assert (one.kind, one.code) == (kind, code)
    (said,) = read_outlines(written(tmp_path / "a.json", feature("59", LILLE)), "department", digits=1)
    assert said.kind == "department"
    assert said.geometry["coordinates"][0][0] == [3.0, 50.6]


def test_the_api_gives_an_epci_and_its_communes(
    asking: Asking, tmp_path: Path, server: OpenDataServer
) -> None:
    kept = ask_api(asking, tmp_path, ["200093201", "59350"], now=NOW)
    assert dict(kept.counts) == {"epci": 1, "commune": 6}
    outlines = Outlines.at(tmp_path, tmp_path / "none")
    assert outlines.known("commune") == set(MEMBERS)
    (lille,) = outlines.of("commune", ["59350"])["features"]
    assert lille["geometry"]["coordinates"][0][0] == [3.0, 50.6]
    assert lille["properties"]["name"] == "Nom 59350"
    assert all("geometry=contour&format=geojson" in one.path for one in server.asked)
    assert dict(ask_api(asking, tmp_path, ["59"], now=NOW).counts) == {"commune": 5}
    assert problem_of(lambda: ask_api(asking, tmp_path, ["99999"], now=NOW)) == "not-found"
    assert problem_of(lambda: ask_api(asking, tmp_path, [], now=NOW)) == "no-codes"
    assert problem_of(lambda: ask_api(asking, tmp_path, ["59350"] * 999, now=NOW)) == "too-many-codes"
    server.mode = "truncated"
    assert problem_of(lambda: ask_api(asking, tmp_path, ["59350"], now=NOW)) == "bad-json"


def test_an_official_file_of_outlines_is_downloaded_when_it_changes(
    asking: Asking, tmp_path: Path, server: OpenDataServer
) -> None:
    (one,) = (file for file in outline_files() if file.kind == "epci")
    content = {"type": "FeatureCollection", "features": [feature("200093201", LILLE, nom="Métropole")]}
    path = one.url.replace("https://etalab-datasets.geo.data.gouv.fr", "/contours")
    server.files[path] = gzip.compress(json.dumps(content).encode())
    downloads = Downloads(asking, tmp_path / "downloads", now=NOW)
    assert dict(refresh(downloads, tmp_path, one, now=NOW).counts) == {"epci": 1}
    assert not refresh(downloads, tmp_path, one, now=NOW + datetime.timedelta(days=1)).changed
    source = Outlines.at(tmp_path, tmp_path / "none").source("epci")
    assert source is not None
    assert (source.url, source.licence, source.taken_at) == (one.url, "etalab-2.0", NOW)
