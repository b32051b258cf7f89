"""The pages of the documentation say every table, field and code, and are up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.dossier.documentation import page
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage.text import LANGUAGES, Language
from tools import docs


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_and_code_is_documented(language: Language) -> None:
    text = page(language)
    for table in TABLES.values():
        assert f"## {table.label.in_(language)} (`{table.name}`)" in text
        section = text.split(f"(`{table.name}`)", 1)[1].split("\n## ", 1)[0]
        for field in table.fields:
            assert f"| `{field.name}` | {field.label.in_(language)} |" in section
            assert field.help.in_(language) in section
            for code in vocabulary(field.vocabulary).terms if field.vocabulary else ():
                assert f"| `{code}` |" in text


def test_the_two_languages_have_the_same_shape() -> None:
    french, english = page("fr"), page("en")
    assert [line.count("|") for line in french.splitlines()] == [
        line.count("|") for line in english.splitlines()
    ]
    assert french.count("\n#") == english.count("\n#")


def test_the_pages_are_up_to_date(root: Path) -> None:
    late = [str(path.relative_to(root)) for path in docs.behind()]
    assert late == [], "run: python -m tools.docs"
