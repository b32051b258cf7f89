"""Every dependency has its reason, and the locks hold hashes only."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROJECT = ROOT / "pyproject.toml"
OURS = "maillage"  # named by one of its own extras
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
PIN = re.compile(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}")
REQUIREMENT = re.compile(r'^\s*"(?P<name>[A-Za-z0-9._-]+)[^"]*",\s*(?P<reason>#.*)?$')


def declared() -> set[str]:
    """The names of all the dependencies of ``pyproject.toml``."""
    content = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    groups = [content["build-system"]["requires"], content["project"]["dependencies"]]
    groups += content["project"]["optional-dependencies"].values()
    groups += content["dependency-groups"].values()
    return {name_of(item) for group in groups for item in group if isinstance(item, str)}


def name_of(requirement: str) -> str:
    """The name a requirement begins with."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower()


def explained() -> set[str]:
    """The names of the dependencies whose every line of ``pyproject.toml`` ends with a comment."""
    lines = [REQUIREMENT.match(line) for line in PROJECT.read_text(encoding="utf-8").splitlines()]
    reasons = [(match["name"].lower(), match["reason"]) for match in lines if match]
    unexplained = {name for name, reason in reasons if not reason or len(reason) < 10}
    return {name for name, _ in reasons} - unexplained


def test_every_dependency_says_why_it_is_there() -> None:
    assert declared() - explained() == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_each_archive_by_its_hash(lock: Path) -> None:
    text = re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8"))
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins
    assert [pin for pin in pins if not PIN.match(pin)] == []


def test_the_locks_agree_with_each_other() -> None:
    """A package may have two versions, each for some Pythons."""
    pinned = {lock.name: set(PINNED.findall(lock.read_text(encoding="utf-8"))) for lock in LOCKS}
    named = {name for name, _ in pinned["runtime.txt"]}
    for lock, pins in pinned.items():
        assert {pin for pin in pins if pin[0] in named} == pinned["runtime.txt"], lock


def test_what_is_declared_is_locked() -> None:
    lock = (ROOT / "requirements" / "bench.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)(?:\[.*\])?==", lock, re.MULTILINE))
    assert declared() - {OURS} - locked == set()
