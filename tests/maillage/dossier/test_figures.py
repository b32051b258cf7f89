"""Figures of the territory: unknown stays unknown in every form, and what one may not see is cited nowhere."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from maillage import io
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Challenge, Figure, Record, Source
from maillage.dossier.values import PartialDate
from tests.corpus.good import with_cell, write_folder

DOSSIER = Dossier(
    record=Record(id="halle", title="La halle", language="fr"),
    sources=(Source(id="enquete", title="Enquête", date=PartialDate(2025, 9)),),
    challenges=(
        Challenge(id="eau", name="L’eau"),
        Challenge(id="discret", name="Un enjeu discret", visibility="facilitators"),
    ),
    figures=(
        Figure(
            id="foyers",
            name="Foyers sans jardin",
            challenges=("eau", "discret"),
            value=Decimal("1250.5"),
            unit="household",
            vintage=PartialDate(2025, 9),
            status="known",
            source=("enquete",),
            asserted_by="Les habitants",
        ),
        Figure(id="secret", name="Médiane", status="secret", vintage=PartialDate(2021), unit="€ par an"),
        Figure(id="zero", name="Gares", value=Decimal(0), status="known"),
        Figure(id="tu", name="Personne ne sait"),
    ),
)


@pytest.mark.parametrize("name", ["dossier", "dossier.xlsx", "dossier.zip"])
def test_unknown_stays_unknown_and_zero_stays_zero_in_every_form(tmp_path: Path, name: str) -> None:
    io.save(DOSSIER, tmp_path / name)
    read = io.load(tmp_path / name).dossier
    assert read == DOSSIER
    assert read is not None
    assert [row.value for row in read.figures] == [Decimal("1250.5"), None, Decimal(0), None]
    assert [row.status for row in read.figures] == ["known", "secret", "known", None]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("challenges", "nulle-part", "dangling"),
        ("status", "sans doute", "unknown-code"),
        ("value", "~40", None),
    ],
)
def test_a_wrong_cell_of_a_figure_is_refused_at_its_place(
    tmp_path: Path, column: str, value: str, code: str | None
) -> None:
    problems = io.load(write_folder(with_cell("figures", column, value), tmp_path)).problems
    assert [(one.place.file, one.place.column) for one in problems] == [("figures.csv", column)]
    assert code in (None, problems[0].code)


def test_a_status_is_read_by_its_label_and_a_value_as_people_type_it(tmp_path: Path) -> None:
    path = write_folder(with_cell("figures", "value", "1 250,5"), tmp_path)
    text = (path / "figures.csv").read_text("utf-8").replace("known", "Secret statistique")
    (path / "figures.csv").write_text(text, "utf-8")
    read = io.load(path).dossier
    assert read is not None
    assert (read.figures[0].value, read.figures[0].status) == (Decimal("1250.5"), "secret")


def test_a_figure_does_not_cite_a_challenge_that_its_reader_may_not_see() -> None:
    seen = seen_by(DOSSIER, Audience(frozenset({"public", "members"})))
    assert [row.challenges for row in seen.figures if row.id == "foyers"] == [("eau",)]
