"""What an exit takes, as a picture: the four columns of the articulation, what falls marked by shape and by words.

Only what is touched is drawn, with what it rests on. Cards that fall lead to the list of the round that tells them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from maillage.network.leaving import Exit, Holds, Key, Lost, name_in
from maillage.report.layout import CARD_WIDTH, GUTTER, HEAD, MARGIN, Card, Layout, lay_out
from maillage.report.links import COLUMNS, Links, Node, Thread, key_of
from maillage_web.common.templatetags.wording import said, word

_CHAIN = {"challenges": "effects", "effects": "components", "components": "actors"}
_LINE, _FIRST, _MARK = 19, 27, 17


@dataclass(frozen=True, slots=True)
class _Fate:
    """What becomes of a card: the class that shows it, its sign, its words and where it leads."""

    shape: str
    sign: str
    words: str
    href: str = ""


def anchor(table: str, one: str) -> str:
    """The anchor of what falls or is weakened in the lists of the page."""
    return f"x-{table}-{one}"


def picture(holds: Holds, found: Exit) -> SafeString:
    """The picture of an exit as one ``<svg>``; empty when nothing of the chain is touched."""
    fates = _fates(found)
    links = _links(holds, fates)
    if not links.threads and not any(key[0] != "actors" for key in fates):
        return mark_safe("")
    layout = lay_out(links)
    svg = [
        f'<svg class="articulation exit-picture" xmlns="http://www.w3.org/2000/svg" role="group" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" width="{layout.width:g}" height="{layout.height:g}" '
        f"aria-label={quoteattr(_('What falls, from the actors who leave to the challenges'))}>",
        *_headings(layout),
        *(_thread(thread, layout, fates) for thread in links.threads),
        *(_card(card, fates.get((card.node.table, card.node.id))) for card in layout.cards.values()),
        "</svg>",
    ]
    return mark_safe("".join(svg))  # noqa: S308  every word is escaped


# --- what becomes of each card --------------------------------------------------------------------------------------


def _fates(found: Exit) -> dict[Key, _Fate]:
    fates = {("actors", one): _Fate("is-leaving", "→", _("leaves")) for one in found.leaving.actors}
    for one in found.weakened:
        if one.table in COLUMNS:
            fates[one.key] = _Fate("is-weakened", "≈", _("weakened"), anchor(one.table, one.id))
    for one in found.lost:
        if one.table in COLUMNS:
            fates[one.key] = _fallen(one)
    return fates


def _fallen(one: Lost) -> _Fate:
    if one.certainty == "unknown":
        words = _("may fall, round %(number)s") % {"number": one.round}
        return _Fate("is-doubtful", "?", words, anchor(one.table, one.id))
    return _Fate(
        "is-fallen", "×", _("falls, round %(number)s") % {"number": one.round}, anchor(one.table, one.id)
    )


# --- where cards and threads stand ----------------------------------------------------------------------------------


def _links(holds: Holds, fates: Mapping[Key, _Fate]) -> Links:
    """The cards touched and what they rest on, with the threads between them."""
    pairs = [(key, on) for key in fates if key[0] in _CHAIN for on in _below(holds, key)]
    keys: Iterable[Key] = dict.fromkeys((*fates, *(on for _key, on in pairs)))
    threads = tuple(Thread(key_of(*key), key_of(*on), "chain") for key, on in pairs)
    nodes = {key_of(*key): _node(holds, key, fates.get(key)) for key in keys}
    return Links(nodes, threads)


def _below(holds: Holds, key: Key) -> list[Key]:
    wanted = _CHAIN[key[0]]
    return [on for hold in holds.needs.get(key, ()) for on in hold.on if on[0] == wanted]


def _node(holds: Holds, key: Key, fate: _Fate | None) -> Node:
    name, own = said(name_in(holds, key)), key_of(*key)
    marks = (fate.words,) if fate else ()
    return Node(own, *key, name, "whole", "whole", marks, (), (), (own, own))


# --- strokes --------------------------------------------------------------------------------------------------------


def _headings(layout: Layout) -> Iterable[str]:
    for index, table in enumerate(COLUMNS):
        x = MARGIN + index * (CARD_WIDTH + GUTTER)
        label = escape(word(f"column_{table}"))
        yield f'<text class="heading" x="{x}" y="{HEAD - 26}">{label}</text>'
        yield (
            f'<line class="rule rule--{table}" x1="{x}" x2="{x + CARD_WIDTH}" y1="{HEAD - 14}" y2="{HEAD - 14}"/>'
        )
        if layout.left_out[table]:
            more = escape(word("left_out").format(count=layout.left_out[table]))
            yield f'<text class="more" x="{x}" y="{layout.height - 6:g}">{more}</text>'


def _thread(thread: Thread, layout: Layout, fates: Mapping[Key, _Fate]) -> str:
    start, end = layout.cards.get(thread.start), layout.cards.get(thread.end)
    if start is None or end is None:
        return ""
    (x1, y1), (x2, y2) = (start.x + CARD_WIDTH, start.middle), (end.x, end.middle)
    middle = (x1 + x2) / 2
    fate = fates.get((end.node.table, end.node.id))
    gone = " thread--gone" if fate and fate.shape != "is-weakened" else ""
    return (
        f'<path class="thread{gone}" d="M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"/>'
    )


def _card(card: Card, fate: _Fate | None) -> str:
    node, shape = card.node, fate.shape if fate else "is-standing"
    box = f'x="{card.x:g}" y="{card.y:g}" height="{card.height:g}"'
    inside = (
        f'<title>{escape(node.name)}</title><rect class="card" {box} width="{CARD_WIDTH}" rx="6"/>'
        f'<rect class="band" {box} width="7" rx="3"/>{_corner(card, shape)}{_words(card, fate)}'
    )
    classes = f"node node--{node.table} {shape}"
    if fate and fate.href:
        spoken = quoteattr(f"{node.name}, {fate.words}")
        return f'<a class="{classes}" href={quoteattr("#" + fate.href)} aria-label={spoken}>{inside}</a>'
    return f'<g class="{classes}">{inside}</g>'


def _corner(card: Card, shape: str) -> str:
    """A cross on what falls, an arrow out of what leaves: read without colour."""
    x, y = card.x + CARD_WIDTH - 14, card.y + 14
    if shape == "is-fallen":
        return f'<path class="corner-sign" d="M{x - 6:g} {y - 6:g}l12 12m0 -12l-12 12"/>'
    if shape == "is-leaving":
        return f'<path class="corner-sign" d="M{x - 8:g} {y:g}h15m-5 -5l5 5l-5 5"/>'
    return ""


def _words(card: Card, fate: _Fate | None) -> str:
    x, y = card.x + 20, card.y + _FIRST
    lines = "".join(
        f'<tspan x="{x:g}" y="{y + rank * _LINE:g}">{escape(line)}</tspan>'
        for rank, line in enumerate(card.lines)
    )
    below = y + (len(card.lines) - 1) * _LINE + 2 + _MARK
    mark = (
        f'<text class="mark" x="{x:g}" y="{below:g}">{fate.sign} {escape(fate.words)}</text>' if fate else ""
    )
    return f'<text class="name">{lines}</text>{mark}'
