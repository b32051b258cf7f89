"""The real program, in its own process: environment, streams, exit codes, start-up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from maillage import io
from tests.maillage.cli.conftest import DAY, small_dossier

SOURCE = Path(io.__file__).resolve().parents[2]


def maillage(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m maillage`` in an environment that says nothing but what is given."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), **environment}
    line = [sys.executable, "-m", "maillage", *map(str, words)]
    return subprocess.run(line, env=given, capture_output=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dossier, on disk once for all the processes."""
    path = tmp_path_factory.mktemp("processes") / "epicerie"
    io.save(small_dossier(), path)
    return path


@pytest.mark.parametrize(
    ("environment", "usage"),
    [
        ({}, "Usage : "),
        ({"LANG": "en_US.UTF-8"}, "Usage: "),
        ({"LANG": "en_US.UTF-8", "MAILLAGE_LANG": "fr"}, "Usage : "),
    ],
)
def test_the_help_follows_the_environment(environment: dict[str, str], usage: str) -> None:
    done = maillage("--help", **environment)
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith(usage)


def test_json_on_the_output_and_the_exit_code_of_the_findings(dossier: Path) -> None:
    done = maillage("check", dossier, "--format", "json", "--on", DAY)
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout)["dossier"]["id"] == "epicerie"


def test_an_output_that_is_not_utf8_still_gets_valid_json_and_text(dossier: Path) -> None:
    done = maillage(
        "check", dossier, "--format", "json", "--on", DAY, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert json.loads(done.stdout.decode("ascii"))["dossier"]["title"] == "L’épicerie du coin"
    told = maillage("show", dossier, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert (told.returncode, told.stderr) == (0, b"")


def test_nothing_is_coloured_in_a_pipe(dossier: Path) -> None:
    done = maillage("check", dossier, "--on", DAY, TERM="xterm-256color")
    assert b"\x1b[" not in done.stdout + done.stderr


def test_no_color_is_obeyed_on_a_terminal(dossier: Path) -> None:
    pty = pytest.importorskip("pty")
    told = {}
    for environment in ({}, {"NO_COLOR": "1"}):
        ours, theirs = pty.openpty()
        given = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "TERM": "xterm-256color",
            **environment,
        }
        line = [sys.executable, "-m", "maillage", "explain", "ART001"]
        subprocess.run(line, env=given, stdout=theirs, stderr=theirs, check=False, timeout=60)
        os.close(theirs)
        told["NO_COLOR" in environment] = os.read(ours, 65536)
        os.close(ours)
    assert b"\x1b[1m" in told[False]
    assert b"\x1b[3" not in told[True]


def test_a_reader_that_leaves_early_is_not_an_accident(dossier: Path) -> None:
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE)}
    for words in (["explain", "--list"], ["explain", "--list", "--format", "json"]):
        line = [sys.executable, "-m", "maillage", *words]
        with subprocess.Popen(line, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141


def test_the_help_reads_neither_the_workbook_library_nor_the_engines() -> None:
    probe = (
        "import sys, maillage.cli\n"
        "try: maillage.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'openpyxl', 'jinja2', 'typst', 'maillage.io', 'maillage.articulation', 'maillage.report'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], env={"PYTHONPATH": str(SOURCE)}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
