"""Every message is there in both languages, with the same holes, and is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import maillage.cli
from maillage.cli.words import Words
from maillage.data import packaged
from maillage.text import Language

MESSAGES = {
    f"{section}.{name}": entry
    for section, entries in packaged.document("messages/cli.toml").items()
    for name, entry in entries.items()
}
HOLE = re.compile(r"\{(\w+)\}")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(maillage.cli.__file__).parent.glob("*.py"))
MADE_UP = re.compile(
    r"(new|template|check|show|explain|convert|diff|merge|report|organisation|commune|match|maillage)\.(help|short)"
    r"|metavar\..*|show\.(one|broken|unsaid)-.*|diff\.(added|removed|changed)"
    r"|merge\.(base|current|incoming)|merge\.(added|removed|changed)-conflict"
    r"|system\..*|count\.(error|warning|info|added|removed|changed)"
)


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_has_both_languages_with_the_same_holes(key: str) -> None:
    entry = MESSAGES[key]
    assert set(entry) == {"fr", "en"}
    holes = {language: holes_of(entry[language]) for language in ("fr", "en")}
    assert holes["fr"] == holes["en"]


def holes_of(said: str | list[str]) -> set[str]:
    """The holes of a sentence, or of its singular and plural, which must agree."""
    sentences = [said] if isinstance(said, str) else said
    found = [set(HOLE.findall(sentence)) for sentence in sentences]
    assert all(sentence.strip() for sentence in sentences)
    assert all(holes == found[0] for holes in found)
    return found[0]


@pytest.mark.parametrize("key", [key for key in MESSAGES if key.startswith("count.")])
def test_a_counted_message_has_a_singular_and_a_plural(key: str) -> None:
    assert {language: len(MESSAGES[key][language]) for language in ("fr", "en")} == {"fr": 2, "en": 2}


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_is_used(key: str) -> None:
    name = key.removeprefix("count.")
    assert f'"{name}"' in CODE or f"'{name}'" in CODE or MADE_UP.fullmatch(key)


def test_no_french_sentence_is_left_in_english_nor_has_a_straight_apostrophe() -> None:
    assert [
        key for key, entry in MESSAGES.items() if "'" in str(entry["fr"]).replace("', '", "").strip("[']")
    ] == []


@pytest.mark.parametrize(("language", "zero"), [("fr", "0 constat"), ("en", "0 findings")])
def test_zero_is_singular_in_french_and_plural_in_english(language: Language, zero: str) -> None:
    assert Words(language).count("findings", 0) == zero


@pytest.mark.parametrize(("language", "two"), [("fr", "2 constats"), ("en", "2 findings")])
def test_two_are_plural_in_both_languages(language: Language, two: str) -> None:
    assert Words(language).count("findings", 2) == two
