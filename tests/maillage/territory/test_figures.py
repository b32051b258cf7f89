"""The status of a figure."""

from __future__ import annotations

import pytest

from maillage.dossier.vocabularies import vocabulary
from maillage.territory.figures import Status, status_of


@pytest.mark.parametrize(
    ("value", "members", "known", "secret", "carried", "expected"),
    [
        (1.0, 3, 3, 0, True, Status.KNOWN),
        (1.0, 3, 2, 0, True, Status.PARTIAL),
        (1.0, 3, 2, 1, True, Status.PARTIAL),
        (None, 3, 0, 1, True, Status.SECRET),
        (None, 3, 0, 0, True, Status.ABSENT),
        (None, 3, 0, 0, False, Status.NOT_CARRIED),
        (None, 3, 3, 0, True, Status.UNDEFINED),
    ],
)
def test_a_status_follows_from_what_is_known_of_the_communes(
    value: float | None, members: int, known: int, secret: int, carried: bool, expected: Status
) -> None:
    found = status_of(value, members, known, secret, carried=carried)
    assert found is expected
    assert found.has_value is (value is not None)


def test_nothing_loaded_is_a_status_of_its_own() -> None:
    assert status_of(None, 3, 0, 0, loaded=False) is Status.NOT_LOADED


def test_every_status_has_words() -> None:
    assert set(vocabulary("figure_statuses").terms) == {status.value for status in Status}
