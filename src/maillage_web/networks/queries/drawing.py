"""The network as one SVG, drawn by the server: classes and no style, links to the outline, nothing but what is shown.

Shapes say what an actor is, dashes how far a tie goes, widths how many rows link two actors, arrows who gives whom.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.dossier.tables import Actor
from maillage.dossier.vocabularies import vocabulary
from maillage.network.graph import Link, Network
from maillage_web.common.templatetags.wording import said
from maillage_web.networks.queries.layout import Places

_NAME_WIDE, _NAME_LINES, _LINE = 20, 2, 15
_SIDES, _ABOVE, _BELOW = 80, 24, 54
_GAP, _ARROW = 15, 8
_NARROW, _LARGE = (520, 300), 1300

SHAPES: Mapping[str, str] = {
    "local_authority": "M-10-10H10V10H-10z",
    "state_service": "M0-12L11.4-3.7L7.1 9.7H-7.1L-11.4-3.7z",
    "public_body": "M-6-10.4H6L12 0L6 10.4H-6L-12 0z",
    "enterprise": "M-11 0a11 11 0 1 0 22 0a11 11 0 1 0-22 0z",
    "association": "M0-12L12 9H-12z",
    "citizens": "M0-13L11 0L0 13L-11 0z",
    "research": "M0-13L3.5-3.5L13 0L3.5 3.5L0 13L-3.5 3.5L-13 0L-3.5-3.5z",
    "other": "M-6-7H6a7 7 0 0 1 0 14H-6a7 7 0 0 1 0-14z",
    "": "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
}
"""The sign of each category of actors, around its point; the last one, dashed, for those of which it is not said."""

LEVELS = ("cooperation", "coordination", "exchange", "known")
"""The levels that have a line of their own, the strongest first."""
LEVEL_UNSAID, NO_TIE = "unsaid", "none"


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: a small picture and its words."""

    picture: SafeString
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, its size in units, and its legend: only what is in it."""

    svg: SafeString
    width: int
    height: int
    shapes: tuple[Key, ...]
    lines: tuple[Key, ...]


def draw(network: Network, places: Places, tongue: str) -> Drawing:
    """The picture of the actors of `network`, each at its place; `tongue` is the language of their names."""
    here = {actor.id: places[actor.id] for actor in network.actors}
    left, top, width, height = _frame(here.values())
    names = {actor.id: actor.name for actor in network.actors}
    told = ngettext("Network of %(count)s actor", "Network of %(count)s actors", len(here)) % {
        "count": len(here)
    }
    parts = [_edge(pair, links, here, names) for pair, links in _sorted(network)]
    parts += [_node(actor, here[actor.id], tongue) for actor in network.actors]
    frame = f'viewBox="{left} {top} {width} {height}" width="{width}" height="{height}"'
    large = " graph--large" if width > _LARGE else ""
    svg = f'<svg class="graph{large}" {frame} role="group" aria-label="{escape(told)}">{"".join(parts)}</svg>'
    return Drawing(SafeString(svg), width, height, _shapes_in(network), _lines_in(network))


def _frame(places: Iterable[tuple[float, float]]) -> tuple[int, int, int, int]:
    """The edges of the picture: its actors with their names, never smaller than `_NARROW`."""
    points = list(places) or [(0.0, 0.0)]
    low = [min(point[axis] for point in points) for axis in (0, 1)]
    high = [max(point[axis] for point in points) for axis in (0, 1)]
    width, height = high[0] - low[0] + 2 * _SIDES, high[1] - low[1] + _ABOVE + _BELOW
    wide, tall = max(width, _NARROW[0]), max(height, _NARROW[1])
    return (
        math.floor(low[0] - _SIDES - (wide - width) / 2),
        math.floor(low[1] - _ABOVE - (tall - height) / 2),
        math.ceil(wide),
        math.ceil(tall),
    )


# --- links ------------------------------------------------------------------------------------------------------------


def level_of(links: Iterable[Link]) -> str:
    """The strongest level that ties two actors; ``unsaid`` when no tie says it, ``none`` when no tie links them."""
    ties = [link for link in links if link.kind == "tie"]
    stated = {link.level for link in ties}
    return next((level for level in LEVELS if level in stated), LEVEL_UNSAID if ties else NO_TIE)


def _sorted(network: Network) -> list[tuple[tuple[str, str], tuple[Link, ...]]]:
    """The pairs, the weakest first, so that the strongest are drawn over them; each in the order of its first row."""
    order = (*LEVELS, LEVEL_UNSAID, NO_TIE)
    found = [((links[0].source, links[0].target), links) for links in network.pairs.values()]
    return sorted(found, key=lambda one: -order.index(level_of(one[1])))


def _edge(pair: tuple[str, str], links: Sequence[Link], places: Places, names: Mapping[str, str]) -> str:
    one, other = pair
    level, width = level_of(links), min(1.5 + 0.8 * (len(links) - 1), 5.5)
    reached = {link.target for link in links if link.directed}
    start, end = places[one], places[other]
    arrows = [
        _arrow(start, end, "b") if other in reached else "",
        _arrow(end, start, "a") if one in reached else "",
    ]
    told = {"one": names[one], "other": names[other], "told": _told(level, len(links))}
    title = _("%(one)s – %(other)s: %(told)s") % told
    ends = f'data-a="{escape(one)}" data-b="{escape(other)}"'
    return (
        f'<g class="edge edge--{level}" {ends}><title>{escape(title)}</title>'
        f'<path class="edge__line" d="M{start[0]:g} {start[1]:g}L{end[0]:g} {end[1]:g}" stroke-width="{width:g}"/>'
        f"{''.join(arrows)}</g>"
    )


def _arrow(start: tuple[float, float], end: tuple[float, float], to: str) -> str:
    """An arrow head before `end`, turned away from `start`; the script turns it again when an actor is moved."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    x, y = end[0] - _GAP * math.cos(angle), end[1] - _GAP * math.sin(angle)
    turned = f"translate({x:.1f} {y:.1f})rotate({math.degrees(angle):.1f})"
    return f'<path class="edge__arrow" data-to="{to}" transform="{turned}" d="M0 0L-{_ARROW + 2} -5V5z"/>'


