"""The scripts of others are those of the manifest, with their licences, and ask for nothing that the policy refuses."""

from __future__ import annotations

import json
import re

import pytest

from tools.assets import MANIFEST, NPM, VENDOR, differences

pytestmark = pytest.mark.one_database


def test_what_is_served_is_what_the_manifest_says() -> None:
    assert differences() == []


def test_every_asset_comes_with_its_licence_and_its_name() -> None:
    for one in json.loads(MANIFEST.read_text(encoding="utf-8")):
        assert one["licence"]
        assert (VENDOR / one["name"] / "LICENSE").stat().st_size > 500


def test_no_asset_builds_code_from_words() -> None:
    scripts = list(VENDOR.rglob("*.js"))
    assert scripts
    assert [
        path.name for path in scripts if re.search(r"\beval\(|new Function\b", path.read_text("utf-8"))
    ] == []


def test_the_lock_says_what_is_brought_and_from_nowhere_in_particular() -> None:
    lock = (NPM / "package-lock.json").read_text(encoding="utf-8")
    assert "integrity" in lock
    assert "resolved" not in lock
    assert "http" not in re.sub(r'"url": "[^"]*"', "", lock)
