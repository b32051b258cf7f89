"""The words of the versions of a frame, in both languages: rows of ``data/messages/frame_versions.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.dossier.problems import Place, Problem, quote
from maillage.text import Text, capital, fill

MESSAGES = Messages("messages/frame_versions.toml")

text = MESSAGES.text


def words(key: str, /, **values: object) -> Text:
    """The words called `key` with their holes filled, to stand within a sentence."""
    return MESSAGES.sentence(key, **values)


def sentence(key: str, /, **values: object) -> Text:
    """The words called `key` with their holes filled, and a capital letter: a hole may stand first."""
    filled = capital(MESSAGES.sentence(key, **values))
    return Text(filled.fr.rstrip(), filled.en.rstrip())


def problem(code: str, place: Place, found: str = "", **values: object) -> Problem:
    """The problem `code`, with the holes of its sentences filled."""
    entry, shown = MESSAGES.entry(f"problem.{code}"), quote(found)
    message, expected, repair = (
        fill(Text(entry["fr"][part].strip(), entry["en"][part].strip()), found=shown, **values)
        for part in ("said", "expected", "repair")
    )
    return Problem(code, place, shown, message, expected, repair)
