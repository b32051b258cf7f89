"""The textual form of a what-if: one line for each change, for the command line and for addresses.

::

    amount costs:budget likely=500000 period=year
    newcomer cafe name="Café des halles" likely=1200 period=year to=caisse
    exit caisse
    ending contributions:ville 2027
    cost accueil likely=30000 period=year component=mona bearer=caisse

The French words are read too (montant, arrivee, sortie, fin, cout). `parse(write(change)) == change` for any change
(in a name, a straight apostrophe becomes a typographic one and spaces are single).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from maillage.dossier.nearest import Nearest
from maillage.dossier.values import SLUG, fold, format_decimal, parse_decimal, plain_number
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text
from maillage.value.rule_words import sentence, text
from maillage.value.scenario import (
    AMOUNTS,
    Change,
    Departure,
    Ending,
    Newcomer,
    NewCost,
    ScenarioError,
    SetAmount,
)

LONGEST = 400
"""How many characters one change may take."""
_VERBS = {
    "amount": ("amount", "montant"),
    "newcomer": ("newcomer", "arrivee"),
    "exit": ("exit", "sortie"),
    "ending": ("ending", "fin"),
    "cost": ("cost", "cout"),
}
_WORDS = {word: verb for verb, words in _VERBS.items() for word in words}
_KEYS = {
    "amount": ("low", "likely", "high", "amount", "unit", "period", "times"),
    "newcomer": ("name", "likely", "unit", "period", "to", "component", "bears"),
    "cost": ("likely", "unit", "period", "component", "bearer", "kind"),
}
_FRENCH_KEYS = {
    "bas": "low", "probable": "likely", "haut": "high", "montant": "amount", "unite": "unit", "periode": "period",
    "fois": "times", "nom": "name", "vers": "to", "composant": "component", "porte": "bears", "porteur": "bearer",
    "nature": "kind",
}  # fmt: skip
_ENDING = ("contributions", "costs", "flows")
_YEARS = range(1900, 2201)
_OTHER_MONEY = re.compile(r"[$£¥]|\b(?:usd|gbp|chf|francs?|dollars?)\b", re.IGNORECASE)
_EURO = re.compile(r"\s*(?:€|eur|euros?)\s*\Z", re.IGNORECASE)
_FRENCH_CODES = {
    "an": "year", "annee": "year", "mois": "month", "trimestre": "quarter", "semaine": "week", "jour": "day",
    "une fois": "once",
}  # fmt: skip
_CODES = {"unit": "units", "period": "periods", "kind": "cost_kinds"}


def parse(words: str) -> Change:
    """The change that one line of text states. Raises `ScenarioError`, with a sentence.

    >>> change = parse("amount costs:budget likely=500 000 €")
    >>> change.id, change.likely, change.unit
    ('budget', Decimal('500000'), 'eur')
    """
    if len(words) > LONGEST:
        raise ScenarioError(sentence("scenario.too-long", found=len(words), limit=LONGEST))
    try:
        parts = _joined(shlex.split(words.replace("'", "’")))
    except ValueError as error:
        raise ScenarioError(sentence("scenario.quotes", found=words.strip())) from error
    if not parts:
        raise ScenarioError(text("scenario.empty"))
    verb = _WORDS.get(fold(parts[0]))
    if verb is None:
        raise ScenarioError(_unknown("scenario.unknown-verb", parts[0], _WORDS))
    return _READING[verb](parts[1:])


def parse_all(lines: Iterable[str]) -> tuple[Change, ...]:
    """The changes that lines state; blank lines are skipped."""
    return tuple(parse(line) for line in lines if line.strip())


def write(change: Change) -> str:
    """The line that states `change`, in its canonical form.

    >>> write(Departure("caisse"))
    'exit caisse'
    """
    return _WRITING[type(change)](change)


# --- reading ----------------------------------------------------------------------------------------------------------


def _joined(parts: list[str]) -> list[str]:
    """The parts of a line, a number and its spaces put together again: ``likely=500``, ``000``, ``€``."""
    joined: list[str] = []
    for part in parts:
        if joined and "=" in joined[-1] and re.fullmatch(r"[0-9.,]+|€|eur|%|[$£¥]", part, re.IGNORECASE):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _read_amount(parts: list[str]) -> Change:
    table, identity = _reference(parts, tuple(AMOUNTS), "amount")
    given = _pairs(parts[1:], "amount")
    values = _codes(given)
    for key in ("low", "likely", "high", "times", "amount"):
        if key in given:
            values[key] = _number(given[key], values, money=key != "times")
    if "amount" in values:
        values["likely"] = values.pop("amount")
    if not values:
        raise ScenarioError(sentence("scenario.nothing", example="likely=500"))
    if table == "flows" and values.keys() & {"low", "high"}:
        raise ScenarioError(sentence("scenario.one-amount", name=identity))
    return SetAmount(table, identity, **values)


def _read_newcomer(parts: list[str]) -> Change:
    identity = _identity(parts, "newcomer")
    given = _pairs(parts[1:], "newcomer")
    values = _codes(given)
    if "likely" in given:
        values["likely"] = _number(given["likely"], values)
    for key in ("to", "component"):
        if key in given:
            values[key] = _slug(given[key])
    if "bears" in given:
        values["bears"] = tuple(_slug(one.strip()) for one in given["bears"].split(";") if one.strip())
    return Newcomer(identity, name=" ".join(given.get("name", "").split()), **values)


def _read_exit(parts: list[str]) -> Change:
    identity = _identity(parts, "exit")
    _nothing_after(parts[1:])
    return Departure(identity)


def _read_ending(parts: list[str]) -> Change:
    table, identity = _reference(parts, _ENDING, "ending")
    _nothing_after(parts[2:])
    written = parts[1] if len(parts) > 1 else ""
    if not re.fullmatch(r"[0-9]{4}", written) or int(written) not in _YEARS:
        raise ScenarioError(sentence("scenario.no-year", found=written or "…"))
    return Ending(table, identity, int(written))


def _read_cost(parts: list[str]) -> Change:
    identity = _identity(parts, "cost")
    given = _pairs(parts[1:], "cost")
    values = _codes(given)
    if "likely" not in given:
        raise ScenarioError(sentence("scenario.nothing", example="likely=30000"))
    amount = _number(given["likely"], values)
    for key in ("component", "bearer"):
        if key in given:
            values[key] = _slug(given[key])
    return NewCost(identity, amount, **values)


def _nothing_after(parts: list[str]) -> None:
    if parts:
        raise ScenarioError(sentence("scenario.too-much", found=" ".join(parts)))


def _identity(parts: list[str], verb: str) -> str:
    if not parts or "=" in parts[0]:
        raise ScenarioError(sentence("scenario.no-name", example=_EXAMPLES[verb]))
    return _slug(parts[0])


def _slug(words: str) -> str:
    if not SLUG.match(words):
        raise ScenarioError(sentence("scenario.not-an-id", found=words))
    return words


def _reference(parts: list[str], tables: tuple[str, ...], verb: str) -> tuple[str, str]:
    table, colon, identity = (parts[0] if parts else "").partition(":")
    if not colon or not identity:
        raise ScenarioError(sentence("scenario.no-row", example=_EXAMPLES[verb]))
    if table not in tables:
        raise ScenarioError(sentence("scenario.no-table", found=table, known=", ".join(tables)))
    return table, _slug(identity)


def _pairs(parts: list[str], verb: str) -> dict[str, str]:
    known, found = _KEYS[verb], dict[str, str]()
    for part in parts:
        key, equals, value = part.partition("=")
        name = _FRENCH_KEYS.get(fold(key), fold(key))
        if not equals or name not in known:
            raise ScenarioError(_unknown("scenario.unknown-key", key, known))
        if name in found:
            raise ScenarioError(sentence("scenario.twice", name=key))
        found[name] = value.strip()
    return found


def _codes(given: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, name in _CODES.items():
        if key in given:
            word = _FRENCH_CODES.get(fold(given[key]), given[key]) if key == "period" else given[key]
            code = vocabulary(name).code_of(word)
            if code is None:
                raise ScenarioError(_unknown("scenario.unknown-code", given[key], vocabulary(name).terms))
            values[key] = code
    return values


def _number(written: str, values: dict[str, Any], *, money: bool = True) -> Decimal:
    """The number written; a euro sign after it says its unit."""
    if written.rstrip().endswith("%"):
        raise ScenarioError(sentence("scenario.percent", found=written))
    if _OTHER_MONEY.search(written):
        raise ScenarioError(sentence("scenario.currency", found=written))
    if money and _EURO.search(written):
        if values.setdefault("unit", "eur") != "eur":
            raise ScenarioError(sentence("scenario.two-units", found=written))
        written = _EURO.sub("", written)
    try:
        number = parse_decimal(plain_number(written))
    except ValueError as error:
        raise ScenarioError(sentence("scenario.not-a-number", found=written or "…")) from error
    if number < 0:
        raise ScenarioError(sentence("scenario.negative", found=written))
    return number


def _unknown(key: str, found: str, known: Iterable[str]) -> Text:
    near = Nearest(known).of(fold(found))
    hint = sentence("scenario.near", name=near) if near else Text("", "")
    said = sentence(key, found=found, known=", ".join(sorted(set(known))))
    return Text(f"{said.fr} {hint.fr}".strip(), f"{said.en} {hint.en}".strip())


# --- writing ----------------------------------------------------------------------------------------------------------


def _written(verb: str, named: str, change: Change) -> str:
    """The verb, what it is about, then each key that the change says something of (“amount” is only ever read)."""
    told = {key: getattr(change, key, None) for key in _KEYS[verb]}
    said = [f"{key}={_quoted(value)}" for key, value in told.items() if value not in (None, "", ())]
    return " ".join([verb, named, *said])


def _quoted(value: object) -> str:
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, tuple):
        return ";".join(value)
    return _in_quotes(str(value))


def _in_quotes(words: str) -> str:
    if re.fullmatch(r"[\w.:-]+", words):
        return words
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_EXAMPLES = {
    "amount": "amount costs:budget likely=500000",
    "newcomer": "newcomer cafe likely=1200 period=year",
    "exit": "exit caisse",
    "ending": "ending contributions:ville 2027",
    "cost": "cost accueil likely=30000 period=year",
}
_READING: dict[str, Callable[[list[str]], Change]] = {
    "amount": _read_amount,
    "newcomer": _read_newcomer,
    "exit": _read_exit,
    "ending": _read_ending,
    "cost": _read_cost,
}
_WRITING: dict[type[Any], Callable[[Any], str]] = {
    SetAmount: lambda change: _written("amount", f"{change.table}:{change.id}", change),
    Newcomer: lambda change: _written("newcomer", change.id, change),
    Departure: lambda change: f"exit {change.id}",
    Ending: lambda change: f"ending {change.table}:{change.id} {change.year}",
    NewCost: lambda change: _written("cost", change.id, change),
}
