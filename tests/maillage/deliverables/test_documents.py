"""What documents say: on a day, in a language, from where; what they do not say; and how they hold on paper."""

from __future__ import annotations

import dataclasses
import datetime
import html
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import typst
from docx import Document as word_document

from maillage.deliverables import typesetting
from maillage.deliverables.amounts import amount_of
from maillage.deliverables.document import Document, TableBlock, plain
from maillage.deliverables.kinds import KINDS, Asked, format_of, kind_of, make
from maillage.deliverables.readers import Readers, audience_of
from maillage.deliverables.wording import DeliverableError
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import (
    Actor,
    Challenge,
    Commitment,
    Contribution,
    Cost,
    Decision,
    Effect,
    Record,
    Session,
)
from maillage.dossier.values import PartialDate
from maillage.io.deliverable_files import written
from maillage.text import Language
from maillage.workshop.activities import Activity
from maillage.workshop.board import Board
from maillage.workshop.events import Event

DAY = datetime.date(2026, 6, 1)
MEMBERS = Readers("members")
LONG = "Une phrase qui s’étire bien au-delà de ce qu’une seule page pourrait jamais contenir. " * 12


def made(
    dossier: Dossier, kind: str, language: Language = "fr", on: datetime.date = DAY, **more: Any
) -> Document:
    readers = Readers("actor", "a0") if kind_of(kind).asks == "actor" else MEMBERS
    return make(dossier, Asked(kind, on, language, readers, **more), audience_of(readers))


def words(document: Document) -> str:
    """All that a document says, as its web page does."""
    return written(document, "html").content.decode()


def crowded(many: int = 40) -> Dossier:
    """More of everything than a page can hold."""
    ids = [f"a{number}" for number in range(many)]
    return Dossier(
        record=Record(id="d", title="Le grand dossier", summary=LONG, language="fr"),
        actors=tuple(Actor(id=one, name=f"Acteur {one}", category="local_authority") for one in ids),
        challenges=tuple(Challenge(id=f"c{one}", name=f"Enjeu {one}", description=LONG) for one in ids),
        effects=tuple(
            Effect(id=f"e{one}", name=f"Effet {one}", likely=Decimal(7), unit="job") for one in ids
        ),
        contributions=tuple(
            Contribution(id=f"g{one}", from_=one, kind="money", object=LONG[:200]) for one in ids
        ),
        commitments=tuple(
            Commitment(id=f"p{one}", from_=one, object=LONG[:200], status="proposed") for one in ids
        ),
    )


