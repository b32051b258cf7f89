"""Rows that threads propose: effects linked to the components that produce them, components to who bears them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maillage.text import Text
from maillage.workshop import wording
from maillage.workshop.activities import Activity
from maillage.workshop.basket import Basket
from maillage.workshop.board import Board
from maillage.workshop.gathering import Said, gathered
from maillage.workshop.harvest_notes import asserted, in_journal, origin, whole


@dataclass(slots=True)
class _End:
    """The upper end of threads: the words that mean a row, what they lead to, the notes that say so."""

    words: str
    leads_to: dict[str, None] = field(default_factory=dict)
    saying: list[Said] = field(default_factory=list)


def threads(board: Board, one: Activity, basket: Basket) -> None:
    """Propose the rows of an activity of threads; all the notes on one effect, or one component, make one row.

    What is named and is not in the dossier is proposed; what is there gets the links that it did not have.
    """
    effects: dict[str, _End] = {}
    components: dict[str, _End] = {}
    for said in gathered(board, one.key, apart=lambda note, _: note["number"]):
        effect, component, actor = (said.field(name) for name in ("effect", "component", "actor"))
        if not component and (not effect or basket.meant("effects", effect)):
            in_journal(basket, one, said, wording.text("harvest.no-thread"))
            continue
        if component:
            _hold(components, basket, "components", component, actor, said)
        if effect:
            _hold(effects, basket, "effects", effect, component, said)
    for end in components.values():
        _propose(one, basket, "components", "bearers", "actors", end)
    for end in effects.values():
        _propose(one, basket, "effects", "components", "components", end)


def _hold(ends: dict[str, _End], basket: Basket, table: str, words: str, leads_to: str, said: Said) -> None:
    end = ends.setdefault(basket.named(table, words).casefold(), _End(words))
    end.saying.append(said)
    if leads_to:
        end.leads_to.setdefault(leads_to)


def _propose(one: Activity, basket: Basket, table: str, column: str, target: str, end: _End) -> None:
    from_ = tuple(dict.fromkeys(number for said in end.saying for number in said.from_))
    where = _origin(basket, end.saying)
    linked = [basket.reference(target, words, one.key, where, from_) for words in end.leads_to]
    row = basket.meant(table, end.words)
    if row:
        _link(one, basket, table, column, row, linked, where, from_)
        return
    cells = _cells(basket, table, end) | {column: "; ".join(dict.fromkeys(linked))}
    name = end.words.removeprefix("id:")
    if not basket.is_made(table, name):
        key = f"{end.saying[0].key}/{table}"
        basket.made(table, name, basket.add(key, one.key, table, cells, where, from_))


def _cells(basket: Basket, table: str, end: _End) -> dict[str, str]:
    everybody = _together(end.saying)
    cells = {"name": end.words.removeprefix("id:")} | asserted(basket, everybody)
    if table == "effects" or not any(said.field("effect") for said in end.saying):
        cells["description"] = whole(everybody)
    return cells


def _together(saying: Sequence[Said]) -> Said:
    texts = tuple(text for said in saying for text in said.texts)
    fields: Mapping[str, str] = {}
    return Said("", texts[0], texts, fields, tuple(actor for said in saying for actor in said.actors), ())


def _origin(basket: Basket, saying: Sequence[Said]) -> Text:
    return origin(basket, _together(saying))


def _link(
    one: Activity,
    basket: Basket,
    table: str,
    column: str,
    row: str,
    linked: Sequence[str],
    where: Text,
    from_: tuple[int, ...],
) -> None:
    """Add to a list cell of a row that is there what it does not hold yet."""
    held = basket.held(table, row)
    before = (getattr(held, column) if held else None) or ()
    after = list(dict.fromkeys([*before, *linked]))
    if held and len(after) > len(before):
        cells = {column: "; ".join(after)}
        basket.change(f"{one.key}/{table}/{row}", one.key, table, row, cells, where, from_)
