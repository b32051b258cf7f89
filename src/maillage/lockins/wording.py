"""The words of lock-ins, in both languages: rows of ``data/messages/lockins.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text

_MESSAGES = Messages("messages/lockins.toml")

text = _MESSAGES.text
sentence = _MESSAGES.sentence


def counted(key: str, count: int) -> Text:
    """`count` things in words: zero is singular in French, plural in English.

    >>> counted("loops", 1).en
    '1 loop'
    """
    return _MESSAGES.counted(key, count, section="lockins-count")


def label(code: str) -> Text:
    """What people call an obstacle, between the quotation marks of each language.

    >>> label("tight_budgets").en
    '“Tight budgets”'
    """
    return sentence("lockins.quoted", name=vocabulary("obstacles").label_of(code))
