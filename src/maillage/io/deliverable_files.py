"""A document as a file: a page, a PDF, a Word file, a workbook, a picture. The engines of each are found here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from maillage.deliverables import page, poster_svg, typesetting
from maillage.deliverables.document import Document, Picture
from maillage.deliverables.kinds import Format, kind_of
from maillage.io import deliverable_workbook, pdf

_PIXELS = 1800


class File(NamedTuple):
    """The bytes of a document and their media type."""

    content: bytes
    kind: str


class WordMissingError(Exception):
    """The libraries that write Word files are not installed."""


def written(document: Document, form: Format, size: str = "a3", template: bytes | None = None) -> File:
    """`document` in one of its formats. `size` is the sheet of a poster, `template` a Word template of one's own.

    Raises `DeliverableError` for a template that is refused or a poster with nothing to draw, `PdfMissingError` and
    `WordMissingError` when an engine is not installed.
    """
    return File(_WRITERS[form](document, size, template), MEDIA[form])


MEDIA: Mapping[Format, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml; charset=utf-8",
}


def _html(document: Document, _size: str, _template: bytes | None) -> bytes:
    return page.render(document).encode()


def _pdf(document: Document, size: str, _template: bytes | None) -> bytes:
    return pdf.compile(typesetting.source(document, size if kind_of(document.kind).poster else ""))


def _docx(document: Document, _size: str, template: bytes | None) -> bytes:
    try:
        from maillage.io import deliverable_template, word
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("docx", "docxtpl"):
            raise WordMissingError(error.name) from error
        raise
    picture = png_of(document.picture) if document.picture else None
    if template is not None:
        return deliverable_template.fill(template, document, picture)
    return word.write(document, picture)


def _xlsx(document: Document, _size: str, _template: bytes | None) -> bytes:
    return deliverable_workbook.write(document)


def _svg(document: Document, size: str, _template: bytes | None) -> bytes:
    return poster_svg.poster(document, size).encode()


_WRITERS: Mapping[Format, Callable[[Document, str, bytes | None], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "svg": _svg,
}


def png_of(picture: Picture) -> bytes | None:
    """A drawing as PNG, for what cannot show SVG; none when the typst compiler is not installed."""
    try:
        import typst
    except ImportError:
        return None
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture.svg)
    width, height = (float(found[1]), float(found[2])) if found else (1200.0, 800.0)
    literal = typesetting.styled(picture).replace("\\", "\\\\").replace('"', '\\"')
    source = (
        f"#set page(width: {width:g}pt, height: {height:g}pt, margin: 0pt)\n"
        f'#image(bytes("{literal}"), format: "svg", width: 100%)'
    )
    content = typst.compile(source.encode(), format="png", ppi=72 * _PIXELS / width)
    return bytes(content)
