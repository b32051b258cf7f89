"""The words of matching, in both languages: rows of ``data/messages/matching.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text

_MESSAGES = Messages("messages/matching.toml")

text = _MESSAGES.text
sentence = _MESSAGES.sentence


def does() -> dict[str, Text]:
    """What practitioners say that they do, by code.

    >>> does()["facilitate"].en
    'Accompany collective projects'
    """
    return {code: text(f"matching-does.{code}") for code in _MESSAGES.section("matching-does")}


def label(name: str, code: str) -> Text:
    """The label of a code between the quotation marks of each language; an unknown code stands for itself.

    >>> label("spheres", "eat").en
    '“Eat”'
    """
    return sentence("matching.quoted", name=vocabulary(name).label_of(code))
