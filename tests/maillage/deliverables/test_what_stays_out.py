"""What was confidential stays out: of every kind of document, in every format, for each kind of reader."""

from __future__ import annotations

from functools import cache

import pytest

from maillage.deliverables import typesetting
from maillage.deliverables.document import Document
from maillage.deliverables.kinds import KINDS, kind_of, make
from maillage.deliverables.readers import CODES, audience_of
from maillage.deliverables.wording import DeliverableError
from maillage.io import deliverable_template
from maillage.io.deliverable_files import written
from tests.maillage.deliverables.marks import ROOM, asked, forbidden, mark, marked, readers_of, words_of

EVERY = [
    (kind.code, form, readers)
    for kind in KINDS.values()
    for form in (*kind.formats, "template")
    for readers in CODES
    if kind.asks != "actor" or readers == "actor"
    if form != "template" or readers == "actor"
]
"""Every kind, format and reader; a Word template is filled by what writes Word files, and is tried for one reader."""


@cache
def document(kind: str, readers: str) -> Document:
    """The document, once for all its formats."""
    one = readers_of(readers)
    return make(marked(), asked(kind, one), audience_of(one))


@cache
def example() -> bytes:
    """A Word template of one's own."""
    return deliverable_template.example("fr")


def told(kind: str, form: str, readers: str) -> str:
    """All the words of a document as a file. Those of a PDF are read in what sets it: nothing else enters it."""
    made = document(kind, readers)
    if form == "pdf":
        return typesetting.source(made, "a3" if kind_of(kind).poster else "").lower()
    if form == "template":
        return words_of(written(made, "docx", template=example()).content)
    return words_of(written(made, kind_of(kind).formats[kind_of(kind).formats.index(form)]).content)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "form", "readers"), EVERY)
def test_what_readers_may_not_see_is_in_no_document(kind: str, form: str, readers: str) -> None:
    words = told(kind, form, readers)
    assert [word for word in sorted(forbidden(readers_of(readers))) if word.lower() in words] == []
    assert mark("public").lower() in words


@pytest.mark.parametrize("readers", CODES)
def test_what_readers_may_see_is_in_a_document(readers: str) -> None:
    """The marks are such that they would be found: each one that may be seen is."""
    words = "".join(told(kind, form, one) for kind, form, one in EVERY if one == readers and form == "html")
    seen = {"public": "public", "members": "members", "facilitators": "facilitators", "actor": "mine"}[
        readers
    ]
    assert mark(seen).lower() in words
    assert (ROOM.lower() in words) is (readers != "public")


def test_a_summary_is_made_for_no_other_reader_than_its_actor() -> None:
    for code in ("public", "members", "facilitators"):
        with pytest.raises(DeliverableError, match="dites lequel"):
            make(marked(), asked("leader-summary", readers_of(code)), audience_of(readers_of(code)))
