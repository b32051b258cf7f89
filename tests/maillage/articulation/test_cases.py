"""Every check of every family against its worked cases, and every check as a complete row."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any

import pytest

from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.catalogue import SEVERITIES, catalogue
from maillage.articulation.findings import REGISTRY, Finding
from maillage.data import packaged
from maillage.text import LANGUAGES
from tests.maillage.articulation.worked import DAY, Case, all_cases, sound_dossier

CERTAINTY = {"positive": "no", "unknown": "unknown"}
FAMILIES = [row["code"] for row in packaged.rows("vocabularies/check_families.csv")]
ROWS = {
    code: entry
    for family in FAMILIES
    for code, entry in packaged.document(f"checks/{family.lower()}.toml").items()
}
WORDS = ("title", "message", "explanation", "why")


def of_code(analysis: Analysis, code: str) -> list[Finding]:
    return [finding for finding in analysis.findings if finding.code == code]


def rows_of(finding: Finding) -> set[str]:
    return {f"{ref.table}/{ref.id}" for ref in finding.rows}


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.label)
def test_the_check_says_what_the_case_says(case: Case) -> None:
    findings = of_code(analyse(sound_dossier(case.change), case.on), case.code)
    if case.kind == "negative":
        assert findings == [], case.about
        return
    certain = [finding for finding in findings if finding.certainty == CERTAINTY[case.kind]]
    assert any(case.rows <= rows_of(finding) for finding in certain), (case.about, findings)


def test_the_sound_dossier_has_no_finding() -> None:
    analysis = analyse(sound_dossier(), DAY)
    assert [(finding.code, finding.message.en) for finding in analysis.findings] == []
    assert analysis.set_aside == ()


@pytest.mark.parametrize(
    "case", [case for case in all_cases() if case.kind != "negative"], ids=lambda c: c.label
)
def test_a_case_that_finds_something_names_rows_or_speaks_of_the_whole(case: Case) -> None:
    assert all(row.count("/") == 1 for row in case.rows), "rows are written table/id"
    findings = of_code(analyse(sound_dossier(case.change), case.on), case.code)
    assert case.rows or any(not finding.rows for finding in findings), "name the rows that the finding names"


@pytest.mark.parametrize("code", catalogue())
def test_every_check_has_a_case_for_each_of_its_sentences_and_a_near_miss(code: str) -> None:
    kinds = {case.kind for case in all_cases() if case.code == code}
    both = "message_unknown" in ROWS[code]["fr"]
    assert "negative" in kinds
    assert kinds >= {"positive", "unknown"} if both else kinds & {"positive", "unknown"}


def test_negative_cases_are_near_misses() -> None:
    assert [case.label for case in all_cases() if case.kind == "negative" and not case.change] == []


def test_every_case_has_a_check() -> None:
    assert {case.code for case in all_cases()} <= set(catalogue())


def test_every_check_has_a_function_and_a_row() -> None:
    assert set(REGISTRY) == set(catalogue()) == set(ROWS)


@pytest.mark.parametrize("code", ROWS)
def test_every_row_is_complete_in_both_languages(code: str) -> None:
    entry = ROWS[code]
    assert code[:3] in FAMILIES
    assert code[3:].isdecimal()
    assert len(code) == 6
    assert {entry["severity"], entry.get("severity_unknown", "info")} <= set(SEVERITIES)
    assert entry["source"].strip()
    assert set(entry) <= {"severity", "severity_unknown", "source", *LANGUAGES}
    for language in LANGUAGES:
        words = entry[language]
        assert set(words) <= {*WORDS, "message_unknown", "levers"}
        assert all(words[part].strip() for part in WORDS)
        assert words["levers"]
        assert all(lever.strip() for lever in words["levers"])
    assert len(entry["fr"]["levers"]) == len(entry["en"]["levers"])
    assert ("message_unknown" in entry["fr"]) == ("message_unknown" in entry["en"])


def holes(entry: Mapping[str, Any], language: str, part: str) -> set[str | None]:
    return {
        name for _, name, _, _ in string.Formatter().parse(entry[language].get(part, "")) if name is not None
    }


@pytest.mark.parametrize("code", ROWS)
def test_both_languages_have_the_same_holes(code: str) -> None:
    for part in ("message", "message_unknown"):
        assert holes(ROWS[code], "fr", part) == holes(ROWS[code], "en", part)


@pytest.mark.parametrize("code", ROWS)
def test_only_messages_have_holes(code: str) -> None:
    for language in LANGUAGES:
        words = ROWS[code][language]
        texts = [*words["levers"], *(words[part] for part in ("title", "explanation", "why"))]
        assert not any("{" in text or "}" in text for text in texts)


@pytest.mark.parametrize("code", ROWS)
def test_french_is_typeset_as_french(code: str) -> None:
    words = ROWS[code]["fr"]
    texts = [*words["levers"], *(words[part] for part in (*WORDS, "message_unknown") if part in words)]
    assert not any("'" in text or '"' in text for text in texts)
