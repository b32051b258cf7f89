"""The words the command line says, in one language: rows of a few files of ``data/messages``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.data import packaged
from maillage.text import Language, Text, fill

_MESSAGES = (
    "messages/cli.toml",
    "messages/territory.toml",
    "messages/open_data.toml",
    "messages/network.toml",
    "messages/exit.toml",
    "messages/value.toml",
    "messages/lockins.toml",
    "messages/transition.toml",
    "messages/cards.toml",
    "messages/frame_versions.toml",
    "messages/journey.toml",
    "messages/memory.toml",
    "messages/commons.toml",
    "messages/frame.toml",
    "messages/deliverables_cli.toml",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the command line says in `language`. Calling it with the key of a message gives the sentence.

    >>> Words("en")("usage.missing", name="PATH")
    'PATH is missing.'
    """

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The message `key` with its holes filled. Raises `KeyError`."""
        return fill(_text(_entry(key)), **values).in_(self.language)

    def count(self, key: str, number: int, **values: object) -> str:
        """`number` things in words, singular or plural: zero is singular in French, plural in English."""
        plural = number > 1 if self.language == "fr" else number != 1
        entry = _entry(f"count.{key}")
        template = Text(entry["fr"][plural], entry["en"][plural])
        return fill(template, n=number, **values).in_(self.language)

    def of(self, text: Text) -> str:
        """The half of `text` in this language."""
        return text.in_(self.language)


def _entry(key: str) -> dict[str, Any]:
    section, _, name = key.partition(".")
    for file in _MESSAGES:
        entry: dict[str, Any] | None = packaged.document(file).get(section, {}).get(name)
        if entry is not None:
            return entry
    raise KeyError(key)


def _text(entry: dict[str, Any]) -> Text:
    return Text(entry["fr"], entry["en"])
