"""A Word template of one's own: filled when it only shows text, refused in a sentence for anything else."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

import pytest
from docx import Document as word_document

from maillage.deliverables.document import Document
from maillage.deliverables.kinds import Asked, make
from maillage.deliverables.readers import Readers, audience_of
from maillage.deliverables.wording import DeliverableError
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Record
from maillage.io import deliverable_template

CONTENT = "{{ content }}"


@cache
def document() -> Document:
    """A document with a title that would be markup if it could."""
    readers = Readers("members")
    dossier = Dossier(
        record=Record(id="d", title="Le <b> & {{ dossier }}"), actors=(Actor(id="a", name="La ferme"),)
    )
    return make(dossier, Asked("state", datetime.date(2026, 6, 1), "fr", readers), audience_of(readers))


@cache
def template(*lines: str) -> bytes:
    """A Word file of these paragraphs."""
    book = word_document()
    for words in lines:
        book.add_paragraph(words)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def altered(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], **added: bytes) -> bytes:
    """The same archive with some parts changed and others added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as found,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in found.namelist():
            made.writestr(name, changes.get(name, bytes)(found.read(name)))
        for name, part in added.items():
            made.writestr(name, part)
    return target.getvalue()


def with_body(old: bytes, new: bytes) -> bytes:
    return altered(template(CONTENT), {"word/document.xml": lambda part: part.replace(old, new)})


def linked() -> bytes:
    """A template whose picture is fetched when it is opened."""
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://example.org/pixel.png" TargetMode="External"/></Relationships>'
    )
    rels = "word/_rels/document.xml.rels"
    return altered(template(CONTENT), {rels: lambda part: part.replace(b"</Relationships>", relation)})


def macros() -> bytes:
    return altered(template(CONTENT), {}, **{"word/vbaProject.bin": b"x"})


FIELD = b'<w:p><w:r><w:instrText>INCLUDEPICTURE "http://example.org/a.png"</w:instrText></w:r></w:p><w:p>'
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "too big": (lambda: b"PK" + b"0" * deliverable_template.HEAVIEST, "plus de 5 Mo"),
    "not Word": (lambda: b"bonjour", "n’est pas un document Word"),
    "another archive": (
        lambda: altered(template(CONTENT), {}, **{"word/document.xml.bak": b""})[:-40],
        "n’est pas un document",
    ),
    "macros": (macros, "macros"),
    "a bomb": (lambda: altered(template(CONTENT), {}, **{"word/big.xml": b"0" * (41 << 20)}), "énorme"),
    "a heavy part": (lambda: with_body(b"<w:body>", b"<w:body><!--" + b"0" * (2 << 20) + b"-->"), "énorme"),
    "a linked picture": (linked, "example.org/pixel.png"),
    "a field that fetches": (lambda: with_body(b"<w:p>", FIELD), "INCLUDEPICTURE"),
    "an entity": (
        lambda: with_body(b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document"),
        "n’est pas un document",
    ),
    "an embedded object": (
        lambda: altered(template(CONTENT), {}, **{"word/embeddings/a.bin": b"x"}),
        "objet incorporé",
    ),
    "no content": (lambda: template("{{ title }}"), "où va le contenu"),
    "content never shown": (
        lambda: template("{% if title == 'x' %}{{ content }}{% endif %}"),
        "où va le contenu",
    ),
    "a damaged part": (lambda: template(CONTENT).replace(b"theme", b"thema"), "n’est pas un document"),
    "no style": (
        lambda: altered(
            template(CONTENT), {"[Content_Types].xml": lambda part: part.replace(b"styles+xml", b"x+xml")}
        ),
        "n’est pas un document",
    ),
    "an unknown word": (lambda: template(CONTENT, "{{ salaire }}"), "salaire"),
    "a mark left open": (lambda: template(CONTENT, "{{ title"), "pas comprise"),
    "a broken mark": (lambda: template(CONTENT, "{{ title + }}"), "n’est pas comprise"),
    "a call": (lambda: template(CONTENT, "{{ title.upper() }}"), "que montrer du texte"),
    "an inside": (lambda: template(CONTENT, "{{ title.__class__ }}"), "__class__"),
    "a sum": (lambda: template(CONTENT, "{{ 9 ** 9 ** 9 }}"), "que montrer du texte"),
    "a filter": (lambda: template(CONTENT, "{{ title|attr('x') }}"), "que montrer du texte"),
    "a macro of jinja": (lambda: template(CONTENT, "{% macro a() %}{% endmacro %}"), "que montrer du texte"),
    "loops in loops": (
        lambda: template(CONTENT, "{% for a in sources %}{% for b in sources %}x{% endfor %}{% endfor %}"),
        "que montrer du texte",
    ),
    "a loop of numbers": (
        lambda: template(CONTENT, "{% for a in range(9) %}x{% endfor %}"),
        "que montrer du texte",
    ),
    "a mark of cells": (lambda: template(CONTENT, "{% colspan title %}"), "que montrer du texte"),
    "too many marks": (lambda: template(CONTENT, *["{{ title }}"] * 201), "que montrer du texte"),
    "a mark in an attribute": (
        lambda: with_body(b"<w:p>", b'<w:p w:rsidR="{{ title }}">'),
        "que montrer du texte",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_template_that_does_more_than_show_text_is_refused(name: str) -> None:
    content, said = REFUSED[name]
    with pytest.raises(DeliverableError, match=said):
        deliverable_template.fill(content(), document())


def test_a_template_is_filled_in_its_own_styles_and_what_the_dossier_says_stays_text() -> None:
    loop = ("{%p for one in sections %}", "§ {{ one.title }}", "{%p for line in one.lines %}", "– {{ line }}")
    ends = ("{%p endfor %}", "{%p endfor %}")
    content = template("En-tête : {{ title }}", *loop, *ends, "Avant", CONTENT, "Après")
    filled = word_document(io.BytesIO(deliverable_template.fill(content, document())))
    told = [paragraph.text for paragraph in filled.paragraphs]
    assert told[0] == "En-tête : Le <b> & {{ dossier }}"
    assert "§ Les acteurs" in told
    between = filled.paragraphs[told.index("Avant") + 1 : told.index("Après")]
    assert "Les acteurs" in {paragraph.text for paragraph in between if paragraph.style.name == "Heading 1"}
    assert filled.tables[-1].rows[-1].cells[0].text == "La ferme"
    assert (filled.core_properties.author, filled.core_properties.comments) == ("Maillage", "")


def test_the_example_is_a_template_that_is_accepted() -> None:
    deliverable_template.check(deliverable_template.example("en"))
    filled = deliverable_template.fill(deliverable_template.example("fr"), document())
    told = [one.text for one in word_document(io.BytesIO(filled)).paragraphs]
    assert "Le <b> & {{ dossier }}" in told
    assert not [words for words in told if "{%" in words or "{#" in words]
