"""A document as the source of a PDF, for the typst compiler: its words enter as JSON, never as markup."""

from __future__ import annotations

import json
from typing import Any

from maillage.data import packaged
from maillage.deliverables.document import (
    Blank,
    Block,
    Document,
    Facts,
    Heading,
    Line,
    ListBlock,
    Paragraph,
    Picture,
    TableBlock,
)
from maillage.deliverables.poster_svg import picture_style, sheet_of
from maillage.deliverables.wording import text

_FONT = "Libertinus Serif"


def source(document: Document, size: str = "") -> str:
    """The typst source of `document`, self-contained: on A4, or on a sheet (``a3``, ``a0``) when it is a poster."""
    data = {
        "language": document.language,
        "name": document.name,
        "eyebrow": document.eyebrow,
        "title": _line(document.title),
        "when": document.when,
        "readers": text("common.for", readers=document.readers).in_(document.language),
        "parts": [_block(part) for part in document.parts],
        "sources": [_line(one) for one in document.sources],
        "sources_title": text("common.sources").in_(document.language),
        "no_sources": text("common.no-sources").in_(document.language),
        "made": _line(document.made),
        "single": document.single_page,
        "sheet": sheet_of(document, size) if size else None,
        "aside": document.kind == "map-poster",
    }
    literal = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'#let data = json(bytes("{literal}"))\n{packaged.text("deliverables/document.typ")}'


def _line(line: Line) -> list[dict[str, str]]:
    return [{"text": one.text, "tongue": one.tongue, "manner": one.manner} for one in line]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "line": _line(block.line), "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "line": _line(block.line), "manner": block.manner}
    if isinstance(block, ListBlock):
        return {"kind": "list", "items": [_line(one) for one in block.items], "numbered": block.numbered}
    if isinstance(block, TableBlock):
        rows = [[_line(cell) for cell in row] for row in block.rows]
        return {"kind": "table", "heads": block.heads, "rows": rows}
    if isinstance(block, Facts):
        return {"kind": "facts", "rows": [[name, _line(said)] for name, said in block.rows]}
    if isinstance(block, Blank):
        return {"kind": "blank", "line": _line(block.label), "lines": block.lines}
    return {"kind": "picture", "svg": styled(block), "alt": block.alt}


def styled(picture: Picture) -> str:
    """The drawing with its style inside, in the font of the PDF."""
    start = picture.svg.index(">") + 1
    return f"{picture.svg[:start]}<style>{picture_style(_FONT)}</style>{picture.svg[start:]}"
