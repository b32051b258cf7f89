"""The words of pictures and reports, in both languages, from ``data/messages/report.toml``."""

from __future__ import annotations

from maillage.data import packaged
from maillage.text import Language, Text


def text(name: str) -> Text:
    """The pair of words called `name`. Raises `KeyError`."""
    entry = packaged.document("messages/report.toml")[name]
    return Text(entry["fr"], entry["en"])


def word(name: str, language: Language) -> str:
    """The words called `name` in one language. Raises `KeyError`."""
    return text(name).in_(language)


def words(language: Language) -> dict[str, str]:
    """All words in one language, for templates."""
    return {name: entry[language] for name, entry in packaged.document("messages/report.toml").items()}
