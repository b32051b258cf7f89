"""Maps and what says the same, files to keep, and the tiles of somebody else only when they were asked for."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from maillage.io.open_data.outlines import Outlines
from maillage.io.territory.store import Store
from maillage.territory.perimeters import perimeter
from maillage_web.config import environment, security
from maillage_web.territories.queries import maps, outlines
from tests.maillage_web.reading import Page
from tests.maillage_web.territories.addresses import EPCI
from tests.maillage_web.territories.samples import AUDRUICQ, LENS, SECRET, SILENT

pytestmark = pytest.mark.one_database


def test_the_map_and_the_list_say_the_same(client: Client) -> None:
    page = Page(client.get(f"/{EPCI}carte/?indicateur=vacancy_rate").content.decode())
    drawn = json.loads(client.get(f"/{EPCI}contours.json?indicateur=vacancy_rate").content)
    shown = {one["properties"]["code"]: one["properties"] for one in drawn["features"]}
    assert len(shown) == 36
    assert shown[SILENT]["rank"] == 0
    assert shown[SILENT]["value"] == ""
    assert {one["rank"] for one in shown.values()} == {0, 1, 2, 3, 4, 5}
    for one in shown.values():
        assert one["href"] in page.links
        assert one["value"] in page.text
    holder = next(one for one in page.elements if "data-outlines" in one.attributes)
    assert client.get(holder.attributes["data-outlines"]).status_code == 200


def test_the_report_holds_the_map_drawn_for_paper(client: Client) -> None:
    page = Page(client.get(f"/{EPCI}rapport/").content.decode())
    picture = next(one for one in page.all("svg") if one.attributes.get("class") == "drawn")
    assert picture.attributes["aria-label"]
    drawn = [one for one in page.all("path") if "area" in one.attributes.get("class", "").split()]
    assert len(drawn) == 36
    assert {one.attributes["class"].split()[1] for one in drawn} == {
        "area--none",
        *(f"area--{n}" for n in range(1, 6)),
    }


def test_classes_hold_about_as_many_and_never_overlap(country) -> None:  # type: ignore[no-untyped-def]
    place = perimeter("epci", LENS)
    assert place is not None
    classes = maps.painted(place, "vacancy_rate").classes
    assert sum(one.count for one in classes) == 35
    assert {one.count for one in classes} <= {6, 7, 8}
    highs = [float(one.high.replace(",", ".")) for one in classes]
    lows = [float(one.low.replace(",", ".")) for one in classes]
    assert all(high < low for high, low in zip(highs, lows[1:], strict=False))


def test_without_outlines_a_list_stands_in_the_place_of_the_map(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlines, "outlines", Outlines)
    page = Page(client.get(f"/territoires/epci/{AUDRUICQ}/carte/").content.decode())
    assert [one for one in page.elements if "data-outlines" in one.attributes] == []
    assert "la liste dit la même chose" in page.text
    assert len([row for row in page.all("tr") if row.attributes.get("role") == "row"]) == 16


def test_files_hold_every_figure_with_where_it_comes_from(client: Client, country) -> None:  # type: ignore[no-untyped-def]
    place = perimeter("epci", LENS)
    assert place is not None
    figures = Store.at(country).figures(place)
    response = client.get(f"/en/{EPCI}chiffres.csv")
    assert response["Content-Disposition"] == f'attachment; filename="epci-{LENS}-chiffres.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["indicator"] for row in rows] == [one.indicator for one in figures]
    for row, figure in zip(rows, figures, strict=True):
        assert row["status"] == figure.status.value
        assert (row["value"] == "") is (figure.value is None)
        assert all(row[name] for name in ("label", "source", "producer", "licence", "formula", "definition"))
        if figure.value is not None:
            assert float(row["value"]) == pytest.approx(figure.value, abs=1e-6)
            assert row["inputs"]
    book = load_workbook(io.BytesIO(client.get(f"/en/{EPCI}chiffres.xlsx").content), read_only=True)
    lines = list(book.worksheets[0].values)
    assert len(lines) == len(rows) + 1
    assert list(lines[0]) == list(rows[0])
    assert [line[2] for line in lines[1:]] == [row["indicator"] for row in rows]
    editions = list(book.worksheets[1].values)
    assert {line[0] for line in editions} >= {"insee_comparateur-2018", "insee_comparateur-2023"}


def test_a_name_that_looks_like_a_formula_stays_words(client: Client) -> None:
    response = client.get(f"/territoires/libre/{SECRET}/chiffres.csv?nom=%3D1%2B1")
    assert "'=1+1" in response.content.decode()


def test_the_map_of_another_host_is_allowed_only_when_it_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILLAGE_TILES", raising=False)
    assert (environment.tiles_address(), security.picture_sources()) == ("", ())
    monkeypatch.setenv("MAILLAGE_TILES", "ign")
    assert security.picture_sources() == ("https://data.geopf.fr",)
    monkeypatch.setenv("MAILLAGE_TILES", "https://tiles.example:8443/{z}/{x}/{y}.png")
    assert security.picture_sources() == ("https://tiles.example:8443",)
    for wrong in ("http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/"):
        monkeypatch.setenv("MAILLAGE_TILES", wrong)
        with pytest.raises(ValueError, match="MAILLAGE_TILES"):
            environment.tiles_address()
