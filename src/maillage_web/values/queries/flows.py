"""Who gives to whom, for the picture of flows and the table beside it: money, amounts not said, what is not money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.safestring import SafeString

from maillage.text import Text
from maillage.value.entry import Entry
from maillage.value.ledger import Ledger
from maillage.value.lines import COLLECTIVE, NOT_ACTORS, Names
from maillage.value.showing import shown
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.values.choices import DRAWN
from maillage_web.values.queries import layout, pictures
from maillage_web.values.queries.accounts import account_link
from maillage_web.values.queries.proofs import Row

MONEY, UNSAID, KIND = "money", "unsaid", "kind"
"""The styles of what is drawn: a ribbon, a thin dashed line, a dotted one."""


@dataclass(slots=True)
class Flow:
    """What one account gives another, in one style: an amount when it is known, and the rows it comes from."""

    source: str
    target: str
    style: str
    amount: Decimal | None = None
    rows: dict[Row, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line of the table beside the picture."""

    source: Link
    target: Link
    style: str
    amount: Text | None
    rows: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """The picture, the same as a table, how many actors are drawn together, and whether each style is there."""

    drawn: SafeString
    lines: tuple[FlowLine, ...]
    grouped: int
    styles: frozenset[str]


def flows_of(state: State, ledger: Ledger, year: int | None) -> list[Flow]:
    """Every flow: money as in `ledger`, of one year or of all; then what the rows that hold on the day leave unsaid."""
    money = [one for one in ledger.of("money", "eur") if year is None or one.line.year == year]
    found: dict[tuple[str, str, str], Flow] = {}
    for giver, receiver, style, row, amount in (*_counted(money), *_unsaid(state, ledger), *_kinds(state)):
        if giver == receiver:
            continue
        flow = found.setdefault((giver, receiver, style), Flow(giver, receiver, style))
        flow.rows[row] = None
        if amount is not None:
            flow.amount = (flow.amount or Decimal(0)) + amount
    return [one for one in found.values() if one.amount is None or one.amount > 0]


Given = tuple[str, str, str, Row, Decimal | None]


def _counted(entries: Iterable[Entry]) -> Iterator[Given]:
    for one in entries:
        line = one.line
        yield line.giver, line.receiver, MONEY, (line.table, line.id), one.amount


def _unsaid(state: State, ledger: Ledger) -> Iterator[Given]:
    """The money whose amount could not be counted, when the row holds on the day."""
    held = {
        table: {row.id for row in state.dossier.rows(table)} for table in ("contributions", "flows", "costs")
    }
    for one in ledger.lines.left_out:
        if one.book == "money" and len(one.parties) == 2 and one.id in held.get(one.table, ()):
            yield one.parties[0], one.parties[1], UNSAID, (one.table, one.id), None


def _kinds(state: State) -> Iterator[Given]:
    """What is brought that is not money."""
    for row in state.dossier.contributions:
        if row.kind != "money" and row.variant_of is None:
            yield row.from_, row.to or COLLECTIVE, KIND, ("contributions", row.id), None


# --- the picture ------------------------------------------------------------------------------------------------------


def flow_picture(state: State, names: Names, flows: Sequence[Flow], words: FlowWords) -> FlowPicture:
    """The picture of flows, those of the smallest actors drawn together when there are many."""
    kept, grouped = _kept(flows)
    drawn = [
        layout.Link(one.source, one.target, one.style, None if one.amount is None else float(one.amount))
        for one in _grouped(flows, kept)
    ]
    accounts = {id: _account(names, id, drawn, grouped, words) for id in _ids(drawn)}
    return FlowPicture(
        drawn=pictures.flow_picture(drawn, accounts, words.told, lambda link: _say(link, accounts, words)),
        lines=tuple(_line(state, names, one) for one in sorted(flows, key=_by_amount)),
        grouped=grouped,
        styles=frozenset(one.style for one in flows),
    )


@dataclass(frozen=True, slots=True)
class FlowWords:
    """The words of a picture: what it shows, what to call the small ones together, and each style."""

    told: str
    others: str
    unsaid: str
    kind: str


def _ids(links: Iterable[layout.Link]) -> dict[str, None]:
    return dict.fromkeys(id for link in links for id in (link.source, link.target))


def _by_amount(flow: Flow) -> tuple[int, Decimal]:
    return (MONEY, UNSAID, KIND).index(flow.style), -(flow.amount or Decimal(0))


def _kept(flows: Sequence[Flow]) -> tuple[frozenset[str], int]:
    """The accounts drawn by themselves: those through which most passes; and how many are not."""
    weights: dict[str, tuple[Decimal, int]] = {}
    for flow in flows:
        for id in (flow.source, flow.target):
            money, links = weights.get(id, (Decimal(0), 0))
            weights[id] = money + (flow.amount or Decimal(0)), links + 1
    actors = sorted(
        (one for one in weights if one not in NOT_ACTORS), key=lambda one: weights[one], reverse=True
    )
    if len(actors) <= DRAWN:
        return frozenset(weights), 0
    alone = frozenset(actors[: DRAWN - 1])
    return alone | frozenset(NOT_ACTORS), len(actors) - len(alone)


def _grouped(flows: Sequence[Flow], kept: frozenset[str]) -> list[Flow]:
    """The flows with the small accounts put together; what those give one another is only in the table."""
    found: dict[tuple[str, str, str], Flow] = {}
    for flow in flows:
        source, target = (one if one in kept else "" for one in (flow.source, flow.target))
        if source != target:
            one = found.setdefault((source, target, flow.style), Flow(source, target, flow.style))
            if flow.amount is not None:
                one.amount = (one.amount or Decimal(0)) + flow.amount
    return list(found.values())


def _account(
    names: Names, id: str, links: Sequence[layout.Link], grouped: int, words: FlowWords
) -> pictures.Account:
    sums = [
        sum(link.weight or 0.0 for link in links if getattr(link, side) == id)
        for side in ("source", "target")
    ]
    given, received = (said(shown(Decimal(round(one)))) if one else "" for one in sums)
    name = words.others if grouped and not id else said(names.account(id))
    return pictures.Account(name, given, received, plain=not id or id in NOT_ACTORS)


def _say(link: layout.Link, accounts: dict[str, pictures.Account], words: FlowWords) -> str:
    what = {UNSAID: words.unsaid, KIND: words.kind}.get(link.style) or said(
        shown(Decimal(round(link.weight or 0)))
    )
    return f"{accounts[link.source].name} → {accounts[link.target].name} · {what}"


def _line(state: State, names: Names, flow: Flow) -> FlowLine:
    return FlowLine(
        account_link(state, names, flow.source),
        account_link(state, names, flow.target),
        flow.style,
        None if flow.amount is None else shown(flow.amount),
        tuple(Link(names.row(*row), state.row_address(*row)) for row in flow.rows),
    )
