"""The form of a row comes from the fields of its table, loses nothing, and says what is wrong beside each field.

The rows of each example go through it in one language, in turn (tests.rotation), the hard ones in both.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from maillage.dossier import fields as f
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Table, fields_of
from maillage.dossier.tables import TABLES, Actor
from maillage.dossier.vocabularies import vocabulary, vocabulary_names
from maillage.io import load
from maillage.text import LANGUAGES, Language, Text
from maillage_web.dossiers.forms import layout, words
from maillage_web.dossiers.forms.rows import RowForm
from maillage_web.dossiers.mappers.living import cells_of
from tests.conftest import ROOT
from tests.maillage_web.editing.browsing import Controls, sent
from tests.rotation import in_turn

pytestmark = pytest.mark.one_database

TODAY = datetime.date(2026, 11, 23)
FOLDERS = sorted(path.parent for path in (ROOT / "examples").glob("*/dossier.csv"))


@cache
def example(name: str = "ecopole-audruicq") -> Dossier:
    dossier = load(ROOT / "examples" / name).dossier
    assert dossier is not None
    return dossier


def form_of(
    table: str | Table,
    *,
    cells: dict[str, str] | None = None,
    data: Any = None,
    dossier: Dossier | None = None,
    language: Language = "fr",
    **options: Any,
) -> RowForm:
    found = TABLES[table] if isinstance(table, str) else table
    whole = dossier or example()
    return RowForm(found, dossier=whole, cells=cells, data=data, today=TODAY, language=language, **options)


def drawn(form: RowForm) -> str:
    with translation.override(form.language):
        return render_to_string("dossiers/editing/fields.html", {"form": form})


def typed(**values: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name.rstrip("_"), value if isinstance(value, list) else [value])
    return data


def rows_of_examples() -> Iterator[tuple[str, Dossier, dict[str, str]]]:
    for folder in FOLDERS:
        dossier = example(folder.name)
        for table in TABLES:
            for row in dossier.rows(table):
                yield table, dossier, cells_of(table, row)


def test_there_are_six_examples_to_go_through() -> None:
    assert len(FOLDERS) >= 6


@pytest.mark.parametrize(
    ("folder", "language"),
    in_turn(FOLDERS, LANGUAGES),
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_row_shown_in_a_form_and_sent_back_untouched_is_the_same_row(
    folder: Any, language: Language
) -> None:
    dossier = example(folder.name)
    for table in TABLES:
        for row in dossier.rows(table):
            cells = cells_of(table, row)
            page = drawn(form_of(table, cells=cells, dossier=dossier, language=language))
            form = form_of(table, cells=cells, dossier=dossier, data=sent(page), language=language)
            with translation.override(language):
                assert form.is_valid(), (table, cells["id"], form.errors)
            found = {column: text for column, text in form.cells().items() if text}
            assert found == {column: text for column, text in cells.items() if column != "id"}, table


HARD = {
    "effects": {
        "id": "effet",
        "name": "Moins de trajets ; plus de temps",
        "beneficiaries": "none",
        "challenges": "none",
        "dimensions": "none",
        "low": "0.0000000000000000000000000001",
        "likely": "1234567890123456789012345678",
        "unit": "sacs de courses",
        "note": 'Une ligne\n\nune autre, "citée" <b>&amp;</b>',
        "since": "2015",
        "until": "2015-03",
        "Ma colonne": "à moi",
        "x; y=z&": "plusieurs\nlignes",
    },
    "challenges": {
        "id": "enjeu",
        "name": "Un nom\nsur deux lignes",
        "indicators": "none",
        "sphere": "une sphère à nous",
    },
    "decisions": {
        "id": "d",
        "question": "Quoi ?",
        "options": "ne rien faire; tout faire",
        "date": "0987-01-02",
    },
    "actors": {"id": "a", "name": "É", "roles": "bearer; veilleur; guetteur", "legal_form": "Tiers-lieu"},
    "flows": {"id": "x", "from": "outside", "to": "disparu", "object": "x", "amount": "-12.50".rstrip("0")},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", HARD)
def test_hard_cells_survive_the_form_too(table: str, language: Language) -> None:
    page = drawn(form_of(table, cells=HARD[table], language=language))
    form = form_of(table, cells=HARD[table], data=sent(page), language=language)
    assert form.is_valid(), form.errors
    assert {name: text for name, text in form.cells().items() if text} == {
        column: text for column, text in HARD[table].items() if column != "id"
    }


@pytest.mark.parametrize("table", TABLES)
def test_every_field_has_one_place_in_the_form_of_its_table(table: str) -> None:
    asked = [name for names in layout.arranged(TABLES[table]).values() for name in names]
    assert sorted(asked) == sorted(field.name for field in TABLES[table].fields)
    assert set(form_of(table).fields) == set(asked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_label_and_description_of_a_form_leads_to_something(table: str, language: Language) -> None:
    controls = Controls(drawn(form_of(table, data=typed(name=""), language=language)))
    assert len(controls.ids) == len(set(controls.ids))
    assert controls.pointed <= set(controls.ids)


def test_the_layout_names_only_tables_and_fields_that_exist() -> None:
    chosen = layout.layout()
    assert set(chosen["first"]) == set(TABLES)
    unknown = [
        f"{table}.{name}"
        for table, names in chosen["first"].items()
        for name in names
        if name not in {field.name for field in TABLES[table].fields}
    ]
    assert unknown == []
    known = {field.name for table in TABLES.values() for field in table.fields}
    further = {name for group in ("together", "later") for names in chosen[group].values() for name in names}
    assert {*further, *chosen["long"]} <= known
    assert {*chosen["later"], *chosen["together"]} <= set(layout.TITLES)


def test_what_is_asked_first_is_short_and_holds_what_is_required() -> None:
    for table in TABLES.values():
        first = layout.arranged(table)["first"]
        assert {field.name for field in table.required} - {"id"} <= set(first), table.name
        alone = {layout.together(name) or name for name in first}
        assert 2 <= len(alone) <= 8, (table.name, first)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rooted(Actor):
    """An actor with one field more, of each kind that one may think of."""

    seasons: tuple[str, ...] | None = f.text(
        Text("Saisons", "Seasons"), Text("Quand il est là.", "When it is there."), many=True
    )
    trees: int | None = f.integer(Text("Arbres", "Trees"), Text("Combien.", "How many."))


def test_a_field_added_to_a_table_is_in_its_form_with_no_other_code() -> None:
    table = dataclasses.replace(TABLES["actors"], row_class=Rooted, fields=fields_of(Rooted))
    form = form_of(table, data=typed(name="Verger", trees="12", seasons="été\nautomne"))
    assert form.is_valid(), form.errors
    assert form.cells() == {"name": "Verger", "trees": "12", "seasons": "été; automne"}
    assert "Combien." in drawn(form)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2015", "2015"),
        ("2015-03", "2015-03"),
        ("03/2015", "2015-03"),
        ("12/03/2015", "2015-03-12"),
        ("mars 2015", "2015-03"),
        ("12 mars 2015", "2015-03-12"),
        ("1er avril 2015", "2015-04-01"),
        ("le 3 août 2021", "2021-08-03"),
        ("Févr. 2020", "2020-02"),
        ("March 2015", "2015-03"),
        ("3rd September 2015", "2015-09-03"),
        ("?", ""),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, read: str) -> None:
    form = form_of("sources", data=typed(title="T", date=written))
    assert form.is_valid(), form.errors
    assert form.cells()["date"] == read


@pytest.mark.parametrize("written", ["30 février 2015", "mar 15", "jui 2015", "hier"])
def test_what_is_not_a_date_is_refused_with_what_was_expected(written: str) -> None:
    with translation.override("fr"):
        form = form_of("sources", data=typed(title="T", date=written))
        page = drawn(form)
    assert not form.is_valid()
    assert f"« {written} » n’est pas une date." in page
    assert "une année (2015), un mois (2015-03)" in page
    assert "sans inventer le jour" in page


def test_errors_stand_beside_their_fields_and_lead_to_them_from_the_top() -> None:
    page = drawn(form_of("actors", data=typed(name="", siren="123", commune="Audruicq?"), language="en"))
    for name in ("name", "siren", "commune"):
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}_error"' in page
    assert page.count('aria-invalid="true"') == 3
    assert 'aria-describedby="id_siren_helptext id_siren_error"' in page
    assert "“123” is not a valid SIREN." in page
    assert 'value="123"' in page


def test_an_error_in_a_folded_group_unfolds_it() -> None:
    folded = drawn(form_of("actors"))
    assert '<details class="more more--validity">' in folded
    wrong = drawn(form_of("actors", data=typed(name="X", since="hier")))
    assert '<details class="more more--validity" open>' in wrong
    held = drawn(form_of("actors", cells={"id": "x", "name": "X", "since": "2015"}))
    assert '<details class="more more--validity" open>' in held


def test_only_what_was_sent_is_given() -> None:
    form = form_of("actors", cells={"id": "x", "name": "X", "note": "n"}, data=typed(name="Y"))
    assert form.is_valid(), form.errors
    assert form.cells() == {"name": "Y"}


def test_an_emptied_list_is_not_an_untouched_one() -> None:
    cells = {"id": "c", "name": "C", "challenges": "none", "dimensions": "ecological"}
    form = form_of(
        "components", cells=cells, data=typed(name="C", challenges=[""], dimensions=["", "societal"])
    )
    assert form.is_valid(), form.errors
    assert form.cells() == {"name": "C", "challenges": "", "dimensions": "societal"}


def test_none_and_some_together_are_refused() -> None:
    form = form_of("components", data=typed(name="C", bearers=["", "none", "les-anges-gardins"]))
    assert not form.is_valid()
    assert list(form.errors) == ["bearers"]


def test_a_required_field_that_is_missing_is_told() -> None:
    assert list(form_of("actors", data=typed(note="x")).errors) == ["name"]
    assert list(form_of("actors", cells={"id": "x", "name": "X"}, data=typed(name=" ")).errors) == ["name"]


def test_only_the_visibilities_that_one_may_give_are_offered() -> None:
    page = drawn(form_of("actors", may_hide=("public", "members")))
    offered = [
        code for code in vocabulary("visibilities").terms if f'name="visibility" value="{code}"' in page
    ]
    assert offered == ["public", "members"]
    held = drawn(
        form_of("actors", may_hide=("public",), cells={"id": "x", "name": "X", "visibility": "actor"})
    )
    assert 'name="visibility" value="actor" checked' in held


def test_a_reference_offers_the_rows_by_name_and_the_words_in_their_place() -> None:
    page = drawn(form_of("contributions"))
    first = next(row for row in example().actors)
    assert f'<option value="{first.id}"' in page
    assert f">{first.name}<" in page.replace("&#x27;", "'")
    assert '<option value="collective">Le collectif</option>' in page


def test_a_row_is_not_offered_as_another_version_of_itself() -> None:
    row = example().actors[0]
    page = drawn(form_of("actors", cells=cells_of("actors", row), only=("variant_of",)))
    assert f'value="{row.id}"' not in page
    assert f'value="{example().actors[1].id}"' in page


def test_an_open_word_is_found_by_its_label_in_the_other_language() -> None:
    term = next(iter(vocabulary("legal_forms").terms.values()))
    form = form_of("actors", data=typed(name="X", legal_form=term.label.en))
    assert form.is_valid()
    assert form.cells()["legal_form"] == term.code
    page = drawn(form_of("actors"))
    assert term.label.en in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", vocabulary_names())
def test_every_label_shown_is_read_back_as_its_code(name: str, language: Language) -> None:
    known = vocabulary(name)
    item = f.Field("x", "code", known.label, known.label, vocabulary=name)
    back = {code: words.read(item, words.shown(item, code, language))[0] for code in known.terms}
    assert back == {code: code for code in known.terms}


def test_a_visitor_of_the_form_in_english_reads_iso_dates_and_decimal_points() -> None:
    cells = {"id": "e", "name": "E", "likely": "1250.5", "since": "2015-03-12"}
    french, english = (drawn(form_of("effects", cells=cells, language=one)) for one in LANGUAGES)
    assert 'value="1250,5"' in french
    assert 'value="12/03/2015"' in french
    assert 'value="1250.5"' in english
    assert 'value="2015-03-12"' in english
