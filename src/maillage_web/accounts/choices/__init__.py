"""What the app says and the values it chooses among."""

from __future__ import annotations

from maillage_web.accounts.choices.letters import Letter
from maillage_web.accounts.choices.mishaps import ErasureRefused, LetterNotSent
from maillage_web.accounts.choices.sayings import ERASED_PERSON, Holding

__all__ = ["ERASED_PERSON", "ErasureRefused", "Holding", "Letter", "LetterNotSent"]
