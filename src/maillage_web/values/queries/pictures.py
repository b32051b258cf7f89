"""Pictures of value, drawn by the server: who gives to whom, and how balances differ. A table says the same beside.

Colours are those of ``value.css``; a picture holds no style and no script of its own.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from maillage_web.values.queries.layout import LEFT, MIDDLE, Bar, Layout, Link, Ribbon, lay_out

WIDTH, BAR = 1000, 12
_ABSCISSAS = (238, 494, 750)
_LETTERS, _LINE = 25, 16
_MIDDLE_LETTERS = 34


@dataclass(frozen=True, slots=True)
class Account:
    """What a picture says of an account: its name, and its sums in words, given and received."""

    name: str
    given: str = ""
    received: str = ""
    plain: bool = False


def flow_picture(
    links: Sequence[Link], accounts: Mapping[str, Account], told: str, say: Callable[[Link], str]
) -> SafeString:
    """Ribbons from who gives to who receives, as wide as the money; thin lines for what has no amount or is no money.

    `say` gives the words of a link, which the browser shows when one points at it.
    """
    placed = lay_out(links)
    height = round(placed.height) + 12
    drawn = [_ribbon(one, say(one.link)) for one in _widest_first(placed)]
    drawn += [_bar(one, accounts[one.key[0]]) for one in placed.bars]
    return SafeString(
        f'<svg class="flow" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(told)}">'
        f'<g transform="translate(0 6)">{"".join(drawn)}</g></svg>'
    )


def _widest_first(placed: Layout) -> list[Ribbon]:
    return sorted(placed.ribbons, key=lambda one: (one.link.weight is None, -one.thick))


def _ribbon(ribbon: Ribbon, told: str) -> str:
    points = [(_ABSCISSAS[ribbon.source.key[1]] + BAR, ribbon.start)]
    if ribbon.passing is not None:
        points += [(_ABSCISSAS[MIDDLE], ribbon.passing), (_ABSCISSAS[MIDDLE] + BAR, ribbon.passing)]
    points.append((_ABSCISSAS[ribbon.target.key[1]], ribbon.end))
    if ribbon.link.weight is None:
        shape = _curve(points, 0.0)
    else:
        half = ribbon.thick / 2
        shape = f"{_curve(points, -half)}{_curve(points[::-1], half).replace('M', 'L', 1)}Z"
    return f'<path class="flow__{ribbon.link.style}" d="{shape}"><title>{escape(told)}</title></path>'


def _curve(points: Sequence[tuple[float, float]], shift: float) -> str:
    """A soft curve through points, moved up or down."""
    x, y = points[0]
    drawn = f"M{x:.1f} {y + shift:.1f}"
    for next_x, next_y in points[1:]:
        bend = (x + next_x) / 2
        drawn += (
            f"C{bend:.1f} {y + shift:.1f} {bend:.1f} {next_y + shift:.1f} {next_x:.1f} {next_y + shift:.1f}"
        )
        x, y = next_x, next_y
    return drawn


def _bar(bar: Bar, account: Account) -> str:
    column = bar.key[1]
    left, top = _ABSCISSAS[column], bar.top
    kind = "flow__bar flow__bar--plain" if account.plain else "flow__bar"
    drawn = f'<rect class="{kind}" x="{left}" y="{top:.1f}" width="{BAR}" height="{bar.height:.1f}" rx="2"/>'
    if column == MIDDLE:
        lines, sums = [_cut(account.name, _MIDDLE_LETTERS)], _both(account)
        return drawn + _words(lines, sums, left + BAR / 2, top - 8 - _LINE * bool(sums), "middle")
    lines, sums = _wrapped(account.name), account.given if column == LEFT else account.received
    first = bar.middle - _LINE * (len(lines) - 1 + bool(sums)) / 2 + 4.5
    if column == LEFT:
        return drawn + _words(lines, sums, left - 9, first, "end")
    return drawn + _words(lines, sums, left + BAR + 9, first, "start")


def _both(account: Account) -> str:
    return " → ".join(filter(None, (account.received, account.given)))


def _wrapped(name: str) -> list[str]:
    """A name on one line or two, cut when it is longer."""
    lines = textwrap.wrap(name, _LETTERS, break_on_hyphens=False)
    return lines if len(lines) < 3 else [lines[0], _cut(" ".join(lines[1:]), _LETTERS)]


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"


def _words(names: Sequence[str], sums: str, x: float, y: float, anchor: str) -> str:
    """Lines of words one under the other: a name, then its sums."""
    lines = [*((words, "") for words in names), *(((sums, ' class="flow__sums"'),) if sums else ())]
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{y + index * _LINE:.1f}"{kind}>{escape(words)}</tspan>'
        for index, (words, kind) in enumerate(lines)
    )
    return f'<text class="flow__name" text-anchor="{anchor}">{spans}</text>'


# --- differences ------------------------------------------------------------------------------------------------------

BARS_WIDTH, BARS_HEIGHT = 220, 18


def difference_bar(difference: float, largest: float) -> SafeString:
    """A bar from the middle to the right when a balance rises, to the left when it falls; the figure stands beside."""
    middle = BARS_WIDTH / 2
    length = abs(difference) / largest * (middle - 4) if largest else 0.0
    length = max(length, 1.5) if difference else 0.0
    start = middle if difference > 0 else middle - length
    kind = "more" if difference > 0 else "less"
    drawn = f'<path class="gap__axis" d="M{middle:.0f} 0v{BARS_HEIGHT}"/>'
    if difference:
        drawn += f'<rect class="gap__{kind}" x="{start:.1f}" y="4" width="{length:.1f}" height="10"/>'
    return SafeString(
        f'<svg class="gap" viewBox="0 0 {BARS_WIDTH} {BARS_HEIGHT}" width="{BARS_WIDTH}" height="{BARS_HEIGHT}"'
        f' aria-hidden="true">{drawn}</svg>'
    )
