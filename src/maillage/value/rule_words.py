"""The words of sharing rules, coalitions and what-ifs, both languages: rows of ``data/messages/value_rules.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from maillage.data.wording import Messages
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.amounts import amount
from maillage.text import Text, capital, lowered, series, shortened

MESSAGES = Messages("messages/value_rules.toml")
SHOWN = 6
"""How many names a sentence gives; the others are counted."""


text = MESSAGES.text
counted = MESSAGES.counted


def sentence(key: str, **values: object) -> Text:
    """The words called `key`, with their holes filled and a capital letter: a hole may stand first."""
    return capital(MESSAGES.sentence(key, **values))


def named(items: Sequence[Text], limit: int = SHOWN) -> Text:
    """Names in a sentence, “and” before the last; over `limit`, the others are counted.

    >>> named([Text("a", "a"), Text("b", "b"), Text("c", "c")]).fr
    'a, b et c'
    """
    return series(shortened(items, limit, partial(counted, "others")))


def quantity(value: Decimal | float, unit: str, decimals: int | None = None) -> Text:
    """An amount and its unit: whole numbers without decimals, others with two; a unit with no symbol is named.

    >>> quantity(Decimal("192000"), "eur").en
    '192,000\\xa0€'
    """
    number = Decimal(str(value))
    if decimals is None:
        decimals = 0 if number == number.to_integral_value() else 2
    term = vocabulary("units").terms.get(unit)
    symbol = term.properties.get("symbol", "") if term else unit
    label = Text(symbol, symbol) if symbol else lowered(term.label) if term else Text("", "")
    return amount(number, decimals, label)


def worth_words(value: Decimal | float, unit: str) -> Text:
    """A worth in the unit of a game: euros to the cent, effects and challenges to the tenth or whole.

    >>> worth_words(1.5, "effects").en
    '1.5 useful effects'
    """
    number = Decimal(str(round(value, 2)))
    if unit not in ("effects", "challenges"):
        return quantity(number, unit)
    decimals = 0 if number == number.to_integral_value() else 2 if number * 10 % 1 else 1
    said = amount(number, decimals)
    french, english = MESSAGES.entry(f"count.{unit}").values()
    return Text(
        french[abs(number) >= 2].format(n=said.fr),
        english[abs(number) != 1].format(n=said.en),
    )


class RuleError(ValueError):
    """What was asked cannot be done. `text` says what is wrong, what was expected and what to do."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.fr)
        self.text = said
