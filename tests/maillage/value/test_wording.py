"""The words of the ledger: both languages, the same holes, real French, none that nobody says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import maillage.cli
import maillage.value
from maillage.data import packaged
from maillage.value.refusing import REASONS

MESSAGES = packaged.document("messages/value.toml")
HOLE = re.compile(r"\{(\w+)\}")
UNBROKEN = re.compile(r"(?<=[\w)}»…]) [;:?!»%€]|« ")
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for module in (maillage.value, maillage.cli)
    for path in Path(str(module.__file__)).parent.glob("*.py")
)


def pairs(entry: Any) -> Iterator[tuple[str, str]]:
    """The French and the English of a message: one pair, or one for each of its parts."""
    if "fr" in entry:
        french, english = entry["fr"], entry["en"]
        yield from zip(french, english, strict=True) if isinstance(french, list) else [(french, english)]
    else:
        for part in entry.values():
            yield from pairs(part)


def test_every_message_has_both_languages_with_the_same_holes_and_french_typography() -> None:
    for section, entries in MESSAGES.items():
        for name, entry in entries.items():
            for french, english in pairs(entry):
                where = f"{section}.{name}"
                assert set(HOLE.findall(french)) == set(HOLE.findall(english)), where
                assert "'" not in french, where
                assert UNBROKEN.search(french) is None, where


def test_every_reason_has_a_heading_a_sentence_and_a_repair_and_none_is_left_over() -> None:
    assert set(MESSAGES["left"]) == set(MESSAGES["reason"]) == set(REASONS)


def test_every_message_is_said_by_somebody() -> None:
    made_up = {"left", "reason", "count", "assumes", "note", "book", "account", "level"}
    said = {
        f"{section}.{name}"
        for section, entries in MESSAGES.items()
        for name in entries
        if section not in made_up and not (section == "value" and name in ("help", "short"))
    }
    unsaid = {key for key in said if f'"{key}"' not in CODE and f'"{key.partition(".")[2]}"' not in CODE}
    assert unsaid <= {f"value.{book}-{side}" for book in MESSAGES["book"] for side in ("receives", "bears")} | {
        "value.receives-heading", "value.bears-heading", "value.who-column", "value.gap-column", "row.contributions", "row.costs",
    }  # fmt: skip
