"""What is said of a territory whose figures were counted on another perimeter, and what is not."""

from __future__ import annotations

import pytest

from maillage.territory.figures import IndicatorFigure
from maillage.territory.perimeter_notes import PERIMETER
from maillage.territory.perimeters import perimeter_at
from maillage.territory.reading import read
from tests.maillage.territory.reading_samples import figure


def notes(written: str, *figures: IndicatorFigure) -> list[tuple[str, int]]:
    """What is said of the perimeter of these figures, and on how many cells: the opening, then each sphere."""
    place = perimeter_at(written)
    assert place is not None
    reading = read(place, figures)
    said = [*reading.said, *(one for sphere in reading.spheres for one in sphere.said)]
    found = [one for one in said if one.rule == PERIMETER]
    assert all(one.text.en and one.text.en != one.text.fr for one in found)
    return [(one.text.fr.replace("\u00a0", " "), len(one.cells)) for one in found]


@pytest.mark.parametrize(
    ("code", "year", "said"),
    [
        ("200093201", 2016, "de 2016, qui a pu être différent"),
        ("200096956", 2021, "de 2021, qui a changé depuis"),
        ("200093201", 2021, ""),
    ],
)
def test_what_was_published_for_an_epci_says_whether_its_perimeter_was_that_of_today(
    code: str, year: int, said: str
) -> None:
    one = figure("poverty_rate", 19.1, year=year, dataset="insee_filosofi_epci")
    found = notes(code, one, figure("population", 5.0, year=year))
    assert bool(found) == bool(said)
    for text, cells in found:
        assert f"Publié pour le périmètre {said}" in text
        assert text.endswith(": Taux de pauvreté.")
        assert cells == 1


def test_counts_of_communes_are_carried_and_need_no_note() -> None:
    assert notes("200096956", figure("vacancy_rate", 7.0, year=2018)) == []


def test_a_commune_that_held_another_one_says_in_which_years() -> None:
    found = notes("60054", figure("population", 872.0, year=2018), figure("vacancy_rate", 5.0, year=2019))
    assert found == [
        (
            "Les chiffres de 2018 et 2019 peuvent porter sur une commune plus vaste, "
            "qui comprenait alors Les Hauts-Talican.",
            0,
        )
    ]
    assert notes("60054", figure("population", 500.0, year=2025)) == []


def test_a_commune_that_was_a_part_of_another_says_where_its_people_were_counted() -> None:
    ((text, _),) = notes("60694")
    assert text.startswith("Avant 2024, cette commune était une partie d’une autre : Beaumont-les-Nonains.")
