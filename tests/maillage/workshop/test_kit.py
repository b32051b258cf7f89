"""The paper kit is a tagged PDF in both languages, of the pages one expects; typed lines are read, or told why not."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

import pytest

from maillage.data import packaged
from maillage.deliverables.kit import Kit, source
from maillage.deliverables.kit_fields import fields_of, has_cards, is_typed
from maillage.deliverables.kit_map import PLACES, map_of
from maillage.deliverables.kit_notes import fields_said, how_to_write, read_notes
from maillage.deliverables.kit_times import timed
from maillage.deliverables.kit_words import MESSAGES
from maillage.dossier.dossier import Dossier
from maillage.io import load, pdf
from maillage.text import LANGUAGES, Text
from maillage.workshop.activities import KINDS, Activity
from tests.conftest import ROOT
from tests.maillage.territory.wording import faults

ON = datetime.date(2026, 11, 24)
SETTINGS: dict[str, Any] = {
    "options": {
        "effects": [{"id": "repas", "label": "De bons repas"}],
        "actors": [{"id": "ferme", "label": "La ferme"}],
    },
    "levels": [{"code": "low", "label": "peu"}, {"code": "high", "label": "souvent"}],
    "asked": "Nous partageons nos contraintes",
    "proposal": "Ouvrir deux matins",
    "dots": 3,
}


@cache
def dossier() -> Dossier:
    found = load(ROOT / "examples" / "ecopole-audruicq").dossier
    assert found is not None
    return found


def kit(**changes: Any) -> Kit:
    """A workshop with an activity of each kind."""
    activities = [
        Activity(f"a{rank}", kind, one.label.fr, one.prompt.fr, one.minutes, SETTINGS)
        for rank, (kind, one) in enumerate(KINDS.items())
    ]
    values = {
        "title": 'Les "fils" \\ #1',
        "activities": activities,
        "dossier": dossier(),
        "on": ON,
        "join": "https://example.org/atelier/?code=KXMPQR",
        "address": "example.org/atelier/",
        "code": "KXMPQR",
        "starts_at": "14:00",
    }
    return Kit(**{**values, **changes})


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kit_of_every_kind_is_one_accessible_pdf(language: Any) -> None:
    typst = pytest.importorskip("typst")
    words = source(kit(), language)
    assert words == source(kit(), language)
    content = typst.compile(words.encode(), format="pdf", pdf_standards="ua-1")
    cards, slips, grids = sum(map(has_cards, KINDS)), 2, 3
    assert pages(content) == 1 + 1 + cards + slips + grids + 1
    assert not re.search(r"\b(None|NaN|nan)\b", words.split("\n", 1)[0])


def test_without_a_code_nor_activity_nor_row_the_kit_says_so() -> None:
    pytest.importorskip("typst")
    bare = Dossier(record=dossier().record)
    words = source(kit(activities=(), dossier=bare, code="", starts_at=""), "fr")
    assert "KXM" not in words.split("\n", 1)[0]
    assert pages(pdf.compile(words)) == 2


def test_the_map_says_what_leads_where_and_always_leaves_blank_places() -> None:
    columns = map_of(dossier(), ON, "fr")["columns"]
    assert [column["table"] for column in columns] == ["challenges", "effects", "components", "actors"]
    for column in columns:
        assert len(column["boxes"]) + column["blank"] + bool(column["more"]) == PLACES
        assert column["blank"] >= 4
    assert columns[1]["boxes"][0]["leads"].startswith("→ ")


def test_hours_follow_one_another_and_a_length_that_is_not_said_is_not_counted() -> None:
    found, total = timed([20, 0, 45], "23:30")
    assert [when.en for when, _length in found] == ["23:30 – 23:50", "23:50", "23:50 – 0:35"]
    assert found[1][0].fr == "23\u00a0h\u00a050"
    assert total is not None
    assert "65" in total.en
    assert "not said" in total.en
    assert timed([0])[1] is None
    for wrong in ("midi", "25:00", "14:75"):
        with pytest.raises(ValueError, match=wrong):
            timed([10], wrong)


@pytest.mark.parametrize(
    ("kind", "line", "text", "fields"),
    [
        ("challenges", "Bien manger | écolo, SOCIÉ", "Bien manger", {"dimensions": ["ecological", "societal"]}),
        ("challenges", "Bien manger || s’alimenter", "Bien manger", {"sphere": "eat"}),
        ("threads", "Parce que\tDe bons repas\t\tla ferme", "Parce que", {"effect": "id:repas", "actor": "id:ferme"}),
        ("threads", "Parce que | De bons | La cantine", "Parce que", {"effect": "De bons", "component": "La cantine"}),
        ("learnings", "On apprend | https://example.org", "On apprend", {"changes": "https://example.org"}),
        ("position", "| souv | La ferme", "", {"level": "high", "actor": "id:ferme"}),
        ("notes", "Tel quel : avec deux points", "Tel quel : avec deux points", {}),
    ],
)  # fmt: skip
def test_a_line_is_read_by_place_by_name_and_by_the_beginning_of_a_choice(
    kind: str, line: str, text: str, fields: dict[str, Any]
) -> None:
    read = read_notes(f"\n{line}\n", kind, SETTINGS)
    assert read.wrong == ()
    assert [(note.line, note.text, dict(note.fields)) for note in read.notes] == [(2, text, fields)]
    labels = {field.name: field.label.fr for field in fields_of(kind)}
    assert [label for label, _ in fields_said(fields, kind, SETTINGS, "fr")] == [
        labels[name] for name in labels if name in fields
    ]


@pytest.mark.parametrize(
    ("kind", "line", "why"),
    [
        ("challenges", "| écologique", "text"),
        ("challenges", "x | vert", "no choice"),
        ("challenges", "x | éco, s | | | y", "more bars|may mean"),
        ("challenges", "x | éco", "may mean"),
        ("challenges", "x | dimensions: ecological | dimensions: societal", "twice"),
        ("challenges", "x | couleur: vert", "no field"),
        ("notes", "x | y", "no field"),
        ("notes", "x" * 501, "501"),
    ],
)
def test_a_line_that_is_not_understood_is_kept_and_says_why(kind: str, line: str, why: str) -> None:
    read = read_notes(f"bien\n{line}", kind, SETTINGS)
    assert [note.text for note in read.notes] == ["bien"]
    (wrong,) = read.wrong
    assert (wrong.line, read.left) == (2, line)
    assert re.search(why, wrong.said.en), wrong.said.en


def test_every_word_of_the_kit_is_written_as_both_languages_are() -> None:
    words = [
        Text(entry["fr"], entry["en"])
        for section in packaged.document(MESSAGES).values()
        for entry in section.values()
    ]
    told = [sentence for kind in KINDS if is_typed(kind) for sentence in how_to_write(kind, SETTINGS)]
    assert faults((text.en, text) for text in (*words, *told)) == []
