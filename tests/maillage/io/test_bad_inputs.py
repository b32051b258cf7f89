"""Everything in the corpus is refused: no dossier, the right words, in both languages, at the right place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from maillage import io
from maillage.dossier.problems import Problem
from maillage.text import LANGUAGES
from tests.conftest import ROOT
from tests.corpus.bad_inputs import BAD_INPUTS, FAMILIES
from tests.corpus.case import BadInput
from tests.corpus.good import FORMS, good_tables

SMALL = [case for case in BAD_INPUTS if not case.big]
BIG = [case for case in BAD_INPUTS if case.big]
MOST_MEBIBYTES = 200
"""What a process that reads the worst of these inputs may take, Python and its libraries included."""

READER = """
import json, os, signal, sys
from pathlib import Path
from maillage import io
from bench.memory import peak_mebibytes

def read(path):
    signal.alarm(120)
    reading = io.load(Path(path))
    codes = sorted(problem.code for problem in reading.problems)
    return {"codes": codes, "read": reading.dossier is not None, "mebibytes": peak_mebibytes()}

for line in sys.stdin:
    child = os.fork()
    if not child:
        print(json.dumps(read(line[:-1])), flush=True)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print("{}", flush=True)
"""
"""Reads each input whose path it is given in a process of its own, born with the libraries loaded and nothing else."""


def by_name(case: BadInput) -> str:
    """The name of a case in the list of tests."""
    return case.name


def complete(problem: Problem) -> bool:
    """Whether a problem is said in full in both languages, with a place."""
    sentences = [
        text.in_(language)
        for text in (problem.message, problem.expected, problem.repair)
        for language in LANGUAGES
    ]
    whole = "".join(sentences).replace(problem.found, "")
    return all(sentences) and "{" not in whole and all(problem.place.text())


def test_the_corpus_is_large_and_its_names_are_distinct() -> None:
    assert len(BAD_INPUTS) >= 150
    assert len({case.name for case in BAD_INPUTS}) == len(BAD_INPUTS)
    assert all(len(family) >= 20 for family in FAMILIES.values())


@pytest.mark.parametrize("form", FORMS)
def test_the_dossier_that_the_corpus_spoils_is_sound(form: str, tmp_path: Path) -> None:
    reading = io.load(FORMS[form](good_tables(), tmp_path))
    assert reading.problems == ()
    assert reading.dossier is not None


@pytest.mark.parametrize("case", SMALL, ids=by_name)
def test_a_bad_input_is_refused(case: BadInput, tmp_path: Path) -> None:
    if case.unprivileged and os.geteuid() == 0:
        pytest.skip("root reads everything")
    path = case.write(tmp_path)
    before = sorted(tmp_path.rglob("*")) if not case.unprivileged else []
    reading = io.load(path)
    assert reading.dossier is None
    assert sorted(problem.code for problem in reading.problems) == sorted(case.codes)
    assert all(map(complete, reading.problems))
    if case.column is not None:
        assert reading.problems[0].place.column == case.column
        assert reading.problems[0].place.line
    if not case.unprivileged:
        assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture(scope="module")
def measure() -> Iterator[Callable[[Path], dict[str, Any]]]:
    """What `READER` finds in an input, and the memory it took; nothing when it did not end well."""
    command = [sys.executable, "-c", READER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, cwd=ROOT, **pipes) as reader:  # type: ignore[call-overload]

        def read(path: Path) -> dict[str, Any]:
            print(path, file=reader.stdin, flush=True)
            return dict(json.loads(reader.stdout.readline()))

        yield read


@pytest.mark.slow
@pytest.mark.parametrize("case", BIG, ids=by_name)
def test_a_big_input_is_refused_in_bounded_memory(
    case: BadInput, measure: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    measured = measure(case.write(tmp_path))
    assert not measured["read"]
    assert set(measured["codes"]) >= set(case.codes)
    assert measured["mebibytes"] < MOST_MEBIBYTES