def _told(level: str, count: int) -> str:
    rows = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
    return f"{level_words(level)} ({rows})"


def level_words(level: str) -> str:
    """What a line says, in words."""
    if level == NO_TIE:
        return _("no cooperation tie: flows, contributions or commitments")
    if level == LEVEL_UNSAID:
        return _("cooperation tie, level not said")
    return said(vocabulary("tie_levels").label_of(level))


# --- actors -----------------------------------------------------------------------------------------------------------


def _node(actor: Actor, place: tuple[float, float], tongue: str) -> str:
    identity, category = escape(actor.id), _category(actor)
    lines = textwrap.wrap(actor.name, _NAME_WIDE, max_lines=_NAME_LINES, placeholder="…") or [actor.id]
    spans = "".join(
        f'<tspan x="0" y="{27 + rank * _LINE}">{escape(line)}</tspan>' for rank, line in enumerate(lines)
    )
    kind = said(vocabulary("actor_categories").label_of(category)) if category else _("category not said")
    return (
        f'<a class="actor{"" if category else " actor--unsaid"}" href="#o-{identity}" data-actor="{identity}" '
        f'transform="translate({place[0]:g} {place[1]:g})" aria-label="{escape(actor.name)}, {escape(kind)}">'
        f'<title>{escape(actor.name)}</title><circle class="actor__reach" r="20"/>'
        f'<path class="actor__sign" d="{SHAPES[category]}"/><text lang="{escape(tongue)}">{spans}</text></a>'
    )


def _category(actor: Actor) -> str:
    category = actor.category or ""
    return category if category in SHAPES else ""


# --- legend -----------------------------------------------------------------------------------------------------------


def _shapes_in(network: Network) -> tuple[Key, ...]:
    met, labels = {_category(actor) for actor in network.actors}, vocabulary("actor_categories")
    return tuple(
        Key(
            SafeString(
                f'<svg viewBox="-15 -15 30 30" aria-hidden="true" class="graph{"" if code else " actor--unsaid"}">'
                f'<path class="actor__sign" d="{shape}"/></svg>'
            ),
            said(labels.label_of(code)) if code else _("category not said"),
        )
        for code, shape in SHAPES.items()
        if code in met
    )


def _lines_in(network: Network) -> tuple[Key, ...]:
    met = {level_of(links) for links in network.pairs.values()}
    return tuple(
        Key(
            SafeString(
                f'<svg viewBox="0 0 44 16" aria-hidden="true" class="graph edge--{level}">'
                '<path class="edge__line" d="M1 8h42" stroke-width="2"/></svg>'
            ),
            level_words(level),
        )
        for level in (*LEVELS, LEVEL_UNSAID, NO_TIE)
        if level in met
    )
