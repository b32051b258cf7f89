"""The joint reading: spheres and dimensions side by side, what is not known and why, whom one compares with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

import pytest

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.catalogue import indicators
from maillage.territory.comparing import (
    Comparison,
    Spaces,
    UnknownVariableError,
    candidates,
    compared_kind,
    reading_of,
    variables_named,
)
from maillage.territory.datasets import datasets
from maillage.territory.figures import IndicatorFigure, Status
from maillage.territory.perimeters import Perimeter, perimeter_at, perimeters
from maillage.territory.reading import Reading, read
from maillage.territory.reading_json import to_json
from maillage.territory.reading_lines import lines, markdown
from maillage.territory.similar import similarity_variables
from maillage.territory.unknowns import unknown
from tests.maillage.territory.reading_samples import HERE, FewFigures, figure, read_here


def place(written: str) -> Perimeter:
    """A perimeter that exists."""
    found = perimeter_at(written)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def source() -> FewFigures:
    """Made-up figures for every EPCI of the region 32 and for the region itself."""
    known = {}
    for rank, one in enumerate([*candidates_of("32"), "32"]):
        figures = [
            figure(variable.indicator, 10.0 + (rank * (7 + each)) % 31, perimeter=f"epci:{one}")
            for each, variable in enumerate(similarity_variables())
        ]
        known[one] = (
            *figures,
            figure("vacancy_rate", 5 + rank % 9),
            figure("death_rate", 8 + rank % 5, year=2020),
        )
    return FewFigures(known)


def candidates_of(region: str) -> list[str]:
    """The EPCI that touch a region."""
    found = candidates(place("200093201"), place(f"R{region}"))
    assert found is not None
    return sorted(found)


# --- the whole ---


def test_every_sphere_is_there_and_each_dimension_beside_the_others() -> None:
    reading = read_here([{"indicator": "vacancy_rate", "value": 7.08}])
    assert [one.sphere for one in reading.spheres] == [None, *vocabulary("spheres").terms]
    dwell = next(one for one in reading.spheres if one.sphere == "dwell")
    assert list(dwell.by_dimension) == list(vocabulary("dimensions").terms)
    assert [[one.code for one in many] for many in dwell.by_dimension.values()] == [["vacancy_rate"]] * 3
    assert (dwell.known, len(dwell.readings)) == (1, 1)


def test_what_is_known_and_not_is_counted_by_dimension() -> None:
    reading = read_here(
        [
            {"indicator": "vacancy_rate", "value": 7.08},
            {"indicator": "death_rate", "status": "secret", "known": 0},
        ]
    )
    assert reading.coverage == {"ecological": (1, 1), "societal": (1, 2), "economic": (1, 1)}
    assert "une valeur ici : 1 sur 2 (" in reading.said[0].text.fr.replace("\u00a0", " ")
    assert "figures stand alone" in reading.said[1].text.en


def test_the_vintage_that_is_read_is_the_last_known_one() -> None:
    reading = read_here(
        [
            {"indicator": "vacancy_rate", "value": 7.0, "year": 2013},
            {"indicator": "vacancy_rate", "value": 7.5, "year": 2018},
            {"indicator": "vacancy_rate", "status": "secret", "year": 2022, "known": 0},
        ]
    )
    found = reading.of("vacancy_rate")
    assert found.figure.vintage == 2018
    assert found.evolution is not None
    assert found.evolution.change == 0.5
    with pytest.raises(KeyError):
        reading.of("population")


def test_what_the_catalogue_does_not_know_is_left_aside() -> None:
    known = {"vacancy_rate": indicators()["vacancy_rate"]}
    figures = [figure("vacancy_rate", 7.0), figure("death_rate", 9.0)]
    reading = read(HERE, figures, catalogue=known)
    assert [one.code for sphere in reading.spheres for one in sphere.readings] == ["vacancy_rate"]


# --- what is not known ---


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("secret", "7 des 10 communes"),
        ("absent", "n’en dit rien"),
        ("not_loaded", "aucun fichier chargé"),
        ("not_carried", "ne s’additionne pas"),
        ("undefined", "diviser est zéro"),
    ],
)
def test_each_reason_not_to_know_has_its_own_words(status: str, said: str) -> None:
    one = figure("poverty_rate", status=status, known=0, secret=7)
    found = unknown(indicators()["poverty_rate"], one)
    assert said in found.why.fr
    assert bool(found.remedies) == (status == "not_loaded")
    assert len({found.why.fr, found.why.en}) == 2


def test_every_status_without_value_is_explained() -> None:
    for status in Status:
        one = figure("poverty_rate", status=status.value, known=0)
        if status.has_value:
            with pytest.raises(KeyError):
                unknown(indicators()["poverty_rate"], one)
        else:
            assert unknown(indicators()["poverty_rate"], one).why.fr


def test_what_would_make_it_known_is_the_file_that_is_not_loaded() -> None:
    one = figure("pharmacies_rate", status="not_loaded", year=None, known=0)
    (found,) = unknown(indicators()["pharmacies_rate"], one, {"insee_comparateur"}).remedies
    assert found.dataset == "insee_bpe"
    assert found.page == datasets()["insee_bpe"].page
    assert found.command.fr == "maillage territory update --dataset insee_bpe"
    (other,) = unknown(indicators()["pharmacies_rate"], one, {"insee_comparateur", "insee_bpe"}).remedies
    assert other.dataset == "insee_bpe"  # another edition of it
    by_hand = next(one for one in datasets().values() if one.fetching.kind == "none")
    code = next(one for one in indicators().values() if one.sources == (by_hand.id,)).code
    (found,) = unknown(indicators()[code], figure(code, status="not_loaded", known=0)).remedies
    assert found.command.en == "maillage territory load FILE"


# --- with whom one compares ---


def test_peers_are_of_the_same_kind_and_their_values_are_shown(source: FewFigures) -> None:
    reading = reading_of(source, place("200093201"))
    assert reading.peers is not None
    assert len(reading.peers.codes) == 12
    assert "200093201" not in reading.peers.codes
    assert all(
        peer.values.keys() == {one.indicator for one in similarity_variables()}
        for peer in reading.peers.peers
    )
    found = reading.of("vacancy_rate").standing
    assert found is not None
    assert (found.peers, found.peers_known) == (12, 12)
    assert reading.peers.without == len(perimeters("epci")) - len(source.known) + 1  # the region is no EPCI


def test_several_readings_share_what_they_can_and_say_the_same(source: FewFigures) -> None:
    spaces = Spaces(source)
    for code in ("200093201", "246200364"):
        assert reading_of(source, place(code), None, spaces) == reading_of(source, place(code))


def test_the_comparison_can_be_asked_otherwise(source: FewFigures) -> None:
    here = place("200093201")
    some = Comparison(variables=variables_named({"vacancy_rate": 2.0}), count=5, within=place("62"))
    reading = reading_of(source, here, some)
    assert reading.peers is not None
    assert [(one.indicator, one.weight) for one in reading.peers.variables] == [("vacancy_rate", 2.0)]
    assert len(reading.peers.codes) == 5
    assert all("62" in place(code).departments for code in reading.peers.codes)
    listed = reading_of(source, here, Comparison(listed=("246200364", "245900428")))
    assert listed.peers is not None
    assert listed.peers.codes == ("246200364", "245900428")
    assert "choisis par" in listed.said[1].text.fr
    assert listed.of("vacancy_rate").standing is not None
    assert listed.of("vacancy_rate").standing.place is None  # type: ignore[union-attr]  # two are too few


def test_at_most_a_third_of_those_that_can_be_compared_are_taken(source: FewFigures) -> None:
    few = dict(list(source.known.items())[:9])
    for known, asked, taken in ((source.known, 1000, len(source.known) // 3), (few, 8, 5)):
        reading = reading_of(FewFigures(known), place(next(iter(few))), Comparison(count=asked))
        assert reading.peers is not None
        assert len(reading.peers.codes) == taken


def test_a_free_perimeter_is_compared_with_the_epci_it_does_not_touch(source: FewFigures) -> None:
    free = place("246200364+62041")
    known = {**source.known, free.code: source.known["246200364"]}
    reading = reading_of(FewFigures(known), free)
    assert compared_kind(free) == "epci"
    assert reading.peers is not None
    touched = {"246200364", "200033579"}  # that of Arras too
    assert touched <= {code for code in source.known if code != "32"}
    assert len(reading.peers.codes) == 12
    assert not touched & set(reading.peers.codes)
    assert candidates(place("200093201")) is None


def test_a_territory_of_which_nothing_is_known_is_read_without_peers(source: FewFigures) -> None:
    one = place("200041788")
    known = {**source.known, one.code: [figure(code, status="absent", known=0) for code in indicators()]}
    reading = reading_of(FewFigures(known), one)
    assert reading.peers is not None
    assert reading.peers.peers == ()
    assert dict(reading.peers.unused) == {one.indicator: "here" for one in similarity_variables()}
    assert (reading.peers.candidates, reading.peers.without) == (0, 0)
    assert all(sphere.known == 0 and sphere.said for sphere in reading.spheres)


def test_a_variable_that_is_no_indicator_is_refused() -> None:
    with pytest.raises(UnknownVariableError, match="nothing"):
        variables_named({"population": None, "nothing": 1.0})


# --- for programs and for print ---


def cells_of(value: object) -> list[dict[str, object]]:
    """Every cell that a sentence of a JSON reading names."""
    if isinstance(value, dict):
        own = value.get("cells", [])
        return [*own, *(cell for one in value.values() for cell in cells_of(one))]
    return [cell for one in value for cell in cells_of(one)] if isinstance(value, list) else []


def test_json_has_stable_keys_and_its_cells_lead_to_its_values(source: FewFigures) -> None:
    said = json.loads(json.dumps(to_json(reading_of(source, place("200093201")))))
    assert list(said) == ["perimeter", "coverage", "said", "peers", "spheres", "indicators"]
    assert list(said["peers"]["peers"][0]) == ["code", "name", "distance", "values"]
    assert list(said["spheres"][0]) == [
        "sphere", "label", "known", "total", "dimensions", "said", "questions", "unknown", "sources",
    ]  # fmt: skip
    one = said["indicators"]["vacancy_rate"]
    assert (one["value"], one["vintage"], one["status"]) == (
        source.known["200093201"][-2].value,
        2018,
        "known",
    )
    assert one["inputs"][0]["dataset"] == "insee_comparateur"
    assert one["standing"]["peers_known"] == 12
    assert cells_of(said)
    for cell in cells_of(said):
        assert said["indicators"][cell["indicator"]]["vintage"] == cell["vintage"]


def test_json_says_why_a_value_is_missing_and_what_changed() -> None:
    reading = read_here(
        [
            {"indicator": "vacancy_rate", "value": 7.0, "year": 2018},
            {"indicator": "vacancy_rate", "value": 9.0, "year": 2022},
            {"indicator": "pharmacies_rate", "status": "not_loaded", "year": None, "known": 0},
        ]
    )
    said = to_json(reading)["indicators"]
    assert said["pharmacies_rate"]["value"] is None
    assert said["pharmacies_rate"]["unknown"]["status"] == "not_loaded"
    assert "insee_bpe" in said["pharmacies_rate"]["unknown"]["sources"]
    changed = said["vacancy_rate"]["evolution"]
    assert (changed["before"]["vintage"], changed["comparable"], changed["cautions"]) == (
        2018,
        False,
        ["cycle"],
    )


def said_lines(reading: Reading, kinds: Sequence[str]) -> list[str]:
    """The French lines of some kinds."""
    return [line.text.fr for line in lines(reading) if line.kind in kinds]


def test_lines_give_each_figure_its_year_and_its_source(source: FewFigures) -> None:
    reading = reading_of(source, place("200093201"))
    items = said_lines(reading, ["item"])
    assert any(one.startswith("Logements vacants\u00a0:") and "(2018) [1]" in one for one in items)
    assert any(one.startswith("[1] Base du comparateur") and "insee.fr" in one for one in items)
    assert sum("distance 0," in one for one in items) == 12
    titles = said_lines(reading, ["sphere"])
    assert titles[0] == "Le territoire dans son ensemble"
    assert titles[-1] == "Sources"


def test_markdown_separates_all_but_items_of_a_list() -> None:
    written = markdown(read_here([{"indicator": "vacancy_rate", "value": 7.08}]), "en").splitlines()
    assert written[0] == "# Joint reading: Ici (Ain, here)"
    for before, line in pairwise(written):
        assert not before or not line or (before.startswith("- ") and line.startswith("- "))


def test_a_secret_figure_is_printed_with_its_reason() -> None:
    reading = read_here([{"indicator": "poverty_rate", "status": "secret", "known": 0, "secret": 10}])
    assert any(
        one.startswith("Taux de pauvreté. Secret statistique") for one in said_lines(reading, ["item"])
    )


def test_a_reading_of_nothing_still_speaks() -> None:
    nothing: list[IndicatorFigure] = []
    reading = read(HERE, nothing)
    assert all(one.said for one in reading.spheres)
    assert markdown(reading, "fr").startswith("# Lecture conjointe")
