"""The frames that the site ships: which ones, each whole, and as tables that give the same frame again."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from django.test import Client

from maillage.referential.frame import Frame
from maillage.referential.loading import read_frame
from maillage.referential.shipped import shipped_frames
from maillage.text import Language
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TONGUES: tuple[tuple[str, Language], ...] = (("", "fr"), ("/en", "en"))
FRAMES = shipped_frames()
each_frame = pytest.mark.parametrize("found", FRAMES, ids=lambda one: f"{one.id}-{one.version}")


def _spaced(words: str) -> str:
    return " ".join(words.split())


def test_the_list_tells_each_frame_with_its_version_and_whether_it_is_official(client: Client) -> None:
    for prefix, tongue in TONGUES:
        page = Page(client.get(f"{prefix}/referentiels/").content.decode())
        for frame in FRAMES:
            (card,) = (
                one for one in page.all("li") if one.attributes.get("id") == f"{frame.id}-{frame.version}"
            )
            assert _spaced(frame.title.in_(tongue)) in card.text
            assert frame.version in card.text
            assert frame.licence in card.text
            if tongue == "en":
                assert ("unofficial" in card.text) is not frame.official
    home = Page(client.get("/en/").content.decode())
    assert "/en/referentiels/" in home.links


@each_frame
def test_a_frame_is_read_whole_in_both_languages(client: Client, found: Frame) -> None:
    for prefix, tongue in TONGUES:
        page = Page(client.get(f"{prefix}/referentiels/{found.id}/{found.version}/").content.decode())
        assert len(page.ids) == len(set(page.ids))
        assert set(found.items) <= set(page.ids)
        said = [item.question for item in found.asked if item.question]
        said += [level.label for levels in found.levels.values() for level in levels]
        said += [meaning.said for meaning in found.meanings.values()]
        assert [words.in_(tongue) for words in said if _spaced(words.in_(tongue)) not in page.text] == []
        assert found.checksum in page.text
        anchors = {link[1:] for link in page.links if link.startswith("#")}
        assert anchors <= set(page.ids)


@each_frame
def test_the_tables_of_a_frame_give_the_same_frame_again(client: Client, found: Frame) -> None:
    address = f"/referentiels/{found.id}/{found.version}/tables.zip"
    answer = client.get(address)
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        tables = {
            name.rpartition("/")[2].removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""))
            )
            for name in archive.namelist()
        }
    again = read_frame(tables)
    assert again.problems == ()
    assert again.frame == found
    assert client.get(address).content == answer.content


def test_a_frame_that_is_not_shipped_is_not_there(client: Client) -> None:
    for path in ("efc/0.1/", "autre/1.0/", "efc/0.1/tables.zip"):
        assert client.get(f"/referentiels/{path}").status_code == 404
