"""The network in words, actor by actor: with whom each one is tied, what it sends and receives, brings, promises.

This is the picture for those who do not see it, and what is shown of an actor when it is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from maillage.dossier.tables import Actor
from maillage.dossier.vocabularies import vocabulary
from maillage.network.graph import KINDS, TABLES, Link, Network
from maillage.text import Text
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.queries.state import Link as Way
from maillage_web.dossiers.queries.state import State
from maillage_web.networks.choices import LEVEL_WORDS, MOVE_WORDS, OUTLINE_LINES, STRANGERS_WORDS


@dataclass(frozen=True, slots=True)
class Line:
    """One link: with whom, what the row says of it, where the row is."""

    whom: Way
    anchor: str
    detail: str
    row: str


@dataclass(frozen=True, slots=True)
class Group:
    """The links of an actor that are told in the same words."""

    words: str
    lines: tuple[Line, ...]

    @property
    def more(self) -> int:
        """How many others than the first these links are with."""
        return len({line.whom.words for line in self.lines}) - 1


@dataclass(frozen=True, slots=True)
class Told:
    """An actor and its links in words; `tied` are the ids of those it is linked to, `rows` how many rows link it."""

    actor: Actor
    name: Way
    category: Text | None
    groups: tuple[Group, ...]
    tied: tuple[str, ...]
    rows: int

    @property
    def strongest(self) -> Group | None:
        """Its strongest ties, all of one level; nothing without link."""
        return self.groups[0] if self.rows and self.groups else None


def outline_of(state: State, network: Network) -> tuple[tuple[Told, ...], int]:
    """Every actor in words, in the order of the dossier; and how many links past what a page holds are left out."""
    teller = _Teller(state, network)
    told = tuple(teller.tell(actor) for actor in network.actors)
    return told, teller.left_out


class _Teller:
    def __init__(self, state: State, network: Network) -> None:
        self._state = state
        self._here = {actor.id for actor in network.actors}
        self._network = network
        self._room = OUTLINE_LINES
        self.left_out = 0

    @cached_property
    def _links(self) -> Mapping[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in (*self._network.links, *self._network.outside):
            for end in dict.fromkeys((link.source, link.target)):
                found.setdefault(end, []).append(link)
        return found

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], Any]:
        dossier = self._state.dossier
        return {(kind, row.id): row for kind in KINDS for row in dossier.rows(TABLES[kind])}

    def tell(self, actor: Actor) -> Told:
        links = self._links.get(actor.id, [])
        groups: dict[str, list[Line]] = {}
        for words, link in sorted(self._worded(actor.id, links), key=lambda one: one[0]):
            if self._room:
                self._room -= 1
                groups.setdefault(_group_words(words), []).append(self._line(actor.id, link))
            else:
                self.left_out += 1
        strangers = tuple(self._strangers(actor.id))
        told = [Group(words, tuple(lines)) for words, lines in groups.items()]
        if strangers:
            told.append(Group(str(STRANGERS_WORDS), strangers))
        inside = [_other(actor.id, link) for link in links]
        return Told(
            actor=actor,
            name=self._state.link_to(actor, "actors"),
            category=vocabulary("actor_categories").label_of(actor.category) if actor.category else None,
            groups=tuple(told),
            tied=tuple(dict.fromkeys(one for one in inside if one in self._here)),
            rows=len(links),
        )

    def _worded(self, me: str, links: Iterable[Link]) -> Iterator[tuple[tuple[int, str, bool], Link]]:
        """Each link with what decides its group: ties by level, then flows, contributions, commitments, given first."""
        levels = list(LEVEL_WORDS)
        for link in links:
            if link.kind == "tie":
                level = link.level or ""
                yield (levels.index(level), level, True), link
            else:
                given = link.source == me
                yield (len(levels) + 2 * KINDS.index(link.kind) + (not given), link.kind, given), link

    def _line(self, me: str, link: Link) -> Line:
        other = _other(me, link)
        detail = self._detail(me, link)
        if other not in self._here and other in self._state.analysis.chain.actors:
            detail = ", ".join(filter(None, (detail, _("absent that day"))))
        return Line(
            whom=self._state.link_to_id("actors", other),
            anchor=f"#o-{other}" if other in self._here else "",
            detail=detail,
            row=self._state.row_address(link.table, link.id),
        )

    def _detail(self, me: str, link: Link) -> str:
        row = self._rows[link.kind, link.id]
        if link.kind != "tie":
            return row.object or _kind_of(link)
        known = row.a_knows_b if link.source == me else row.b_knows_a
        words = (
            [said(vocabulary("tie_directions").label_of(link.direction)).lower()] if link.direction else []
        )
        if known:
            told = said(vocabulary("constraint_knowledge").label_of(known)).lower()
            words.append(_("knowledge of its constraints: %(told)s") % {"told": told})
        return ", ".join(words)

    def _strangers(self, me: str) -> Iterator[Line]:
        for pair in self._network.strangers:
            for other in pair - {me} if me in pair else ():
                yield Line(self._state.link_to_id("actors", other), f"#o-{other}", "", "")


def _other(me: str, link: Link) -> str:
    return link.target if link.source == me else link.source


def _kind_of(link: Link) -> str:
    """What a row without object is at least said to be."""
    if link.kind == "contribution" and link.nature:
        return said(vocabulary("contribution_kinds").label_of(link.nature)).lower()
    return _("object not said")


def _group_words(key: tuple[int, str, bool]) -> str:
    place, code, given = key
    return str(LEVEL_WORDS[code] if place < len(LEVEL_WORDS) else MOVE_WORDS[code, given])
