"""Every kind of cell: what is read as it is, what is repaired and said so, what is refused."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, get_args

import pytest

from maillage.dossier.cells import Formula, Raw, format_cell, parse_cell, words_of
from maillage.dossier.fields import Field, Kind
from maillage.dossier.kinds import PARSERS
from maillage.dossier.problems import CellError
from maillage.dossier.tables import TABLES
from maillage.dossier.values import PartialDate


def field(path: str) -> Field:
    """The field at ``table.column``."""
    table, _, name = path.partition(".")
    return TABLES[table].field(name)


def test_every_kind_has_its_parser() -> None:
    assert set(PARSERS) == set(get_args(Kind))


AS_IT_IS: list[tuple[str, Raw, Any]] = [
    ("actors.name", "La Halle", "La Halle"),
    ("actors.name", "?", "?"),
    ("actors.name", "une\r\ndeux\rtrois", "une\ndeux\ntrois"),
    ("actors.name", 12, "12"),
    ("actors.name", 12.5, "12.5"),
    ("actors.name", None, None),
    ("actors.name", "", None),
    ("actors.id", "na", "na"),
    ("actors.category", "association", "association"),
    ("actors.category", "Association ou fondation", "association"),
    ("actors.category", "COLLECTIVITE OU GROUPEMENT", "local_authority"),
    ("actors.category", "Local authority", "local_authority"),
    ("ties.level", "unknown", "unknown"),
    ("contributions.to", "a1", "a1"),
    ("contributions.to", "collectif", "collective"),
    ("contributions.to", "Le collectif", "collective"),
    ("flows.from", "Extérieur", "outside"),
    ("flows.from", "l’extérieur", "outside"),
    ("obstacles.holder", "Écosystème", "ecosystem"),
    ("obstacles.holder", "the territory", "territory"),
    ("components.bearers", "a1; a2", ("a1", "a2")),
    ("components.bearers", "a1;;a2;", ("a1", "a2")),
    ("components.bearers", "a1\na2", ("a1", "a2")),
    ("components.bearers", "aucun", ()),
    ("components.bearers", "None", ()),
    ("components.bearers", ";", None),
    ("decisions.options", "rien; attendre", ("rien", "attendre")),
    ("decisions.options", "rien", ()),
    ("obstacles.levers", "Aucun", ()),
    ("actors.joined_on", "2015-03", PartialDate(2015, 3)),
    ("actors.joined_on", 2015, PartialDate(2015)),
    ("actors.joined_on", 2015.0, PartialDate(2015)),
    ("actors.joined_on", datetime.date(2015, 3, 12), PartialDate(2015, 3, 12)),
    ("actors.joined_on", datetime.datetime(2015, 3, 12), PartialDate(2015, 3, 12)),
    ("flows.amount", "1250.5", Decimal("1250.5")),
    ("flows.amount", 0.1, Decimal("0.1")),
    ("flows.amount", 1e21, Decimal(10) ** 21),
    ("flows.amount", Decimal("2.50"), Decimal("2.5")),
    ("costs.first_year", 2015.0, 2015),
    ("effects.intended", "oui", True),
    ("effects.intended", True, True),
    ("effects.intended", False, False),
    ("effects.intended", "0", False),
    ("effects.intended", "X", True),
    ("actors.commune", "2A004", "2A004"),
    ("dossier.territory", "62010; 200033579", ("62010", "200033579")),
    ("actors.siren", "732829320", "732829320"),
    ("actors.rna", "W123456789", "W123456789"),
    ("sources.url", "http://example.org/é?a=1", "http://example.org/é?a=1"),
]

REPAIRED: list[tuple[str, Raw, Any, str]] = [
    ("actors.name", " La Halle\u00a0", "La Halle", "spaces"),
    ("actors.name", "\u00a0", None, "spaces"),
    ("actors.commune", "?", None, "unknown-word"),
    ("actors.category", "Non renseigné", None, "unknown-word"),
    ("components.bearers", "inconnu", None, "unknown-word"),
    ("actors.id", "-", None, "unknown-word"),
    ("actors.id", "La Halle", "la-halle", "id-cleaned"),
    ("components.bearers", "a1; a1", ("a1",), "doubled-item"),
    ("flows.unit", "sac de jute", "sac de jute", "open-code"),
    ("flows.unit", "paniers", "paniers", "open-code-near"),
    ("actors.joined_on", "12/03/2015", PartialDate(2015, 3, 12), "french-date"),
    ("actors.joined_on", "03/2015", PartialDate(2015, 3), "french-date"),
    ("actors.joined_on", "2015-03-12 00:00:00", PartialDate(2015, 3, 12), "french-date"),
    ("actors.joined_on", 42075, PartialDate(2015, 3, 12), "serial-date"),
    ("actors.joined_on", "42075.0", PartialDate(2015, 3, 12), "serial-date"),
    ("flows.amount", "1 250,50 €", Decimal("1250.5"), "french-number"),
    ("costs.first_year", "2 015", 2015, "french-number"),
    ("actors.commune", "1001", "01001", "leading-zero"),
    ("actors.commune", 1001, "01001", "leading-zero"),
    ("actors.commune", "62 010", "62010", "code-cleaned"),
    ("actors.commune", "2a004", "2A004", "code-cleaned"),
    ("dossier.territory", "1001; 62010", ("01001", "62010"), "leading-zero"),
    ("dossier.territory", "200 033 579", ("200033579",), "code-cleaned"),
    ("actors.siren", "732 829 320", "732829320", "code-cleaned"),
    ("actors.siren", 5520135, "005520135", "leading-zero"),
    ("actors.rna", "w 123456789", "W123456789", "code-cleaned"),
    ("sources.url", "www.example.org", "https://www.example.org", "url-completed"),
]

REFUSED: list[tuple[str, Raw, str]] = [
    ("actors.name", Formula("=A1"), "formula"),
    ("actors.name", "#VALEUR!", "spreadsheet-error"),
    ("actors.name", "x" * 32_768, "too-long"),
    ("actors.name", "a\x00b", "control-character"),
    ("flows.unit", "a\x01b", "control-character"),
    ("actors.name", "a\ufffeb", "control-character"),
    ("components.bearers", "aucun; a1", "none-and-some"),
    ("actors.id", "***", "bad-id"),
    ("actors.category", "asso", "unknown-code"),
    ("actors.joined_on", datetime.datetime(2015, 3, 12, 14, 30), "bad-date"),
    ("actors.joined_on", "2015-02-00", "bad-date"),
    ("flows.amount", float("nan"), "bad-number"),
    ("flows.amount", float("inf"), "bad-number"),
    ("flows.amount", 1e300, "bad-number"),
    ("costs.first_year", "2015,5", "bad-integer"),
    ("effects.intended", "peut-être", "bad-truth"),
    ("actors.commune", "620100", "bad-commune"),
    ("dossier.territory", "62010; Artois", "bad-territory"),
    ("actors.siren", 0, "bad-siren"),
    ("actors.siren", "732829321", "bad-siren"),
    ("actors.rna", "123456789", "bad-rna"),
    ("sources.url", "https://a b", "bad-url"),
]


@pytest.mark.parametrize(("path", "raw", "value"), AS_IT_IS)
def test_a_sound_cell_is_read_as_it_is(path: str, raw: Raw, value: Any) -> None:
    parsed = parse_cell(field(path), raw)
    assert (parsed.value, parsed.repair) == (value, None)
    assert type(parsed.value) is type(value)


@pytest.mark.parametrize(("path", "raw", "value", "repair"), REPAIRED)
def test_a_cell_spoilt_by_a_spreadsheet_is_repaired_and_said(
    path: str, raw: Raw, value: Any, repair: str
) -> None:
    parsed = parse_cell(field(path), raw)
    assert (parsed.value, parsed.repair) == (value, repair)


@pytest.mark.parametrize(("path", "raw", "code"), REFUSED)
def test_a_wrong_cell_is_refused_with_its_reason(path: str, raw: Raw, code: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_cell(field(path), raw)
    assert refused.value.code == code


def test_the_nearest_code_is_suggested() -> None:
    with pytest.raises(CellError) as refused:
        parse_cell(field("components.status"), "exsiting")
    suggestion: Any = refused.value.values["suggestion"]
    assert "existing" in suggestion.fr
    assert "existing" in suggestion.en


def test_no_code_is_suggested_when_none_is_close() -> None:
    with pytest.raises(CellError) as refused:
        parse_cell(field("components.status"), "zzzz")
    assert refused.value.values["suggestion"] == (
        "Choisissez un des codes de la liste.",
        "Choose one of the codes of the list.",
    )


@pytest.mark.parametrize(
    ("path", "value", "code", "french"),
    [
        ("components.bearers", (), "none", "Aucun"),
        ("components.bearers", None, "", ""),
        ("actors.category", "association", "association", "Association ou fondation"),
        ("flows.from", "outside", "outside", "L’extérieur"),
        ("effects.intended", False, "no", "Non"),
        ("flows.amount", Decimal("1E+3"), "1000", "1000"),
        ("flows.unit", "sac", "sac", "sac"),
        ("actors.roles", ("member", "funder"), "member; funder", "Membre; Financeur"),
    ],
)
def test_a_value_is_written_by_its_code_or_by_its_label(
    path: str, value: Any, code: str, french: str
) -> None:
    assert format_cell(field(path), value) == code
    assert format_cell(field(path), value, "fr") == french


def test_a_time_of_day_is_kept_in_words() -> None:
    assert words_of(datetime.datetime(2015, 3, 12, 14, 30)) == "2015-03-12 14:30:00"
