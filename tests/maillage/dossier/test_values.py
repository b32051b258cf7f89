"""Partial dates, amounts, slugs: kept exactly, refused when they cannot be."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given

from maillage.dossier.nearest import Nearest
from maillage.dossier.values import (
    SLUG,
    PartialDate,
    canonical,
    fold,
    format_decimal,
    parse_decimal,
    plain_number,
    slug,
)
from tests.strategies import dates, decimals, words


@pytest.mark.parametrize("written", ["2015", "2015-03", "2015-03-12", "2016-02-29", "0987", "9999-12-31"])
def test_a_date_keeps_its_precision(written: str) -> None:
    assert str(PartialDate.parse(written)) == written


@pytest.mark.parametrize(
    "written",
    ["", "15", "2015-13", "2015-00", "2015-02-30", "2015-02-00", "2015-", "0000", "20155", "2015/03", "٢٠١٥", "2015-03-12 "],
)  # fmt: skip
def test_what_is_not_a_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [("12/03/2015", "2015-03-12"), ("1.3.2015", "2015-03-01"), ("03/2015", "2015-03"), ("2015", "2015")],
)
def test_a_french_date_begins_with_the_day(written: str, read: str) -> None:
    assert str(PartialDate.parse_french(written)) == read


@pytest.mark.parametrize("written", ["31/02/2015", "00/2015", "12/03/15", "2015/03/12"])
def test_what_is_not_a_french_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse_french(written)


@given(dates())
def test_a_date_begins_before_it_ends_and_reads_back(date: PartialDate) -> None:
    assert date.first_day() <= date.last_day()
    assert PartialDate.parse(str(date)) == date


def test_a_day_is_its_own_beginning_and_end() -> None:
    day = datetime.date(2015, 3, 12)
    assert PartialDate.of(day).first_day() == PartialDate.of(day).last_day() == day


@given(decimals())
def test_a_number_of_28_digits_is_exact(number: Decimal) -> None:
    assert parse_decimal(format_decimal(number)) == number
    assert "E" not in format_decimal(canonical(number))


@pytest.mark.parametrize(
    "written",
    ["", "un", "1e5", "NaN", "Infinity", "1,5", "1.", ".5", "1_000", "١٢", "9" * 29, "0." + "0" * 28 + "1", "1" * 1000],
)  # fmt: skip
def test_what_is_not_a_plain_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        parse_decimal(written)


def test_useless_zeros_do_not_count() -> None:
    assert parse_decimal("1." + "0" * 40) == 1
    assert str(parse_decimal("1500.00")) == "1500"
    assert str(parse_decimal("-0.0")) == "0"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1 250,50 €", "1250.50"),
        ("1\u202f250", "1250"),
        ("12 %", "12"),
        ("\u22125", "-5"),
        ("1,250.5", "1,250.5"),
    ],
)
def test_what_a_french_keyboard_does_to_numbers_is_undone(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("J’aime mes bouteilles", "j-aime-mes-bouteilles"),
        ("Œuvre d’été", "oeuvre-d-ete"),
        ("--", ""),
        ("مرحبا", ""),
    ],
)
def test_a_slug_is_made_of_what_can_be_kept(typed: str, kept: str) -> None:
    assert slug(typed) == kept


@given(words())
def test_a_slug_is_a_slug_and_folding_twice_changes_nothing(text: str) -> None:
    assert slug(text) == "" or SLUG.match(slug(text))
    assert fold(fold(text)) == fold(text) or not text.isascii()


def test_the_nearest_word_is_close_or_nothing() -> None:
    known = Nearest(["association", "enterprise", "citizens"])
    assert known.of("asociation") == "association"
    assert known.of("xyz") is None
    assert Nearest([]).of("a") is None
