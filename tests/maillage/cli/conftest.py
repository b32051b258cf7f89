"""A small dossier built in code, and a way to run the command line as a user does."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from maillage import io
from maillage.cli import app
from maillage.cli.language import asked
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Component, Cost, Effect, Record, Silence, Snapshot
from maillage.dossier.values import PartialDate
from maillage.text import Language

DAY = "2024-06-01"


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON value of the standard output, whole."""
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one line, in French unless it asks otherwise; ``language`` stands for the locale."""
    monkeypatch.setenv("COLUMNS", "200")

    def run_line(*words: object, language: Language = "fr") -> Outcome:
        line = [str(word) for word in words]
        done = CliRunner().invoke(app(asked(line) or language), line)
        return Outcome(done.exit_code, done.stdout, done.stderr)

    return run_line


def small_dossier() -> Dossier:
    """A grocery: one challenge is reached, another one is not, and the dossier says so (ART001 stands)."""
    year = PartialDate(2020)
    return Dossier(
        record=Record(id="epicerie", title="L’épicerie du coin", territory_name="Le Val", language="fr"),
        challenges=(Challenge(id="manger", name="Bien manger"), Challenge(id="bouger", name="Se déplacer")),
        effects=(
            Effect(
                id="repas",
                name="Des repas sains",
                sign="positive",
                intended=True,
                challenges=("manger",),
                components=("boutique",),
                beneficiaries=("habitants",),
            ),
        ),
        components=(
            Component(
                id="boutique",
                name="Une boutique",
                challenges=("manger",),
                bearers=("asso",),
                status="existing",
            ),
            Component(id="livraison", name="Une livraison", bearers=(), since=year),
        ),
        actors=(Actor(id="asso", name="L’association"), Actor(id="habitants", name="Les habitants")),
        costs=(Cost(id="loyer", component="boutique", bearer="asso", likely=Decimal("1250.5"), unit="eur"),),
        snapshots=(Snapshot(id="debut", title="Le début", date=PartialDate(2019)),),
    )


def silenced_dossier() -> Dossier:
    """The same, the group having set ART001 aside."""
    silence = Silence(id="plus-tard", code="ART001", reason="Pas cette année", date=PartialDate(2024, 1, 15))
    return dataclasses.replace(small_dossier(), silences=(silence,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small dossier as a folder of CSV files."""
    path = tmp_path / "epicerie"
    io.save(small_dossier(), path)
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The small dossier as a workbook."""
    path = tmp_path / "epicerie.xlsx"
    io.save(small_dossier(), path)
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with two mistakes in one table and one in another."""
    path = tmp_path / "casse"
    io.save(small_dossier(), path)
    (path / "actors.csv").write_text(
        "id,name,commune\nasso,L’association,Lille\nhabitants,,\n", encoding="utf-8"
    )
    (path / "costs.csv").write_text("id,component,likely\nloyer,boutique,beaucoup\n", encoding="utf-8")
    return path


@pytest.fixture
def silenced(tmp_path: Path) -> Path:
    """A folder whose group set a finding aside."""
    path = tmp_path / "ecarte"
    io.save(silenced_dossier(), path)
    return path
