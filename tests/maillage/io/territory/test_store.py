"""Reading figures: layers, threads, free perimeters, the extract, and figures computed again."""

from __future__ import annotations

import dataclasses
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from maillage.io.territory import manifest
from maillage.io.territory.extract import write_extract
from maillage.io.territory.layer import Layer
from maillage.io.territory.loading import load
from maillage.io.territory.store import Store
from maillage.territory.catalogue import indicators
from maillage.territory.figures import Status
from maillage.territory.perimeters import Perimeter, composition, perimeter_at, perimeters
from tests.maillage.io.territory.conftest import Write
from tests.maillage.io.territory.test_loading import RP_2022, rp_2022
from tests.territory_data import NOW

KEPT = ("246200364", "200093201", "59350", "62", "R32")


def at(code: str) -> Perimeter:
    """A perimeter that exists."""
    found = perimeter_at(code)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def extract(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An extract of a few perimeters."""
    target = tmp_path_factory.mktemp("extract")
    write_extract(store, map(at, KEPT[:3]), target)
    return target


def packaged(folder: Path) -> Store:
    """The figures of an extract alone."""
    return Store([Layer(folder, manifest.packaged(manifest.read_in(folder)))])


def test_every_indicator_is_told_for_every_kind_of_perimeter_in_the_order_of_the_catalogue(
    store: Store,
) -> None:
    for code in (*KEPT, "free:62041+246200364", "75115", "98735"):
        found = store.figures(at(code))
        assert list(dict.fromkeys(one.indicator for one in found)) == list(indicators())
        assert {one.perimeter for one in found} == {at(code).key}
        for one in found:
            assert (one.value is not None) is one.status.has_value
            assert (one.vintage is None) is (one.status is Status.NOT_LOADED)
            assert one.members == len(at(code).communes) >= one.known
            assert one.value is None or len(one.inputs) == len(indicators()[one.indicator].inputs)


def test_the_value_of_a_figure_is_its_formula_on_its_inputs(store: Store) -> None:
    for code in (*KEPT, "free:62041+246200364"):
        for one in store.figures(at(code)):
            if one.value is not None:
                years = [used.year for used in one.inputs] + [used.since or used.year for used in one.inputs]
                values = {used.measure: used.value for used in one.inputs}
                again = indicators()[one.indicator].computed.evaluate(values, max(1, max(years) - min(years)))
                assert again is not None
                assert math.isclose(one.value, again, rel_tol=1e-12, abs_tol=1e-12)


def test_a_commune_has_the_same_value_in_its_page_and_in_the_column_of_all(store: Store) -> None:
    communes = composition("epci")["246200364"]
    pages = {code: store.figures(at(code)) for code in communes}
    for rank, told in enumerate(pages[communes[0]]):
        if told.vintage is None or rank % 7:
            continue
        column = store.column("commune", told.indicator, told.vintage)
        for code in communes:
            value = pages[code][rank].value
            assert column.get(code) == (pytest.approx(value, rel=1e-12) if value is not None else None)


def test_the_figures_of_all_epci_are_the_columns_read_one_by_one(store: Store) -> None:
    found = store.figures_of(perimeters("epci")[::25])
    assert len(found) == 51
    for key, figures in found.items():
        for one in figures:
            if one.vintage is not None:
                assert (
                    store.column("epci", one.indicator, one.vintage).get(key.partition(":")[2]) == one.value
                )


def test_many_threads_read_the_same(loaded: Path) -> None:
    fresh = Store([Layer(loaded, manifest.read_in(loaded))])
    codes = [at(code) for code in (*KEPT, "free:62041+246200364")] * 4
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(fresh.figures, codes))
    assert found == [fresh.figures(one) for one in codes]


def test_an_extract_says_the_same_of_what_it_holds_and_nothing_of_the_rest(
    store: Store, extract: Path
) -> None:
    small = packaged(extract)
    whole = Store(store.layers[:1])
    inside = (*KEPT[:3], "62498", f"free:{'+'.join(at('246200364').communes[:3])}")
    for code in inside:
        assert small.figures(at(code)) == whole.figures(at(code))
    outside = small.figures(at("245900428"))
    assert {one.status for one in outside} == {Status.NOT_LOADED}
    assert {one.status for one in small.figures(at("free:62498+59183"))} == {Status.NOT_LOADED}
    assert small.known_codes("epci") == {"246200364", "200093201"}
    assert small.column("epci", "population", 2018) == {
        code: whole.column("epci", "population", 2018)[code] for code in ("246200364", "200093201")
    }
    assert all(one.packaged for one in small.editions)
    assert sum(one.stat().st_size for one in extract.iterdir()) < 1_500_000


def test_what_is_loaded_wins_over_the_extract_and_leaves_the_rest_of_it(
    extract: Path, folder: Path, write: Write
) -> None:
    load(write("rp.csv", RP_2022, rp_2022("59350", P22_POP="12")), folder, now=NOW)
    small = Layer(extract, manifest.packaged(manifest.read_in(extract)))
    both = Store([Layer(folder, manifest.read_in(folder)), small])
    found = {one.vintage: one.value for one in both.figures(at("59350")) if one.indicator == "population"}
    assert found == {2018: 233_098, 2022: 12}
    assert {one.id for one in both.editions} > {"insee_comparateur-2018", "insee_comparateur-2022"}
    assert both.column("commune", "population", 2022) == {"59350": 12}


def test_the_store_of_a_folder_is_the_same_until_something_is_loaded(folder: Path, write: Write) -> None:
    path = write("rp.csv", RP_2022, rp_2022("59350"))
    assert Store.at(folder).editions == Store.at(None).editions  # nothing is there yet
    load(path, folder, now=NOW)
    first = Store.at(folder)
    assert Store.at(folder) is first
    assert first.column("commune", "population", 2022) is first.column("commune", "population", 2022)
    load(write("again.csv", RP_2022, rp_2022("59350", P22_POP="5")), folder, now=NOW)
    second = Store.at(folder)
    assert second is not first
    assert second.stamp != first.stamp
    assert "59350" in second.known_codes("commune")
    old = next(
        one for one in first.figures(at("59350")) if (one.indicator, one.vintage) == ("population", 2022)
    )
    assert old.value == 100  # who was reading goes on reading what was there


def test_figures_are_computed_again_when_the_catalogue_changed(folder: Path, write: Write) -> None:
    load(write("rp.csv", RP_2022, rp_2022("59350")), folder, now=NOW)
    before = manifest.read_in(folder)
    manifest.replace(folder, dataclasses.replace(before, fingerprint="another"))
    (folder / before.figures["epci"]).unlink()
    found = Store.at(folder).column("epci", "population", 2022)
    assert found == {"200093201": 100}
    assert manifest.read_in(folder) == before


def test_the_extract_that_is_shipped_was_made_with_the_catalogue_of_today() -> None:
    (layer,) = Store.at(None).layers
    if layer.manifest.held:
        assert layer.manifest.fingerprint == manifest.fingerprint()
        assert all(one.status is not Status.NOT_LOADED for one in layer.figures(at("200093201")).values())
