"""A sample of the corpus through the command line: exit code 2, one JSON object, nothing written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from maillage.cli import app
from tests.conftest import ROOT
from tests.corpus.bad_inputs import BAD_INPUTS
from tests.corpus.case import BadInput
from tests.corpus.good import good_tables, write_folder

SAMPLE = (
    "actors.name = =A1&A2, workbook",
    "components.status = exsiting, folder",
    "low above likely, archive",
    "three decisions in a circle, workbook",
    "no table known, folder",
    "a path that does not exist",
    "an old .xls",
    "a table in latin-1",
    "a quotation mark that does not close",
    "a table of 200 MiB",
    "a workbook with a password",
    "a workbook cut at 0.5",
    "workbook: entities in a sheet",
    "a path that climbs: ../actors.csv",
    "an archive that swells in one table",
)
IN_A_PROCESS = ("a path that does not exist", "an archive that swells in one table")
CASES = [case for case in BAD_INPUTS if case.name in SAMPLE]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left."""

    returncode: int
    stdout: str
    stderr: str


def check_here(path: Path) -> Done:
    """Run ``maillage check`` on `path` without a new process: most of what that takes is to start Python."""
    done = CliRunner().invoke(app("fr"), ["check", str(path), "--format", "json"])
    return Done(done.exit_code, done.stdout, done.stderr)


def check(path: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run ``maillage check`` on `path`, from `folder`, in a process of its own."""
    command = [sys.executable, "-m", "maillage", "check", str(path), "--format", "json", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, timeout=60)


def test_the_whole_sample_is_in_the_corpus() -> None:
    assert {case.name for case in CASES} == set(SAMPLE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_command_refuses_a_bad_input(case: BadInput, tmp_path: Path) -> None:
    path = case.write(tmp_path)
    before = {found: found.stat().st_mtime_ns for found in tmp_path.rglob("*")}
    done = check(path, tmp_path) if case.name in IN_A_PROCESS else check_here(path)
    assert done.returncode == 2
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["dossier"] is None
    assert {problem["code"] for problem in answer["problems"]} == set(case.codes)
    assert {found: found.stat().st_mtime_ns for found in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_command_speaks_the_language_asked_for(language: str, tmp_path: Path) -> None:
    answer = json.loads(check(tmp_path / "rien", tmp_path, "--lang", language).stdout)
    expected = {"fr": "Ce chemin n’existe pas", "en": "This path does not exist"}[language]
    assert answer["problems"][0]["message"].startswith(expected)


def test_the_command_reads_a_sound_dossier(tmp_path: Path) -> None:
    done = check_here(write_folder(good_tables(), tmp_path))
    assert done.returncode in (0, 1)
    assert json.loads(done.stdout)["dossier"] is not None
