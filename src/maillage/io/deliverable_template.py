"""Fill the facilitator's own Word template, which comes from a stranger: only text is shown, nothing is run or fetched.

A template is looked at before anything of it is opened: its size, what it would become, macros, embedded objects, what
it would fetch elsewhere, then each mark, read as a syntax tree of which only a few nodes are allowed. It is filled by
docxtpl in a sandboxed jinja2, with everything escaped. Loops go over our own lists, one inside another at most once
per list, so that the time it takes is bounded by the document.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from docx import Document as new_document
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it ships no types
from jinja2 import StrictUndefined, TemplateError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from maillage.deliverables.document import (
    Block,
    Document,
    Facts,
    Heading,
    ListBlock,
    Paragraph,
    TableBlock,
    plain,
)
from maillage.deliverables.wording import DeliverableError, text
from maillage.dossier.problems import Place, UnreadableError
from maillage.io import archive
from maillage.io.limits import Limits
from maillage.io.word import Writer, saved
from maillage.text import Language

HEAVIEST = 5 * 1024 * 1024
"""The heaviest template that is read, in bytes."""
VARIABLES = ("title", "kind", "day", "readers", "sections", "sources", "made", "content")
"""What a template may show. `sections` have a `title` and `lines`; `sources` are lines; `content` is everything."""
_LIMITS = Limits(file=HEAVIEST, opened=40 * 1024 * 1024, files=400)
_OPENED = Limits(file=_LIMITS.opened)
_PART = 1024 * 1024
_MARKS, _LONGEST = 200, 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEMPLATED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_OPENING = re.compile(r"\{[{%#]")
_FETCHING = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b")
_OWN_MARKS = re.compile(r"\{%-|-%\}|\{\{-|-\}\}|\{%\s*(colspan|cellbg|hm|vm)\b")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Const,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
)
_ATTRIBUTES = frozenset({"title", "lines", "first", "last", "index"})
_HERE = "\u2063maillage\u2063"


def check(content: bytes) -> None:
    """Raise `DeliverableError`, with a sentence that says what to change, unless `content` is a plain template."""
    _parts(content)


def fill(content: bytes, document: Document, picture: bytes | None = None) -> bytes:
    """The template of these bytes, filled with `document`. Raises `DeliverableError` when it is refused."""
    _parts(content)
    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render(_context(document), _environment())
        styles, sections = len(template.docx.styles), len(template.docx.sections)
    except TemplateError as error:
        raise _refuse("syntax", found=_short(str(error))) from error
    except Exception as error:  # whatever two libraries make of a stranger's file, it is refused
        raise _refuse("not-word") from error
    if not styles or not sections:
        raise _refuse("not-word")
    book = template.docx
    _put(book, document, picture)
    return saved(book, document)


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:80] + "…"


def _refuse(key: str, **values: str) -> DeliverableError:
    return DeliverableError(text(f"template.{key}", **values))


# --- what is looked at before anything is filled ----------------------------------------------------------------------


def _parts(content: bytes) -> None:
    if len(content) > HEAVIEST:
        raise _refuse("too-big")
    try:
        with archive.check(content, Place(), _LIMITS) as opened:
            _look(opened)
    except UnreadableError as error:
        swelling = any(one.code == "swelling-archive" for one in error.problems)
        raise _refuse("swelling" if swelling else "not-word") from error
    except (ParseError, DefusedXmlException, KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise _refuse("not-word") from error


def _look(opened: zipfile.ZipFile) -> None:
    names = [entry.filename for entry in opened.infolist()]
    parts = {
        entry.filename: archive.content_of(opened, entry, Place(), _OPENED) for entry in opened.infolist()
    }
    types = parts["[Content_Types].xml"]
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refuse("macros")
    if any(re.search(r"embeddings/|activeX|oleObject", name) for name in names):
        raise _refuse("embedded")
    if "word/document.xml" not in names or len(set(names)) != len(names):
        raise _refuse("not-word")
    for name in names:
        if name.endswith(".rels"):
            _look_elsewhere(parts[name])
    found = False
    for name in names:
        if name.endswith(".xml"):
            root = fromstring(parts[name], forbid_dtd=True)
            found |= _look_at_marks(name, parts[name], root)
    if not found:
        raise _refuse("no-content")


def _look_elsewhere(content: bytes) -> None:
    """Refuse what would be fetched from elsewhere; a link that people click is not fetched."""
    for relation in fromstring(content, forbid_dtd=True):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            raise _refuse("outside", found=_short(relation.get("Target", kind)))


def _look_at_marks(name: str, raw: bytes, root: Any) -> bool:
    """Check the marks of one part; whether it shows the content."""
    fields = " ".join(element.text or "" for element in root.iter(f"{_W}instrText"))
    fields += " ".join(element.get(f"{_W}instr", "") for element in root.iter(f"{_W}fldSimple"))
    if found := _FETCHING.search(fields.upper()):
        raise _refuse("outside", found=found[0])
    if next(root.iter(f"{_W}altChunk"), None) is not None:
        raise _refuse("embedded")
    templated = _TEMPLATED.fullmatch(name) is not None
    if not templated and name != "docProps/core.xml":
        return False
    if len(raw) > _PART:
        raise _refuse("swelling")
    words = raw.decode("utf-8")
    marks = list(_marks(root)) if templated else []
    _count(words, marks)
    if not marks:
        return False
    tree = _tree(words)
    shown = {node.name for node in tree.find_all(nodes.Name)}
    return name == "word/document.xml" and "content" in shown


def _marks(root: Any) -> Iterator[str]:
    """The marks of each paragraph. Raises when one is left open, or does what only docxtpl knows."""
    for paragraph in root.iter(f"{_W}p"):
        words = "".join(element.text or "" for element in paragraph.iter(f"{_W}t"))
        for mark in _MARK.findall(words):
            if len(mark) > _LONGEST or _OWN_MARKS.search(mark):
                raise _refuse("not-allowed", found=_short(mark))
            yield mark
        rest = _MARK.sub("", words)
        if open_at := _OPENING.search(rest):
            raise _refuse("syntax", found=_short(rest[open_at.start() :]))


def _count(words: str, marks: list[str]) -> None:
    """Refuse marks that stand where no text is: among the attributes of the file, or too many of them."""
    hidden = re.search(r"<[^<>]*\{[{%#][^<>]*>", words)
    bare = len(_OPENING.findall(re.sub(r"<[^<>]*>", "", words)))
    if hidden or bare > len(marks) or len(marks) > _MARKS:
        found = hidden[0] if hidden else f"{bare} × {{{{ }}}}"
        raise _refuse("not-allowed", found=_short(found))


def _tree(words: str) -> nodes.Template:
    """The syntax tree of a part as docxtpl will read it. Raises unless every node of it only shows text."""
    environment = _environment()
    try:
        tree = environment.parse(DocxTemplate(io.BytesIO()).patch_xml(words))
    except TemplateError as error:
        raise _refuse("syntax", found=_short(str(error))) from error
    _allow(tree, frozenset())
    unknown = sorted(meta.find_undeclared_variables(tree) - set(VARIABLES))
    if unknown:
        raise _refuse("unknown", found=", ".join(map(_short, unknown[:5])), known=", ".join(VARIABLES))
    return tree


def _allow(node: nodes.Node, looping: frozenset[str]) -> None:
    if not isinstance(node, _ALLOWED):
        raise _refuse("not-allowed", found=type(node).__name__)
    if isinstance(node, nodes.Getattr) and node.attr not in _ATTRIBUTES:
        raise _refuse("unknown", found=_short(node.attr), known=", ".join(sorted(_ATTRIBUTES)))
    if isinstance(node, nodes.For):
        over = _over(node, looping)
        looping |= {over}
    for child in node.iter_child_nodes():
        _allow(child, looping)


def _over(node: nodes.For, looping: frozenset[str]) -> str:
    """The list that a loop goes over: one of ours, not gone over already by a loop around it."""
    name = node.iter.attr if isinstance(node.iter, nodes.Getattr) else getattr(node.iter, "name", "")
    if name not in ("sections", "sources", "lines") or name in looping or node.recursive:
        raise _refuse("not-allowed", found=f"for … in {_short(str(name))}")
    return str(name)


# --- filling ----------------------------------------------------------------------------------------------------------


def _context(document: Document) -> dict[str, Any]:
    return {
        "title": plain(document.title),
        "kind": document.eyebrow,
        "day": document.when,
        "readers": text("common.for", readers=document.readers).in_(document.language),
        "sections": _sections(document.parts),
        "sources": [f"[{rank}] {plain(one)}" for rank, one in enumerate(document.sources, start=1)],
        "made": plain(document.made),
        "content": _HERE,
    }


def _sections(parts: tuple[Block, ...]) -> list[dict[str, Any]]:
    """The parts under each heading, as lines of text."""
    found: list[dict[str, Any]] = [{"title": "", "lines": []}]
    for part in parts:
        if isinstance(part, Heading) and part.level == 2:
            found.append({"title": plain(part.line), "lines": []})
        else:
            found[-1]["lines"] += _lines(part)
    return [one for one in found if one["title"] or one["lines"]]


def _lines(part: Block) -> list[str]:
    if isinstance(part, (Heading, Paragraph)):
        return [plain(part.line)]
    if isinstance(part, ListBlock):
        return [plain(one) for one in part.items]
    if isinstance(part, TableBlock):
        return [" | ".join(plain(cell) for cell in row) for row in part.rows]
    if isinstance(part, Facts):
        return [f"{name}: {plain(said)}" for name, said in part.rows]
    return []


def _put(book: Any, document: Document, picture: bytes | None) -> None:
    """Write the blocks where the template says, in its styles; the place itself disappears."""
    places = [one for one in book.element.body.iter(f"{_W}p") if _HERE in _text_of(one)]
    if not places:
        raise _refuse("no-content")
    before = len(book.element.body)
    Writer(book, document.language).blocks(document.parts, picture)
    body = book.element.body
    made = [one for one in list(body)[before - 1 :] if one.tag != f"{_W}sectPr"]
    for element in made:
        places[0].addprevious(element)
    for place in places:
        for words in place.iter(f"{_W}t"):
            words.text = (words.text or "").replace(_HERE, "")
        if not _text_of(place).strip() and place.getparent().tag != f"{_W}tc":
            place.getparent().remove(place)


def _text_of(paragraph: Any) -> str:
    return "".join(words.text or "" for words in paragraph.iter(f"{_W}t"))


def example(language: Language) -> bytes:
    """A template to start from: every mark there is, and what may be changed."""
    book = new_document()
    section = book.sections[0]
    section.header.paragraphs[0].text = text("example.title").in_(language)
    section.footer.paragraphs[0].text = text("example.foot").in_(language)
    book.add_paragraph("{{ kind }}")
    book.add_heading("{{ title }}", 0)
    book.add_paragraph("{{ day }} · {{ readers }}")
    book.add_paragraph("{{ content }}")
    book.add_heading(text("common.sources").in_(language), 1)
    for words in ("{%p for source in sources %}", "{{ source }}", "{%p endfor %}", "{{ made }}"):
        book.add_paragraph(words)
    comment = text("example.help").in_(language)
    book.add_paragraph("{# " + comment + " #}")
    book.core_properties.author, book.core_properties.comments = "Maillage", ""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
