"""The words of cards, in both languages: rows of ``data/messages/cards.toml``."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.data.wording import Messages
from maillage.dossier.day_words import date_words
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, lowered, same

MESSAGES = Messages("messages/cards.toml")

text = MESSAGES.sentence


def counted(key: str, count: int) -> Text:
    """`count` things in words: zero is singular in French, plural in English.

    >>> counted("cards-actors", 2).fr
    '2 acteurs'
    """
    section, _, name = key.partition("-")
    return MESSAGES.counted(name, count, section=f"{section}-count")


def label(name: str, code: str | None) -> Text:
    """The label of a code in the middle of a sentence.

    >>> label("directions", "advancing").en
    'advancing'
    """
    return lowered(vocabulary(name).label_of(code))


def period(since: PartialDate | None, until: PartialDate | None) -> Text:
    """When something holds, in words.

    >>> from maillage.dossier.values import PartialDate
    >>> period(PartialDate(2011), PartialDate(2011)).fr
    '2011'
    """
    if since is None and until is None:
        return text("cards-when.undated")
    if since is not None and since == until:
        return date_words(since)
    key = "from_to" if since and until else "since" if since else "until"
    values = {"since": date_words(since) if since else "", "until": date_words(until) if until else ""}
    return text(f"cards-when.{key}", **values)


def names(ids: Iterable[str], known: dict[str, str]) -> list[Text]:
    """The names of actors, each as the dossier calls it."""
    return [same(known.get(one, one)) for one in ids]
