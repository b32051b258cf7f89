"""A document as a Word file that people go on writing: real headings, lists, tables, and pictures told in words.

Without a template it is made by python-docx; with one of one's own, docxtpl fills what surrounds the content and the
content takes the styles of the template (`maillage.io.deliverable_template` refuses what is not a plain template).
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable
from itertools import chain
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from maillage.deliverables.document import (
    Blank,
    Block,
    Document,
    Facts,
    Heading,
    Line,
    ListBlock,
    Paragraph,
    TableBlock,
    Words,
)
from maillage.deliverables.wording import text
from maillage.text import Language

_TONGUES = {"fr": "fr-FR", "en": "en-GB"}
_STILL = (1980, 1, 1, 0, 0, 0)
_SOFT, _ALERT = RGBColor(0x54, 0x5E, 0x6B), RGBColor(0xB0, 0x00, 0x20)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_OF_BLANKS = "_" * 60


def write(document: Document, picture: bytes | None = None) -> bytes:
    """The Word file of `document`; `picture` is its drawing as PNG. Same arguments, same bytes."""
    book = new_document()
    _set_language(book, document.language)
    if document.picture is not None:
        _lie(book)
    writer = Writer(book, document.language)
    writer.line(writer.paragraph(), (Words(document.eyebrow, manner="soft"),))
    writer.line(writer.paragraph("Title"), document.title)
    readers = text("common.for", readers=document.readers).in_(document.language)
    writer.line(writer.paragraph(), (Words(f"{document.when} · {readers}", manner="soft"),))
    writer.blocks(document.parts, picture)
    writer.ending(document)
    return saved(book, document)


def saved(book: Any, document: Document) -> bytes:
    """The bytes of a Word file, with the properties of `document` and no other."""
    properties = book.core_properties
    day = datetime.datetime.combine(document.on, datetime.time())
    properties.title, properties.author, properties.language = document.name, "Maillage", document.language
    properties.subject = document.eyebrow
    properties.comments = properties.keywords = properties.category = properties.last_modified_by = ""
    properties.created = properties.modified = properties.last_printed = day
    properties.revision = 1
    target = io.BytesIO()
    book.save(target)
    return _still(target.getvalue())


def _still(content: bytes) -> bytes:
    """The same archive with no trace of when it was written."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as found, zipfile.ZipFile(target, "w") as kept:
        for entry in found.infolist():
            fresh = zipfile.ZipInfo(entry.filename, _STILL)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(fresh, found.read(entry))
    return target.getvalue()


def _set_language(book: Any, language: Language) -> None:
    for element in book.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), _TONGUES[language])


def _lie(book: Any) -> None:
    section = book.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


