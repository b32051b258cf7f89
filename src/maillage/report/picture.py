"""The articulation picture as SVG: four columns, threads between them, breaks visible by shape and by words.

The markup carries classes and no style, so that a page with a strict Content Security Policy can show it; its style
sheet is ``data/report/static/articulation.css``. `draw(..., style=...)` embeds one where there is no page.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from maillage.articulation.analysis import Analysis
from maillage.dossier.tables import TABLES
from maillage.report.layout import CARD_WIDTH, GUTTER, HEAD, MARGIN, Card, Layout, lay_out
from maillage.report.links import COLUMNS, State, Thread, build_links
from maillage.report.words import word
from maillage.text import Language

_BASELINE = 19
_FIRST_LINE = 27
_MARK_LINE = 17
_STUB = 26
_CLASS: dict[State, str] = {"whole": "", "unsaid": " is-unsaid", "broken": " is-broken"}
_SIGNS = {"broken": "×", "unsaid": "?", "status": "○"}
_LIGHT = {"status_planned": " mark--light", "status_sought": " mark--light"}


def draw(analysis: Analysis, language: Language, *, style: str | None = None) -> str:
    """The picture of `analysis` as one ``<svg>`` element. Cards link to the anchors of the outline (``#o-…``)."""
    links = build_links(analysis)
    layout = lay_out(links)
    parts = [
        f'<svg class="articulation" xmlns="http://www.w3.org/2000/svg" role="group" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" width="{layout.width:g}" height="{layout.height:g}" '
        f"aria-label={quoteattr(_label(analysis, language))}>"
    ]
    if style:
        parts.append(f"<style>{style}</style>")
    parts += _headings(layout, language)
    parts += [
        _thread(thread, layout) for thread in sorted(links.threads, key=lambda one: one.kind, reverse=True)
    ]
    parts += [stub for card in layout.cards.values() for stub in _stubs(card)]
    parts += [_card(card, language) for card in layout.cards.values()]
    return "".join([*filter(None, parts), "</svg>"])


def _label(analysis: Analysis, language: Language) -> str:
    return word("picture_label", language).format(title=analysis.chain.dossier.record.title)


def _headings(layout: Layout, language: Language) -> list[str]:
    parts = []
    for index, table in enumerate(COLUMNS):
        x = MARGIN + index * (CARD_WIDTH + GUTTER)
        label = escape(word(f"column_{table}", language))
        parts.append(f'<text class="heading heading--{table}" x="{x}" y="{HEAD - 26}">{label}</text>')
        parts.append(
            f'<line class="rule rule--{table}" x1="{x}" x2="{x + CARD_WIDTH}" y1="{HEAD - 14}" y2="{HEAD - 14}"/>'
        )
        if layout.left_out[table]:
            more = escape(word("left_out", language).format(count=layout.left_out[table]))
            parts.append(f'<text class="more" x="{x}" y="{layout.height - 6:g}">{more}</text>')
    if layout.apart is not None:
        parts.append(
            f'<text class="more" x="{MARGIN}" y="{layout.apart - 10:g}">{escape(word("quiet", language))}</text>'
        )
    return parts


def _thread(thread: Thread, layout: Layout) -> str:
    start, end = layout.cards.get(thread.start), layout.cards.get(thread.end)
    if start is None or end is None:
        return ""
    (x1, y1), (x2, y2) = (start.x + CARD_WIDTH, start.middle), (end.x, end.middle)
    middle = (x1 + x2) / 2
    curve = f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    kind = " thread--return" if thread.kind == "return" else ""
    ends = f"data-from={quoteattr(thread.start)} data-to={quoteattr(thread.end)}"
    return f'<path class="thread{kind}" d="{curve}" {ends}/>'


def _stubs(card: Card) -> list[str]:
    """Threads that go nowhere: towards the actors on the right of a card, towards the challenges on its left."""
    right = _stub(card.node.onward, card.x + CARD_WIDTH, card.middle, 1)
    return [right, _stub(card.node.back, card.x, card.middle, -1)]


def _stub(state: State, x: float, y: float, side: int) -> str:
    """A thread that ends on a cross (the dossier says that nothing is there) or on a question mark (it is silent)."""
    if state == "whole":
        return ""
    line = f'<path class="stub stub--{state}" d="M{x:g} {y:g}h{side * _STUB}"/>'
    end = x + side * (_STUB + 9)
    if state == "broken":
        return f'{line}<path class="stub-end" d="M{end - 6:g} {y - 6:g}l12 12m0 -12l-12 12"/>'
    return f'{line}<text class="stub-mark" x="{end:g}" y="{y + 6:g}" text-anchor="middle">?</text>'


def _card(card: Card, language: Language) -> str:
    node = card.node
    classes = f"node node--{node.table}" + _CLASS[node.state] + (" is-quiet" if node.quiet else "")
    marks = [word(mark, language) for mark in node.marks]
    spoken = ", ".join((node.name, TABLES[node.table].one_row.in_(language), *marks))
    shape = f'x="{card.x:g}" y="{card.y:g}" height="{card.height:g}"'
    return (
        f'<a class="{classes}" href={quoteattr("#o-" + node.key.replace("/", "-"))} '
        f"data-key={quoteattr(node.key)} data-loop={quoteattr(' '.join(node.loop))} "
        f"aria-label={quoteattr(spoken)}><title>{escape(node.name)}</title>"
        f'<rect class="card" {shape} width="{CARD_WIDTH}" rx="6"/><rect class="band" {shape} width="7" rx="3"/>'
        f"{_words(card, marks)}</a>"
    )


def _words(card: Card, marks: list[str]) -> str:
    x, y = card.x + 20, card.y + _FIRST_LINE
    lines = "".join(
        f'<tspan x="{x:g}" y="{y + index * _BASELINE:g}">{escape(line)}</tspan>'
        for index, line in enumerate(card.lines)
    )
    y += (len(card.lines) - 1) * _BASELINE + 2
    written = [
        f'<text class="mark{_LIGHT.get(name, "")}" x="{x:g}" y="{y + rank * _MARK_LINE:g}">'
        f"{_SIGNS.get(name.split('_')[0], '–')} {escape(mark)}</text>"
        for rank, (name, mark) in enumerate(zip(card.node.marks, marks, strict=True), start=1)
    ]
    return f'<text class="name">{lines}</text>{"".join(written)}'
