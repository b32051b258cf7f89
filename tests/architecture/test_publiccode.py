"""publiccode.yml keeps to the standard and agrees with the rest of the repository."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import yaml

import maillage
from tests.conftest import ROOT

MANDATORY = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
}  # fmt: skip


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return content


def test_every_mandatory_key_is_there(described: dict[str, Any]) -> None:
    assert set(described) >= MANDATORY
    assert described["maintenance"]["contacts"]


def test_both_languages_are_complete_and_of_the_length_asked(described: dict[str, Any]) -> None:
    assert set(described["description"]) == {"fr", "en"}
    assert set(described["localisation"]["availableLanguages"]) == {"fr", "en"}
    for language, texts in described["description"].items():
        assert 0 < len(texts["shortDescription"]) <= 150, language
        assert 150 <= len(texts["longDescription"]) <= 10_000, language
    french, english = (described["description"][language]["features"] for language in ("fr", "en"))
    assert len(french) == len(english)


def test_it_agrees_with_the_package(described: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert described["legal"]["license"] == project["license"]
    assert described["softwareVersion"] == maillage.__version__
    assert f">={described['dependsOn']['open'][0]['versionMin']}" == project["requires-python"]


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [n for n in range(1, 16) if f"\n{n}." not in text] == []
    assert "LiLiQ-R+" in text[text.index("Appendix") :]
