"""The vocabularies are sound: nothing in them can be confused, and everything is said in both languages."""

from __future__ import annotations

import re

import pytest

from maillage.data import packaged
from maillage.dossier.cells import NONE_WORDS
from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary, vocabulary_names
from maillage.text import LANGUAGES

CODE = re.compile(r"[a-z][a-z0-9_]*\Z")
CODE_OF_OTHERS = {"check_families": re.compile(r"[A-Z]{3}\Z"), "licences": re.compile(r"[a-z0-9._-]+\Z")}
"""Codes that others chose, or that people know in capitals."""

NAMES = vocabulary_names()


def test_the_index_is_complete() -> None:
    files = {name.removesuffix(".csv") for name in packaged.names("vocabularies")}
    assert files == {*NAMES, "vocabularies"}
    assert len(NAMES) == len(set(NAMES))


def test_every_field_with_codes_has_its_vocabulary() -> None:
    asked = {field.vocabulary for table in TABLES.values() for field in table.fields if field.vocabulary}
    parties = {party for table in TABLES.values() for field in table.fields for party in field.parties}
    assert asked <= set(NAMES)
    assert parties | {"none"} == set(vocabulary("special_parties").terms)


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_plain_and_distinct(name: str) -> None:
    rows = packaged.rows(f"vocabularies/{name}.csv")
    assert all(CODE_OF_OTHERS.get(name, CODE).match(row["code"]) for row in rows)
    assert len({row["code"] for row in rows}) == len(rows) > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_labels_are_said_distinct_and_usable_in_a_list(name: str, language: str) -> None:
    labels = [row[f"label_{language}"] for row in packaged.rows(f"vocabularies/{name}.csv")]
    assert all(
        label and label == label.strip() and ";" not in label and "\n" not in label for label in labels
    )
    assert len(set(map(fold, labels))) == len(labels)


@pytest.mark.parametrize("name", NAMES)
def test_a_word_never_names_two_codes_whatever_its_language(name: str) -> None:
    owners: dict[str, set[str]] = {}
    for code, term in vocabulary(name).terms.items():
        for words in (code, code.replace("_", " "), *term.label):
            owners.setdefault(fold(words), set()).add(code)
    assert {words: codes for words, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_definitions_and_sources_are_given(name: str) -> None:
    for row in packaged.rows(f"vocabularies/{name}.csv"):
        assert all(row[column] for column in ("definition_fr", "definition_en", "source")), row["code"]
        assert None not in row, row["code"]


@pytest.mark.parametrize(
    "name",
    {
        field.vocabulary
        for table in TABLES.values()
        for field in table.fields
        if field.vocabulary and field.many
    },
)
def test_in_a_list_no_label_means_that_there_is_none(name: str) -> None:
    words = {fold(label) for term in vocabulary(name).terms.values() for label in (term.code, *term.label)}
    assert words & NONE_WORDS == set()


def test_ranks_follow_the_order_of_an_ordinal_vocabulary() -> None:
    levels = vocabulary("tie_levels")
    assert levels.ordinal
    assert levels.rank_of("unknown") < levels.rank_of("exchange") < levels.rank_of("cooperation")


def test_an_unlisted_word_shows_as_itself_and_nothing_as_unknown() -> None:
    assert vocabulary("units").label_of("sac").fr == "sac"
    assert vocabulary("units").label_of(None).en == "unknown"


def test_a_vocabulary_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        vocabulary("couleurs")
