"""A poster as one SVG file: the drawing of a document on a sheet of A3 or A0, with its title, day and sources."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from maillage.deliverables.document import Document, ListBlock, Picture, plain
from maillage.deliverables.page import style
from maillage.deliverables.wording import DeliverableError, text
from maillage.report.document import resolved

SHEETS = {"a3": (420, 297), "a0": (1189, 841)}
"""The width and the height of the sheets, lying, in millimetres."""
_LONG, _SHORT, _EDGE = 420.0, 297.0, 14.0
_TOP, _FOOT = 44.0, 38.0
_SIDE, _STEP = 118.0, 5.0
_TALL = 0.85
"""How much of its width a drawing is high when a standing sheet shows it larger than a lying one."""
_ROOT = re.compile(r'<svg class="([\w-]+)"[^>]*?viewBox="([^"]+)"[^>]*>')
_SANS = 'font-family="system-ui, Segoe UI, Roboto, Noto Sans, Liberation Sans, sans-serif"'


def picture_style(kind: str = "") -> str:
    """The rules that the drawings of documents need, without variables; `kind` is a font to force."""
    kept = [rule for rule in style().splitlines() if rule.startswith((".deed {", ".spots"))]
    sheet = resolved("\n".join([style().partition("/* A document as")[0], *kept]))
    return f'{sheet}\n.spots text {{ font-family: "{kind}"; }}' if kind else sheet


def sheet_of(document: Document, size: str) -> tuple[int, int]:
    """The width and the height of the sheet in millimetres: standing when the drawing is tall."""
    long, short = SHEETS[size]
    return (short, long) if _tall(document) else (long, short)


def _tall(document: Document) -> bool:
    found = _ROOT.match(document.picture.svg) if document.picture else None
    if found is None:
        return False
    _x, _y, width, height = map(float, found[2].split())
    return height > _TALL * width


def poster(document: Document, size: str) -> str:
    """The poster of `document` on a sheet of `SHEETS`. Raises `DeliverableError` when it has no drawing."""
    picture = document.picture
    if picture is None:
        raise DeliverableError(text("error.no-picture"))
    width, height = sheet_of(document, size)
    w, h = (_SHORT, _LONG) if height > width else (_LONG, _SHORT)
    side = _SIDE if document.kind == "map-poster" else 0.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {w:g} {h:g}" '
        f'lang={quoteattr(document.language)} role="img" aria-label={quoteattr(document.name)}>',
        f"<title>{escape(document.name)}</title>",
        f"<style>{_screen_fonts()}</style>",
        f'<rect width="{w:g}" height="{h:g}" fill="#ffffff"/><g {_SANS} fill="#1c2430">',
        *_head(document, w),
        _placed(picture, _EDGE, _TOP, w - 2 * _EDGE - side, h - _TOP - _FOOT),
        *(_aside(document, w, h) if side else ()),
        *_foot(document, w, h),
        "</g></svg>",
    ]
    return "".join(parts)


def _screen_fonts() -> str:
    """The rules of the drawings in the fonts of the machine, not in those of the PDF."""
    return picture_style().replace('.articulation text { font-family: "Libertinus Serif"; }', "")


def _placed(picture: Picture, x: float, y: float, width: float, height: float) -> str:
    """The drawing fitted in a box; its cards no longer lead to the anchors of a page that is not there."""
    root = (
        rf'<svg class="\1" viewBox="\2" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
        'preserveAspectRatio="xMidYMin meet">'
    )
    inner = _ROOT.sub(root, picture.svg, count=1)
    inner = re.sub(
        r'<a class="([^"]*)" href="[^"]*" data-key="[^"]*" data-loop="[^"]*"', r'<g class="\1"', inner
    )
    return inner.replace("</a>", "</g>")


def _words(x: float, y: float, size: float, words: str, extra: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{extra}>{escape(words)}</text>'


def _head(document: Document, w: float) -> Iterator[str]:
    yield _words(_EDGE, 18, 4.6, document.eyebrow, ' fill="#545e6b" font-weight="600"')
    for rank, words in enumerate(textwrap.wrap(plain(document.title), int(w / 6.8))[:2]):
        yield _words(_EDGE, 29 + rank * 11, 10.5 if rank == 0 else 8, words, ' font-weight="700"')


def _aside(document: Document, w: float, h: float) -> Iterator[str]:
    """The list beside the drawing, as far as the sheet goes."""
    items = [plain(item) for part in document.parts if isinstance(part, ListBlock) for item in part.items]
    lines = [line for item in items for line in textwrap.wrap(item, 58, subsequent_indent="\u2003")]
    most = int((h - _TOP - _FOOT) // _STEP) - 1
    x = w - _EDGE - _SIDE + 6
    for rank, words in enumerate(lines[:most] + (["…"] if len(lines) > most else [])):
        yield _words(x, _TOP + 6 + rank * _STEP, 3.7, words)


def _foot(document: Document, w: float, h: float) -> Iterator[str]:
    readers = text("common.for", readers=document.readers).in_(document.language)
    sources = "; ".join(f"[{rank}] {plain(one)}" for rank, one in enumerate(document.sources, start=1))
    title = text("common.sources" if sources else "common.no-sources").in_(document.language)
    across = int((w - 2 * _EDGE) / 1.75)
    told = [f"{document.when} · {readers}", *textwrap.wrap(plain(document.made), across)[:2]]
    lines = textwrap.wrap(f"{title} – {sources}" if sources else title, across)
    if len(lines) > 4:
        lines = [*lines[:3], lines[3][: across - 8].rstrip() + "…"]
    for rank, words in enumerate([*told, *lines]):
        yield _words(_EDGE, h - _FOOT + 8 + rank * 4.2, 3.3, words, ' fill="#545e6b"')