def dated() -> Dossier:
    """Two sessions, a decision of each, the second replacing the first."""
    first, second = PartialDate(2025, 3, 1), PartialDate(2026, 3, 1)
    return Dossier(
        record=Record(id="d", title="=1+1 <script>", language="fr"),
        sessions=(
            Session(id="un", title="La première", date=first),
            Session(id="deux", title="La deuxième", date=second, starts_at="14:00"),
        ),
        decisions=(
            Decision(id="avant", question="Où ?", outcome="Ici.", date=first, session="un", objections=()),
            Decision(
                id="apres", question="Et où ?", outcome="Là.", date=second, session="deux", supersedes="avant"
            ),
        ),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_accessible_on_paper(kind: str) -> None:
    """PDF/UA-1 is met; the page for elected people holds on one side of A4 and posters on a sheet, even from a crowd."""
    dossier = dataclasses.replace(crowded(40), sessions=(Session(id="s"),))
    document = made(dossier, kind)
    source = typesetting.source(document, "a0" if kind_of(kind).poster else "").encode()
    assert typst.compile(source, format="pdf", pdf_standards="ua-1").startswith(b"%PDF")
    if document.single_page or kind_of(kind).poster:
        assert isinstance(typst.compile(source, format="png", ppi=5), bytes)


def test_a_document_says_what_the_dossier_said_on_its_day() -> None:
    before, after = (words(made(dated(), "state", on=datetime.date(year, 6, 1))) for year in (2025, 2026))
    assert "Ici." in before
    assert "Là." not in before
    assert "Là." in after
    assert "Ici." not in after
    told = words(made(dated(), "state", since=datetime.date(2025, 12, 31)))
    assert (
        told.index("Ce qui a changé depuis le 31 décembre 2025")
        < told.index("Là.")
        < told.index("Les enjeux")
    )
    with pytest.raises(DeliverableError, match="Choisissez un jour plus ancien"):
        made(dated(), "state", since=datetime.date(2027, 1, 1))


def test_a_report_is_of_the_session_asked_for_or_of_the_last_one_held() -> None:
    last, first = made(dated(), "workshop-report"), made(dated(), "workshop-report", session="un")
    assert (plain(last.title), plain(first.title)) == ("La deuxième", "La première")
    assert "Aucune objection" in words(first)
    assert "1er mars 2026, 14:00" in words(first)
    with pytest.raises(DeliverableError, match="Celles qu’il a"):
        made(dated(), "workshop-report", session="trois")
    with pytest.raises(DeliverableError, match="aucune séance"):
        made(crowded(1), "workshop-report")


def test_the_words_of_the_dossier_keep_their_language_and_are_never_taken_for_markup_or_formulas() -> None:
    document = made(dated(), "state", "en")
    page = words(document)
    assert '<span lang="fr">=1+1 &lt;script&gt;</span>' in page
    assert "<script>" not in page
    assert "The decisions" in page
    book = openpyxl.load_workbook(io.BytesIO(written(document, "xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=1+1 <script>" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_word_file_has_real_headings_tables_and_a_told_picture_and_is_the_same_each_time() -> None:
    document = made(crowded(3), "agreement")
    file = word_document(io.BytesIO(written(document, "docx").content))
    styles = [paragraph.style.name for paragraph in file.paragraphs]
    assert styles.count("Heading 1") == 11
    assert len(file.tables) == len([part for part in document.parts if isinstance(part, TableBlock)])
    assert "w:tblHeader" in file.tables[0]._tbl.xml
    poster = made(crowded(3), "articulation-poster")
    first, again = (written(poster, "docx").content for _ in range(2))
    assert first == again
    shape = word_document(io.BytesIO(first)).inline_shapes[0]
    assert shape._inline.docPr.get("descr", "").startswith("Articulation de")


def test_a_draft_of_agreement_invents_nothing() -> None:
    """What the dossier does not say is a blank; numbers are those of its articles, of its day and of its actors."""
    page = words(made(crowded(2), "agreement"))
    assert "faire relire par un juriste" in page
    for blank in (
        "date de début",
        "durée du préavis",
        "qui évalue",
        "combien",
        "ce qui y répond",
        "nom et qualité",
    ):
        assert f"[{blank}]" in page
    assert "Révision" in page
    assert "€" not in page


def test_every_figure_of_the_page_for_elected_people_has_its_source_and_date_or_says_that_it_has_none() -> (
    None
):
    cost = Cost(
        id="k", bearer="a0", likely=Decimal("1250.5"), unit="eur", period="year", asserted_by="La ville"
    )
    page = words(made(dataclasses.replace(crowded(1), costs=(cost,)), "one-page"))
    plain_page = page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "7 emplois, date non dite – preuve : " in plain_page
    assert "1 250,50 € par an</strong>, date non dite" in plain_page
    assert "selon La ville" in page


def test_amounts_are_said_with_their_range_period_and_times() -> None:
    effect = Effect(
        id="e", name="E", low=Decimal(1), likely=Decimal(2), high=Decimal(4), unit="ha", times=Decimal(3)
    )
    said = [
        amount_of(one)
        for one in (effect, dataclasses.replace(effect, likely=None, times=None), Effect(id="f", name="F"))
    ]
    assert [one and one.en.replace("\u00a0", " ") for one in said] == [
        "2 ha (between 1 ha and 4 ha), 3 times",
        "between 1 ha and 4 ha",
        None,
    ]


def test_a_poster_with_nothing_to_draw_says_so_and_the_rest_says_what_is_missing() -> None:
    empty = Dossier(record=Record(id="d", title="Vide"))
    for kind in ("map-poster", "articulation-poster"):
        with pytest.raises(DeliverableError, match="rien à dessiner"):
            written(made(empty, kind), "svg")
    assert "ne nomme encore aucun enjeu" in words(made(empty, "one-page"))
    placed = dataclasses.replace(empty, actors=(Actor(id="a", name="La ville & Cie", commune="59350"),))
    svg = written(made(placed, "map-poster"), "svg", "a0").content.decode()
    assert 'width="1189mm"' in svg
    assert "La ville &amp; Cie" in svg


def test_a_table_that_nobody_would_read_to_its_end_says_how_many_rows_are_left() -> None:
    page = words(made(crowded(410), "state"))
    assert "10 lignes de plus dans le dossier." in page.replace("\u00a0", " ")
    assert "Acteur a399" in page
    assert ">Acteur a400<" not in page


def test_what_is_not_made_is_refused_in_a_sentence() -> None:
    with pytest.raises(DeliverableError, match="On sait faire"):
        kind_of("poeme")
    with pytest.raises(DeliverableError, match="On peut le faire en"):
        format_of(kind_of("state"), "svg")
    readers = Readers("actor", "personne")
    with pytest.raises(DeliverableError, match="n’est pas un acteur"):
        make(crowded(1), Asked("leader-summary", DAY, "fr", readers), audience_of(readers))


def test_the_report_tells_the_thread_that_a_note_draws() -> None:
    options = {
        "effects": [{"id": "e1", "label": "Des repas de saison"}],
        "actors": [{"id": "a1", "label": "La Halle"}],
    }
    board = Board([Activity("fils", "threads", "Tirer les fils", settings={"options": options})])
    said = [
        ("f", "", "open", {}),
        ("p1", "", "join", {"name": "Mahaut", "actor": ""}),
        ("p1", "", "note", {"text": "Elle a un four", "fields": {"effect": "id:e1", "component": "un fournil", "actor": "id:a1"}}),
    ]  # fmt: skip
    for number, (who, _, kind, content) in enumerate(said, 1):
        activity = "" if kind == "join" else "fils"
        now = datetime.datetime(2026, 5, 4, 14, number, tzinfo=datetime.UTC)
        board.apply(Event(number, who, f"k{number}", activity, kind, content, now))
    dossier = Dossier(
        record=Record(id="d", title="Manger ici", language="fr"),
        sessions=(Session(id="s", title="Atelier", date=PartialDate.parse("2026-05-04")),),
    )
    told = html.unescape(words(made(dossier, "workshop-report", session="s", board=board)))
    for part in ("Elle a un four", "Des repas de saison", "un fournil", "La Halle"):
        assert part in told
    assert "Mahaut" not in told
