"""Both languages are complete, and nothing is said outside the catalogues."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message

from tests.maillage_web.catalogues import LANGUAGES, SITE, messages, read_catalogue

pytestmark = pytest.mark.one_database

HOLES = re.compile(r"%\(\w+\)s")
WORDS_IN_HTML = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
TAGS = re.compile(
    r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|<[^>]*>|&\w+;", re.DOTALL
)
SAME_EVERYWHERE = {"Maillage"}


def _halves(message: Message) -> list[tuple[str, str]]:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return list(zip(ids, strings, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_every_message_and_no_other(language: str) -> None:
    known = {
        tuple(message.id) if isinstance(message.id, list) else message.id
        for message in read_catalogue(language)
    }
    assert known - {""} == set(messages()), "run: python -m tests.maillage_web.catalogues"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    entries = [message for message in read_catalogue(language) if message.id]
    assert [message.id for message in entries if message.fuzzy] == []
    assert [message.id for message in entries if not all(words for _, words in _halves(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_holes(language: str) -> None:
    pairs = [pair for message in read_catalogue(language) if message.id for pair in _halves(message)]
    assert [said for said, words in pairs if set(HOLES.findall(said)) != set(HOLES.findall(words))] == []


def test_french_typography_is_kept() -> None:
    words = [half for message in read_catalogue("fr") if message.id for _, half in _halves(message)]
    assert [half for half in words if "'" in half or re.search(r" [:;?!»]|« ", half)] == []


@pytest.mark.parametrize("path", sorted(SITE.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_a_template_says_nothing_outside_the_catalogues(path) -> None:  # type: ignore[no-untyped-def]
    spoken = TAGS.sub(" ", path.read_text(encoding="utf-8"))
    assert set(WORDS_IN_HTML.findall(spoken)) - SAME_EVERYWHERE == set()
