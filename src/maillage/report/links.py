"""The nodes and threads of the articulation view, with what breaks at each node. Picture and outline share them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from maillage.articulation.analysis import Analysis, by_row
from maillage.articulation.chain import Chain, Said, active, favourable
from maillage.articulation.findings import Finding
from maillage.dossier.tables import Actor, Challenge, Component, Effect

COLUMNS = ("challenges", "effects", "components", "actors")
"""The four columns, from what is at stake to who carries it."""

Key = str
"""A node: its table and id, e.g. ``effects/repas-sains``."""

State = Literal["whole", "unsaid", "broken"]
_STATES: tuple[State, ...] = ("whole", "unsaid", "broken")
_VISIBLE = ("ART", "REC", "FRA")


@dataclass(frozen=True, slots=True)
class Node:
    """One card of the view.

    `onward` is the state of its threads towards the actors, `back` of those towards the challenges. `marks` names
    what to write on the card (words of ``report.toml``). `next` lists the nodes its threads lead to, towards the
    actors; `loop` those met when following its threads through the whole loop.
    """

    key: Key
    table: str
    id: str
    name: str
    onward: State
    back: State
    marks: tuple[str, ...]
    findings: tuple[Finding, ...]
    next: tuple[Key, ...]
    loop: tuple[Key, ...]

    @property
    def state(self) -> State:
        """The worse of both sides."""
        return max(self.onward, self.back, key=_STATES.index)

    @property
    def quiet(self) -> bool:
        """Whether it is an actor that no thread links to the others."""
        return self.table == "actors" and len(self.loop) == 1


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread between two nodes; `kind` is "chain" along the four columns, "return" from effect to beneficiary."""

    start: Key
    end: Key
    kind: Literal["chain", "return"]


@dataclass(frozen=True, slots=True)
class Links:
    """Every node by its key, column by column, and every thread."""

    nodes: Mapping[Key, Node]
    threads: tuple[Thread, ...]

    def column(self, table: str) -> tuple[Node, ...]:
        """The nodes of one column, in the order of the dossier."""
        return tuple(node for node in self.nodes.values() if node.table == table)


def key_of(table: str, identity: str) -> Key:
    """The key of the node for one row."""
    return f"{table}/{identity}"


def build_links(analysis: Analysis) -> Links:
    """The nodes and threads of `analysis`."""
    chain = analysis.chain
    onward = _onward(chain)
    threads = [Thread(start, end, "chain") for start, ends in onward.items() for end in ends]
    returns = [
        Thread(key_of("effects", effect), key_of("actors", actor.id), "return")
        for effect, actors in chain.beneficiaries_of.items()
        for actor in actors
    ]
    walk = _Walk(onward, returns)
    concerned = by_row(analysis)
    nodes = {}
    for table in COLUMNS:
        for row in _rows(chain, table):
            key = key_of(table, row.id)
            findings = tuple(f for f in concerned.get((table, row.id), ()) if f.code[:3] in _VISIBLE)
            towards, back = _STATE_OF[_towards_actors(chain, row)], _STATE_OF[_towards_challenges(chain, row)]
            marks = _marks(table, row, towards, back)
            name = row.name
            nodes[key] = Node(
                key, table, row.id, name, towards, back, marks, findings, onward.get(key, ()), walk.loop(key)
            )
    return Links(
        nodes,
        tuple(thread for thread in (*threads, *returns) if thread.start in nodes and thread.end in nodes),
    )


Row = Challenge | Effect | Component | Actor


def _rows(chain: Chain, table: str) -> Iterable[Row]:
    rows: dict[str, Mapping[str, Row]] = {
        "challenges": chain.challenges,
        "effects": chain.effects,
        "components": {key: part for key, part in chain.components.items() if active(part)},
        "actors": {key: actor for key, actor in chain.actors.items() if chain.present(actor)},
    }
    return rows[table].values()


def _onward(chain: Chain) -> dict[Key, tuple[Key, ...]]:
    """Each node's nodes of the next column, towards the actors."""
    onward: dict[Key, tuple[Key, ...]] = {}
    for challenge, effects in chain.effects_of.items():
        onward[key_of("challenges", challenge)] = tuple(key_of("effects", row.id) for row in effects)
    for effect, parts in chain.components_of.items():
        onward[key_of("effects", effect)] = tuple(key_of("components", row.id) for row in parts)
    for component, actors in chain.bearers_of.items():
        onward[key_of("components", component)] = tuple(key_of("actors", row.id) for row in actors)
    return onward


class _Walk:
    """Follows threads both ways: towards the actors, towards the challenges, then to the beneficiaries met."""

    def __init__(self, onward: Mapping[Key, tuple[Key, ...]], returns: Iterable[Thread]) -> None:
        self._onward = onward
        self._back: dict[Key, list[Key]] = {}
        for start, ends in onward.items():
            for end in ends:
                self._back.setdefault(end, []).append(start)
        self._receivers: dict[Key, list[Key]] = {}
        self._received: dict[Key, list[Key]] = {}
        for thread in returns:
            self._receivers.setdefault(thread.start, []).append(thread.end)
            self._received.setdefault(thread.end, []).append(thread.start)

    def loop(self, key: Key) -> tuple[Key, ...]:
        """The nodes of the loop through `key`, itself first."""
        met: dict[Key, None] = {key: None}
        for start in (key, *self._received.get(key, ())):
            met |= {start: None} | self._reach(start, self._onward) | self._reach(start, self._back)
        for node in list(met):
            met |= dict.fromkeys(self._receivers.get(node, ()))
        return tuple(met)

    @staticmethod
    def _reach(key: Key, steps: Mapping[Key, Iterable[Key]]) -> dict[Key, None]:
        met: dict[Key, None] = {}
        waiting = list(steps.get(key, ()))
        while waiting:
            node = waiting.pop()
            if node not in met:
                met[node] = None
                waiting.extend(steps.get(node, ()))
        return met


_STATE_OF: Mapping[Said, State] = {Said.YES: "whole", Said.UNKNOWN: "unsaid", Said.NO: "broken"}


def _towards_actors(chain: Chain, row: Row) -> Said:
    """Whether the thread that should leave this row towards the actors is there."""
    if isinstance(row, Challenge):
        return chain.reached(row)
    if isinstance(row, Effect):
        return chain.produced(row)
    return chain.carried(row) if isinstance(row, Component) else Said.YES


def _towards_challenges(chain: Chain, row: Row) -> Said:
    """Whether the thread that should leave this row towards the challenges is there."""
    if isinstance(row, Effect) and favourable(row) and not row.challenges:
        return Said.UNKNOWN if row.challenges is None else Said.NO
    return chain.productive(row) if isinstance(row, Component) else Said.YES


def _marks(table: str, row: Row, towards: State, back: State) -> tuple[str, ...]:
    marks = [f"{towards}_{table}"] if towards != "whole" else []
    marks += [f"{back}_{table}_back"] if back != "whole" else []
    if isinstance(row, Effect) and not favourable(row):
        marks.append("unfavourable")
    if isinstance(row, Component) and row.status in ("planned", "sought"):
        marks.append(f"status_{row.status}")
    return tuple(marks)
