"""How values are worded: texts in two languages, partial dates, numbers, the words of the library."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django import template
from django.utils import dateformat, formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.dossier.values import PartialDate
from maillage.report.words import text as report_text
from maillage.text import Language, Text

register = template.Library()


def language() -> Language:
    """The language of the page being made."""
    return "en" if get_language() == "en" else "fr"


@register.filter
def said(text: Text) -> str:
    """The words of a `Text` in the language of the page."""
    return text.in_(language())


@register.simple_tag
def word(name: str) -> str:
    """A word of pictures and reports, so that pages say the same."""
    return report_text(name).in_(language())


@register.filter
def date_words(date: PartialDate | datetime.date) -> str:
    """A year, a month or a day in words: 12 mars 2015, mars 2015, 2015."""
    if isinstance(date, PartialDate):
        if date.month is None:
            return str(date.year)
        if date.day is None:
            return dateformat.format(date.first_day(), "F Y")
        date = date.first_day()
    words = dateformat.format(date, "j F Y")
    return words.replace("1 ", "1er ", 1) if language() == "fr" and date.day == 1 else words


@register.filter
def figure(number: Decimal | int) -> str:
    """A number with the separators of the language."""
    return formats.number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def listed(texts: Sequence[Text]) -> str:
    """Several texts, separated by commas."""
    return ", ".join(text.in_(language()) for text in texts)


class Quantity(Protocol):
    """A quantity: three values, as many as are known, and the symbol of their unit."""

    low: Decimal | None
    likely: Decimal | None
    high: Decimal | None
    symbol: str


@register.filter
def measured(quantity: Quantity) -> str:
    """A quantity in words: 2 500 €, 1 à 3 kg, au moins 8."""
    known = {
        name: figure(getattr(quantity, name)) for name in ("low", "likely", "high") if _said(quantity, name)
    }
    if "low" in known and "high" in known:
        between = _("%(low)s to %(high)s") % known
        number = (
            _("%(between)s, likely %(likely)s") % {"between": between, **known}
            if "likely" in known
            else between
        )
    elif "likely" in known:
        number = known["likely"]
    else:
        number = _("at least %(low)s") % known if "low" in known else _("at most %(high)s") % known
    return f"{number}\u00a0{quantity.symbol}" if quantity.symbol else number


def _said(quantity: Quantity, name: str) -> bool:
    return getattr(quantity, name) is not None
