"""What people call those who hold lock-ins, in one table."""

from __future__ import annotations

from maillage.articulation.chain import Chain
from maillage.dossier.vocabularies import vocabulary
from maillage.lockins.wording import text
from maillage.text import Text, same


class Names(dict[str | None, Text]):
    """The names of holders by id; an id that nobody has shows as itself."""

    def __missing__(self, key: str | None) -> Text:
        return same(key) if key else text("lockins.column-unsaid")


def naming(chain: Chain) -> Names:
    """The names of the actors of a dossier and of the words that stand for a holder."""
    parties = {code: term.label for code, term in vocabulary("special_parties").terms.items()}
    return Names(parties | {row.id: same(row.name) for row in chain.whole.actors})
