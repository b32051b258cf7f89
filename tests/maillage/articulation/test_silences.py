"""Setting a finding aside: the thing it is about, not its surroundings, and never the rows it gathers beside it."""

import datetime

import pytest

from maillage.articulation.findings import RowRef
from maillage.articulation.silences import in_force, silence_of
from maillage.dossier.tables import Silence
from maillage.dossier.values import PartialDate
from maillage.text import same


def ref(key: str) -> RowRef:
    table, identity = key.split("/")
    return RowRef(table, identity, same(identity))


def silence(code: str = "ART001", table: str | None = None, row: str | None = None) -> Silence:
    return Silence(id="s", code=code, table=table, row=row, reason="parce que", date=PartialDate(2025))


@pytest.mark.parametrize(
    ("rows", "silences", "aside"),
    [
        (["challenges/a"], [silence(row="a")], True),
        (["challenges/a"], [silence(row="b")], False),
        (["challenges/a"], [silence(table="effects")], False),
        (["challenges/a"], [silence()], True),
        (["challenges/a"], [silence("art001")], True),
        (["challenges/a"], [silence("ART002")], False),
        (["challenges/a", "components/x"], [silence(row="a")], True),
        (["challenges/a", "components/x"], [silence(row="x")], False),
        (["effects/a", "effects/b"], [silence(row="a")], False),
        (["effects/a", "effects/b"], [silence(row="a"), silence(row="b")], True),
        (["effects/a", "effects/b"], [silence(table="effects")], True),
        ([], [silence()], True),
        ([], [silence(row="a")], False),
    ],
)
def test_a_silence_sets_aside_what_it_names(rows: list[str], silences: list[Silence], aside: bool) -> None:
    found = silence_of("ART001", [ref(key) for key in rows], silences)
    assert (found is not None) is aside


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2024, 12, 31), False),
        (datetime.date(2025, 1, 1), True),
        (datetime.date(2026, 6, 30), True),
        (datetime.date(2026, 7, 1), False),
    ],
)
def test_a_silence_is_in_force_from_its_date_to_its_end(day: datetime.date, expected: bool) -> None:
    row = Silence(id="s", code="ART001", reason="r", date=PartialDate(2025), expires_on=PartialDate(2026, 6))
    assert in_force(row, day) is expected