class Writer:
    """Adds blocks at the end of a Word document, in its own styles when it has them."""

    def __init__(self, book: Any, language: Language) -> None:
        self._book, self._language = book, language
        self._styles = {style.name for style in book.styles}

    def paragraph(self, *styles: str) -> Any:
        """A new paragraph in the first of these styles that the document has."""
        known = next((one for one in styles if one in self._styles), None)
        return self._book.add_paragraph(style=known)

    def line(self, paragraph: Any, line: Line) -> None:
        """Add the words of a line, each in its language."""
        for words in line:
            run = paragraph.add_run(_ILLEGAL.sub("", words.text))
            if words.manner == "strong":
                run.bold = True
            elif words.manner == "soft":
                run.font.color.rgb = _SOFT
            elif words.manner == "blank":
                run.italic, run.underline, run.font.color.rgb = True, True, _SOFT
            if words.tongue:
                self._speak(run, words.tongue)

    @staticmethod
    def _speak(run: Any, tongue: str) -> None:
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), _TONGUES.get(tongue, tongue))
        run._element.get_or_add_rPr().append(lang)

    def blocks(self, parts: Iterable[Block], picture: bytes | None) -> None:
        """Add every block; the drawing stands as `picture`, or is left to the list that tells it."""
        for part in parts:
            if isinstance(part, Heading):
                self._heading(part)
            elif isinstance(part, Paragraph):
                self._words(part)
            elif isinstance(part, ListBlock):
                for item in part.items:
                    self._item(item, numbered=part.numbered)
            elif isinstance(part, TableBlock):
                self._table(part)
            elif isinstance(part, Facts):
                self._facts(part)
            elif isinstance(part, Blank):
                self._blank(part)
            elif picture is not None:
                self._picture(picture, part.alt)

    def _heading(self, part: Heading) -> None:
        style = f"Heading {part.level - 1}"
        paragraph = self.paragraph(style)
        self.line(paragraph, part.line)
        if style not in self._styles:
            for run in paragraph.runs:
                run.bold = True

    def _words(self, part: Paragraph) -> None:
        paragraph = self.paragraph()
        self.line(paragraph, part.line)
        for run in paragraph.runs:
            if part.manner in ("note", "missing"):
                run.font.color.rgb = _SOFT
            elif part.manner == "warning":
                run.bold, run.font.color.rgb = True, _ALERT

    def _item(self, item: Line, *, numbered: bool) -> None:
        style = "List Number" if numbered else "List Bullet"
        paragraph = self.paragraph(style, "List Paragraph")
        if style not in self._styles:
            paragraph.add_run("– ")
        self.line(paragraph, item)

    def _table(self, part: TableBlock) -> None:
        """Cells are listed once: asking each row for its own reads the whole table again."""
        table = self._book.add_table(rows=1 + len(part.rows), cols=len(part.heads))
        if "Table Grid" in self._styles:
            table.style = "Table Grid"
        heads = tuple((Words(head, manner="strong"),) for head in part.heads)
        lines = chain.from_iterable((heads, *part.rows))
        for cell, line in zip(table._cells, lines, strict=True):
            self._cell(cell, line)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self._told(table, part.caption)
        self.paragraph()

    @staticmethod
    def _told(table: Any, caption: Line) -> None:
        """What the table is about, for who does not see it."""
        element = OxmlElement("w:tblCaption")
        element.set(qn("w:val"), _ILLEGAL.sub("", "".join(words.text for words in caption)))
        table._tbl.tblPr.append(element)

    def _cell(self, cell: Any, line: Line) -> None:
        paragraph = cell.paragraphs[0]
        self.line(paragraph, line)
        for run in paragraph.runs:
            run.font.size = Pt(9)

    def _facts(self, part: Facts) -> None:
        for name, said in part.rows:
            colon = "\u00a0: " if self._language == "fr" else ": "
            self.line(self.paragraph(), (Words(f"{name}{colon}", manner="strong"), *said))

    def _blank(self, part: Blank) -> None:
        self.line(self.paragraph(), part.label)
        for _ in range(part.lines):
            self.line(self.paragraph(), (Words(_LINE_OF_BLANKS, manner="soft"),))

    def _picture(self, picture: bytes, alt: str) -> None:
        section = self._book.sections[0]
        width = section.page_width - section.left_margin - section.right_margin
        height = section.page_height - section.top_margin - section.bottom_margin - Cm(2.5)
        shape = self._book.add_picture(io.BytesIO(picture), width=width)
        if shape.height > height:
            shape.width, shape.height = int(shape.width * height / shape.height), height
        shape._inline.docPr.set("descr", _ILLEGAL.sub("", alt))

    def ending(self, document: Document) -> None:
        """Add the sources and how the document was made."""
        self._heading(Heading((Words(text("common.sources").in_(self._language)),)))
        for rank, source in enumerate(document.sources, start=1):
            self.line(self.paragraph(), (Words(f"[{rank}] "), *source))
        if not document.sources:
            self.line(self.paragraph(), (Words(text("common.no-sources").in_(self._language)),))
        self.line(self.paragraph(), tuple(Words(one.text, one.tongue, "soft") for one in document.made))
