"""The reading on real figures: those shipped with the product, and official files where the research material is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from maillage.io.territory.store import Store
from maillage.territory.choice import LIMIT, QUESTIONS
from maillage.territory.comparing import Comparison, Spaces, reading_of
from maillage.territory.figures import IndicatorFigure
from maillage.territory.indicator_reading import is_presence
from maillage.territory.perimeter_notes import PERIMETER
from maillage.territory.perimeters import Perimeter, perimeter, perimeter_at, perimeters
from maillage.territory.reading import Reading
from maillage.territory.reading_json import to_json
from maillage.territory.reading_lines import markdown
from maillage.territory.sentences import Said
from tests.maillage.territory.wording import faults
from tests.territory_data import loaded_folder

MEL, LENS, GUYANE, VILLES_SOEURS = "200093201", "246200364", "249730045", "247600588"


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The official files, loaded once for all the tests."""
    return Store.at(loaded_folder(shared, tmp_path_factory))


@pytest.fixture(scope="module")
def spaces(store: Store) -> Spaces:
    """What the readings of that store share."""
    return Spaces(store)


def place(written: str) -> Perimeter:
    """A perimeter that exists."""
    found = perimeter_at(written)
    assert found is not None
    return found


def said(reading: Reading) -> list[Said]:
    """Every sentence of the spheres."""
    return [one for sphere in reading.spheres for one in sphere.said]


def check(reading: Reading, figures: Iterable[IndicatorFigure]) -> None:
    """Every sentence rests on cells that exist, and writes their very values."""
    cells = {(one.perimeter, one.indicator, one.vintage): one for one in figures}
    for sphere in reading.spheres:
        assert 1 <= sum(one.rule != PERIMETER for one in sphere.said) <= LIMIT
        assert len(sphere.questions) <= QUESTIONS
    for one in said(reading):
        for cell in one.cells:
            figure = cells[cell.perimeter, cell.indicator, cell.vintage]
            told = reading.of(cell.indicator)
            if one.rule not in ("quiet", PERIMETER) and not is_presence(
                told.indicator
            ):  # “the competence is held” has no number
                shown = told.amount(figure)
                assert shown.fr in one.text.fr
                assert shown.en in one.text.en
    questions = [one.text for sphere in reading.spheres for one in sphere.questions]
    assert faults(("", text) for text in [*(one.text for one in said(reading)), *questions]) == []


def test_what_is_shipped_is_read_without_loading_anything() -> None:
    shipped = Store.at(None)
    spaces = Spaces(shipped)
    codes = sorted(shipped.known_codes("epci"))
    assert codes
    for code in codes[::4]:
        one = perimeter("epci", code)
        assert one is not None
        reading = reading_of(shipped, one, None, spaces)
        check(reading, shipped.figures(one))
        assert any(each.rule.startswith(("joint:", "standing")) for each in said(reading))
        assert markdown(reading, "fr")
        assert to_json(reading)["peers"]["candidates"] < len(perimeters("epci"))


def test_epci_of_every_kind_are_read(store: Store, spaces: Spaces) -> None:
    some = [*perimeters("epci")[::25], *map(place, (MEL, LENS, GUYANE, VILLES_SOEURS))]
    readings = [reading_of(store, one, None, spaces) for one in some]
    for one, reading in zip(some, readings, strict=True):
        check(reading, store.figures(one))


def test_lille_and_lens_are_told_with_the_known_figures(store: Store) -> None:
    lille, lens = (reading_of(store, place(code)) for code in (MEL, LENS))
    written = markdown(lille, "fr")
    assert "Population\u00a0: 1\u202f174\u202f273\u00a0habitants (2018)" in written
    assert "1\u202f747,66\u00a0hab./km²" in written
    assert "Logements vacants\u00a0: 7,08\u00a0%" in written
    assert lens.of("unemployment_rate").shown.fr == "20,54\u00a0%"
    assert lens.of("unemployment_rate").known


@pytest.mark.parametrize("code", ["62041", "98735", "15031", "62", "R32", "R06", "62041+62099", "75115"])
def test_any_perimeter_is_read(code: str, store: Store, spaces: Spaces) -> None:
    reading = reading_of(store, place(code), Comparison(count=6), spaces)
    check(reading, store.figures(place(code)))
    assert markdown(reading, "en")


def test_territories_without_figures_are_counted_and_far_ones_are_said(store: Store) -> None:
    lille = reading_of(store, place(MEL)).peers
    assert lille is not None
    assert lille.without == 5  # Mayotte, of which this file says nothing
    assert lille.candidates == 1249
    far = reading_of(store, place("249730052"))  # Est Guyanais
    assert far.peers is not None
    assert far.peers.far
    assert not lille.far
    assert any("ressemble peu aux autres" in one.text.fr for one in far.said)
