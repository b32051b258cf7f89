"""The import contracts hold on the tree, and each fails when it is broken on purpose."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.architecture.violations import VIOLATIONS, Violation
from tests.conftest import ROOT

CONFIGURATION = ROOT / ".importlinter"
PREFIX = "importlinter:contract:"


def contracts() -> dict[str, str]:
    """The name of each contract, by identifier."""
    configuration = ConfigParser()
    configuration.read(CONFIGURATION, encoding="utf-8")
    return {
        section.removeprefix(PREFIX): configuration[section]["name"]
        for section in configuration.sections()
        if section.startswith(PREFIX)
    }


def copy_of_the_code(target: Path) -> Path:
    """The Python files of ``src``, copied without the data they read."""

    def not_code(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if not (name.endswith(".py") or Path(folder, name).is_dir())]

    shutil.copytree(ROOT / "src", target, ignore=not_code)
    return target


def broken_contracts(source: Path) -> set[str]:
    """The identifiers of the contracts that import-linter finds broken in ``source``."""
    lint_imports = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    done = subprocess.run(
        [*lint_imports, "--config", str(CONFIGURATION), "--no-cache", "--no-logo"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    broken = {identifier for identifier, name in contracts().items() if f"{name} BROKEN" in done.stdout}
    assert bool(broken) == bool(done.returncode), f"import-linter could not run:\n{done.stdout}{done.stderr}"
    return broken


def test_the_code_keeps_every_contract(tmp_path: Path) -> None:
    assert broken_contracts(copy_of_the_code(tmp_path / "src")) == set()


def test_every_contract_is_broken_once_on_purpose() -> None:
    assert {violation.contract for violation in VIOLATIONS} == set(contracts())


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda it: f"{it.contract}: {it.story}")
def test_a_violation_breaks_its_contract(violation: Violation, tmp_path: Path) -> None:
    source = copy_of_the_code(tmp_path / "src")
    for path, line in violation.lines.items():
        guilty = source / path
        guilty.parent.mkdir(parents=True, exist_ok=True)
        with guilty.open("a", encoding="utf-8") as code:
            code.write(f"\n{line}\n")
    assert violation.contract in broken_contracts(source)
