"""For whom a document is made, and which rows they see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maillage.deliverables.wording import text
from maillage.dossier.audience import Audience
from maillage.dossier.dossier import Dossier
from maillage.text import Text, same

Code = Literal["public", "members", "facilitators", "actor"]
_LEVELS: dict[Code, frozenset[str]] = {
    "public": frozenset({"public"}),
    "members": frozenset({"public", "members"}),
    "facilitators": frozenset({"public", "members", "facilitators"}),
    "actor": frozenset({"public", "members"}),
}
CODES: tuple[Code, ...] = tuple(_LEVELS)


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody, the members, the facilitators, or one `actor`: who leads it and those it trusts."""

    code: Code
    actor: str = ""

    @property
    def inside(self) -> bool:
        """Whether they take part in the ecosystem."""
        return self.code != "public"


def audience_of(readers: Readers, *, public: bool = False) -> Audience:
    """What `readers` see. `public` says that the dossier is: a row that states no visibility is then for everybody.

    >>> audience_of(Readers("members")).sees(None, None)
    True
    >>> audience_of(Readers("public")).sees(None, None)
    False
    """
    actors = frozenset({readers.actor}) if readers.code == "actor" else frozenset[str]()
    return Audience(_LEVELS[readers.code], actors, public)


def shared(mine: Audience, theirs: Audience) -> Audience:
    """What both audiences see: nobody makes for others a document of what they do not see themselves.

    >>> shared(audience_of(Readers("members")), audience_of(Readers("public"))).levels
    frozenset({'public'})
    """
    return Audience(mine.levels & theirs.levels, mine.actors & theirs.actors, mine.public and theirs.public)


def said(readers: Readers, dossier: Dossier) -> Text:
    """For whom the document is made, in words; the name of the actor is read from `dossier`."""
    if readers.code != "actor":
        return text(f"readers.{readers.code}")
    names = {one.id: one.name for one in dossier.actors}
    return text("readers.actor", name=same(names.get(readers.actor, readers.actor)))
