"""What `explain` says of checks and of reading problems."""

from __future__ import annotations

import pytest

from maillage.articulation.catalogue import catalogue
from maillage.data import packaged
from maillage.text import LANGUAGES, Language
from tests.maillage.cli.conftest import Run


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_is_explained_in_full(language: Language, run: Run) -> None:
    for code, row in catalogue().items():
        done = run("explain", code, language=language)
        assert done.code == 0
        said = [row.title, row.explanation, row.why, *row.levers]
        assert [one for one in said if one.in_(language) not in done.out] == []
        assert row.source in done.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_problem_is_explained(language: Language, run: Run) -> None:
    for code in packaged.document("messages/problems.toml"):
        done = run("explain", code, language=language)
        assert done.code == 0
        assert "{" not in done.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_in_json_is_an_array_of_every_check_in_both_languages(language: Language, run: Run) -> None:
    done = run("explain", "--list", "--format", "json", language=language)
    answer = done.json()
    assert [one["code"] for one in answer] == list(catalogue())
    for one in answer:
        assert {"family", "severity", "severity_unknown", "source"} <= set(one)
        for part in ("title", "explanation", "why", "levers"):
            assert one[part] == one[language][part]
            assert one["fr"][part]
            assert one["en"][part]


def test_one_check_in_json_is_one_object(run: Run) -> None:
    assert run("explain", "ART001", "--format", "json").json()["code"] == "ART001"
    assert run("explain", "bad-date", "--format", "json").json()["code"] == "bad-date"


def test_the_case_of_a_code_does_not_matter(run: Run) -> None:
    assert run("explain", "art001").out == run("explain", "ART001").out


@pytest.mark.parametrize("words", [(), ("--list",)])
def test_the_list_names_every_check(words: tuple[str, ...], run: Run) -> None:
    done = run("explain", *words)
    assert done.code == 0
    assert [code for code in catalogue() if code not in done.out] == []


def test_an_unknown_code_leaves_2(run: Run) -> None:
    done = run("explain", "XYZ999")
    assert (done.code, done.out) == (2, "")
    assert "« XYZ999 » n’est le code ni d’une vérification" in done.err
