"""Words that mean something else than a row ("none", "collective", "unknown"), and so cannot be the id of one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from maillage.dossier.cells import NONE_WORDS, UNKNOWN_WORDS
from maillage.dossier.fields import Field
from maillage.dossier.kinds import party_words
from maillage.dossier.tables import TABLES
from maillage.dossier.values import SLUG

ACCOUNTS: Mapping[str, frozenset[str]] = {"actors": frozenset({"unsaid"})}
"""The accounts of a ledger beside the actors and the words of references: whoever the dossier does not name."""


@cache
def reserved_ids(table: str) -> frozenset[str]:
    """The words that no row of `table` may have as id: a reference to it, or its account, would be taken otherwise.

    >>> "collectif" in reserved_ids("actors"), "collectif" in reserved_ids("sessions")
    (True, False)
    """
    words = set(ACCOUNTS.get(table, ()))
    for pointing in TABLES.values():
        for field in pointing.fields:
            if field.kind == "reference" and (field.table or pointing.name) == table:
                words |= _words_of(field)
    return frozenset(word for word in words if SLUG.match(word))


def _words_of(field: Field) -> set[str]:
    """The words that `field` does not read as ids."""
    words = set(UNKNOWN_WORDS)
    if field.many:
        words |= NONE_WORDS
    return words.union(*(party_words(party) for party in field.parties))
