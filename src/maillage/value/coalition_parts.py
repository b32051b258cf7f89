"""Who can produce what: the parts of the game of a dossier, read along its chain.

A component runs when one of its bearers is there; an effect is produced when one of its components runs; a challenge is
reached when one favourable effect that reaches it is produced. It is the rule by which `maillage.articulation.exits`
says what stands. A group may hold that its solution is integrated: an effect then needs all its components.

What nobody in particular makes possible cannot be shared among actors: it is left out, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.articulation.chain import Chain, active, favourable
from maillage.dossier.tables import Component, Effect
from maillage.text import Text, same
from maillage.value.rule_words import counted, named, sentence


@dataclass(frozen=True, slots=True)
class Running:
    """A component that can run, who may carry it and, when money decides, who may feed it (nobody: not asked)."""

    id: str
    name: str
    bearers: frozenset[str]
    funders: frozenset[str] = frozenset()

    def runs(self, coalition: frozenset[str]) -> bool:
        """Whether `coalition` can run it."""
        return bool(self.bearers & coalition) and (not self.funders or bool(self.funders & coalition))


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a coalition can make possible: an effect, a challenge. One of the `ways` is enough.

    A way is the set of components that must all run.
    """

    table: str
    id: str
    name: str
    ways: tuple[tuple[str, ...], ...]

    @property
    def components(self) -> tuple[str, ...]:
        """The components that have a part in it."""
        return tuple(dict.fromkeys(one for way in self.ways for one in way))


@dataclass(frozen=True, slots=True)
class Production:
    """The running components, the effects and challenges they make possible, and what was left out, in words."""

    running: Mapping[str, Running]
    effects: tuple[Part, ...]
    harms: tuple[Part, ...]
    challenges: tuple[Part, ...]
    notes: tuple[Text, ...]


def production_of(chain: Chain, *, needs_all: bool = False, money_decides: bool = False) -> Production:
    """Who can produce what in `chain`, for any coalition of the actors present on the day.

    With `needs_all`, an effect needs all its components instead of one of them. With `money_decides`, a component that
    some actors bring money for runs only when one of them is there too.
    """
    running = {row.id: _running(chain, row, money_decides) for row in _carried(chain)}
    good = [row for row in chain.effects.values() if favourable(row)]
    effects = _parts(chain, good, running, needs_all)
    made = {part.id: part for part in effects}
    return Production(
        running=running,
        effects=effects,
        harms=_parts(chain, [row for row in chain.effects.values() if not favourable(row)], running, False),
        challenges=tuple(_challenges(chain, made)),
        notes=tuple(_left_out(chain, good, made, running)),
    )


def _carried(chain: Chain) -> list[Component]:
    return [row for row in chain.components.values() if active(row) and row.id in chain.bearers_of]


def _running(chain: Chain, row: Component, money_decides: bool) -> Running:
    bearers = frozenset(actor.id for actor in chain.bearers_of[row.id])
    return Running(row.id, row.name, bearers, funders_of(chain, row.id) if money_decides else frozenset())


def funders_of(chain: Chain, component: str) -> frozenset[str]:
    """The actors present who bring money for `component`, or bear one of its costs."""
    givers = {
        row.from_
        for rows in chain.contributions_by.values()
        for row in rows
        if row.component == component and row.kind == "money"
    }
    payers = {row.bearer for row in chain.costs_of.get(component, ()) if row.bearer}
    return frozenset(
        one for one in givers | payers if one in chain.actors and chain.present(chain.actors[one])
    )


def _parts(
    chain: Chain, rows: Iterable[Effect], running: Mapping[str, Running], every: bool
) -> tuple[Part, ...]:
    found = []
    for row in rows:
        wanted = tuple(dict.fromkeys(one.id for one in chain.components_of.get(row.id, ())))
        carried = tuple(one for one in wanted if one in running)
        if not carried or (every and wanted != carried) or _adrift(chain, row):
            continue
        ways = (carried,) if every else tuple((one,) for one in carried)
        found.append(Part("effects", row.id, row.name, ways))
    return tuple(found)


def _adrift(chain: Chain, row: Effect) -> bool:
    """Whether the dossier leaves unsaid who carries a component of `row`: nobody knows with whom it would fall."""
    return any(part.bearers is None for part in chain.components_of.get(row.id, ()))


def _challenges(chain: Chain, made: Mapping[str, Part]) -> Iterable[Part]:
    for row in chain.challenges.values():
        reaching = [made[one.id] for one in chain.effects_of.get(row.id, ()) if one.id in made]
        ways = tuple(dict.fromkeys(way for part in reaching for way in part.ways))
        if ways:
            yield Part("challenges", row.id, row.name, ways)


# --- what the dossier does not say ------------------------------------------------------------------------------------


def _left_out(
    chain: Chain, good: Sequence[Effect], made: Mapping[str, Part], running: Mapping[str, Running]
) -> Iterable[Text]:
    unsaid = [same(row.name) for row in good if row.components is None]
    if unsaid:
        yield sentence("coalitions.no-component", n=counted("effects", len(unsaid)), names=named(unsaid))
    left = [row for row in good if row.components is not None and row.id not in made]
    for key, rows in (
        ("unsaid-bearer", [row for row in left if _adrift(chain, row)]),
        ("no-bearer", [row for row in left if not _adrift(chain, row)]),
    ):
        if rows:
            names = named([same(row.name) for row in rows])
            yield sentence(f"coalitions.{key}", n=counted("effects", len(rows)), names=names)
    later = [
        same(one.name) for one in running.values() if chain.components[one.id].status in ("planned", "sought")
    ]
    if later:
        yield sentence("coalitions.planned", names=named(later))
