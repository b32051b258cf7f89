"""Who knows the constraints of an actor: what the ties say of the others, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.articulation.chain import Chain
from maillage.articulation.checks.models import knowing
from maillage.cards.wording import counted, text
from maillage.text import Text, capital, same, semicolons, series, shortened

_SHOWN = 5
_HOW = ("shared", "partial", "none", None)


@dataclass(frozen=True, slots=True)
class Knower:
    """Another actor present, and how well a tie says that it knows the constraints; `None`: it is not said."""

    actor: str
    name: str
    how: str | None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Who knows the constraints of one actor, among those it has a tie with; `strangers` have none with it."""

    knowers: tuple[Knower, ...]
    strangers: tuple[Knower, ...]

    def of(self, how: str | None) -> tuple[Knower, ...]:
        """Those who know them `how`: "shared", "partial", "none", or `None` where it is not said."""
        return tuple(one for one in self.knowers if one.how == how)

    @property
    def known(self) -> bool:
        """Whether somebody is said to know them, wholly or partly."""
        return any(one.how in ("shared", "partial") for one in self.knowers)

    @property
    def told(self) -> bool:
        """Whether every tie says how well the other knows them, and there is a tie."""
        return bool(self.knowers) and all(one.how is not None for one in self.knowers)

    @property
    def said(self) -> Text:
        """Who knows them, in one sentence; who is not said to is said not to be said."""
        if not self.knowers:
            return text("cards-knowing.no_tie")
        parts = [_part(how, self.of(how)) for how in _HOW if self.of(how)]
        return capital(text("cards-knowing.sentence", parts=semicolons(parts)))


def knowledge_of(chain: Chain, actor: str) -> Knowledge:
    """Who knows the constraints of `actor` among the actors present. Of several ties, the one that knows best."""
    how = knowing(chain, actor)
    here = [one for key, one in sorted(chain.actors.items()) if key != actor and chain.present(one)]
    knowers = tuple(Knower(one.id, one.name, how[one.id]) for one in here if one.id in how)
    return Knowledge(knowers, tuple(Knower(one.id, one.name, None) for one in here if one.id not in how))


def _part(how: str | None, knowers: tuple[Knower, ...]) -> Text:
    named = shortened([same(one.name) for one in knowers], _SHOWN, lambda more: counted("cards-others", more))
    return text(
        f"cards-knowing.{how or 'unsaid'}_{'many' if len(knowers) > 1 else 'one'}", names=series(named)
    )
