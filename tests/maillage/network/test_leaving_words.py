"""The words of exits and changes: both languages, the same holes, French as it is printed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from maillage.data import packaged
from maillage.network.exit_words import MESSAGES

ENTRIES = {
    f"{section}.{name}": entry
    for file in MESSAGES.values()
    for section, entries in packaged.document(file.path).items()
    for name, entry in entries.items()
}
HOLE = re.compile(r"\{(\w+)\}")
BAD_FRENCH = re.compile(r"[^\s\u00a0] [:;?!»]|« |\w'\w")


@pytest.mark.parametrize("key", ENTRIES)
def test_a_message_has_both_languages_the_same_holes_and_good_typography(key: str) -> None:
    entry: dict[str, Any] = ENTRIES[key]
    assert set(entry) == {"fr", "en"}
    french, english = ([half] if isinstance(half, str) else half for half in (entry["fr"], entry["en"]))
    assert len(french) == len(english)
    holes = [{hole for said in half for hole in HOLE.findall(said)} for half in (french, english)]
    assert holes[0] == holes[1]
    assert [said for said in french if BAD_FRENCH.search(said)] == []
    assert all(said.strip() == said for said in (*french, *english) if said)
