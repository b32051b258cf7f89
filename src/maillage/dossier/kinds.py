"""How the words of one value are read, kind of field by kind of field: a total table, `PARSERS`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from stdnum.fr import siren as siren_number

from maillage.dossier.fields import Field, Kind
from maillage.dossier.problems import CellError
from maillage.dossier.values import SLUG, PartialDate, fold, parse_decimal, plain_number, slug
from maillage.dossier.vocabularies import vocabulary
from maillage.text import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, and the code of the repair that was needed to read it, if any."""

    value: Any
    repair: str | None = None


_COMMUNE = re.compile(r"(?:[0-9]{5}|2[AB][0-9]{3})\Z")
_SHORT_COMMUNE = re.compile(r"[0-9]{4}\Z")
_EPCI = re.compile(r"[0-9]{9}\Z")
_SHORT_SIREN = re.compile(r"[0-9]{7,8}\Z")
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}\Z")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?\Z")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?\Z")
_FIRST_SERIAL_DAY = datetime.date(1899, 12, 30)

_ARTICLES = ("le ", "l'", "the ")

_TRUE, _FALSE = {"yes", "oui", "true", "vrai", "1", "x", "o", "y"}, {"no", "non", "false", "faux", "0", "n"}
_SHOWN_CHOICES = 12


def _parse_text(field: Field, words: str) -> Parsed:
    return Parsed(words)


def _parse_slug(field: Field, words: str) -> Parsed:
    if SLUG.match(words):
        return Parsed(words)
    cleaned = slug(words)
    if not cleaned:
        raise CellError("bad-id")
    return Parsed(cleaned, "id-cleaned")


def _parse_reference(field: Field, words: str) -> Parsed:
    if field.parties:
        return Parsed(_parties(field.parties).get(fold(words), words))
    return Parsed(words)


@cache
def _parties(parties: tuple[str, ...]) -> dict[str, str]:
    return {word: party for party in parties for word in party_words(party)}


@cache
def party_words(party: str) -> frozenset[str]:
    """What people write for a word such as ``collective``: its code or label, with or without article.

    >>> "collectif" in party_words("collective")
    True
    """
    words = {fold(word) for word in (party, *vocabulary("special_parties").label_of(party))}
    return frozenset(words.union(word.removeprefix(article) for word in words for article in _ARTICLES))


def _parse_code(field: Field, words: str) -> Parsed:
    known = vocabulary(field.vocabulary or "")
    found = known.code_of(words)
    if found is not None:
        return Parsed(found)
    near = known.nearest(words)
    if known.open:
        return Parsed(words, "open-code-near" if near else "open-code")
    raise CellError(
        "unknown-code", vocabulary=known.label, choices=choices(field), suggestion=_suggestion(field, words)
    )


def choices(field: Field) -> Text:
    """The codes and labels of the vocabulary of `field`, for a message."""
    terms = list(vocabulary(field.vocabulary or "").terms.values())[:_SHOWN_CHOICES]
    return Text(
        *(", ".join(f"{term.code} ({term.label.in_(language)})" for term in terms) for language in LANGUAGES)
    )


def _suggestion(field: Field, words: str) -> Text:
    near = vocabulary(field.vocabulary or "").nearest(words)
    if near is None:
        return Text("Choisissez un des codes de la liste.", "Choose one of the codes of the list.")
    return Text(
        f"Vouliez-vous dire « {near.code} » ({near.label.fr}) ?",
        f"Did you mean “{near.code}” ({near.label.en})?",
    )


def _parse_date(field: Field, words: str) -> Parsed:
    plain = _MIDNIGHT.sub("", words)
    for parse, repair in ((PartialDate.parse, None), (PartialDate.parse_french, "french-date")):
        try:
            return Parsed(parse(plain), repair if plain == words else "french-date")
        except ValueError:
            continue
    if _SERIAL.match(words):
        day = _FIRST_SERIAL_DAY + datetime.timedelta(days=int(words.split(".")[0]))
        return Parsed(PartialDate.of(day), "serial-date")
    raise CellError("bad-date")


def _parse_decimal(field: Field, words: str) -> Parsed:
    try:
        return Parsed(parse_decimal(words))
    except ValueError:
        pass
    try:
        return Parsed(parse_decimal(plain_number(words)), "french-number")
    except ValueError as error:
        raise CellError("bad-number") from error


def _parse_integer(field: Field, words: str) -> Parsed:
    parsed = _parse_decimal(field, words)
    if parsed.value != parsed.value.to_integral_value() or abs(parsed.value) >= 10**9:
        raise CellError("bad-integer")
    return Parsed(int(parsed.value), parsed.repair)


def _parse_truth(field: Field, words: str) -> Parsed:
    folded = fold(words)
    if folded in _TRUE:
        return Parsed(True)
    if folded in _FALSE:
        return Parsed(False)
    raise CellError("bad-truth")


def _parse_commune(field: Field, words: str) -> Parsed:
    code = words.replace(" ", "").upper()
    if _COMMUNE.match(code):
        return Parsed(code, None if code == words else "code-cleaned")
    if _SHORT_COMMUNE.match(code):
        return Parsed(f"0{code}", "leading-zero")
    raise CellError("bad-commune")


def _parse_territory(field: Field, words: str) -> Parsed:
    code = words.replace(" ", "")
    if _EPCI.match(code):
        return Parsed(code, None if code == words else "code-cleaned")
    try:
        return _parse_commune(field, words)
    except CellError as error:
        raise CellError("bad-territory") from error


def _parse_siren(field: Field, words: str) -> Parsed:
    code = siren_number.compact(words)
    padded = code.zfill(9) if _SHORT_SIREN.match(code) else code
    if not siren_number.is_valid(padded):
        raise CellError("bad-siren")
    if padded != code:
        return Parsed(padded, "leading-zero")
    return Parsed(code, None if code == words else "code-cleaned")


def _parse_rna(field: Field, words: str) -> Parsed:
    code = words.replace(" ", "").upper()
    if not _RNA.match(code):
        raise CellError("bad-rna")
    return Parsed(code, None if code == words else "code-cleaned")


def _parse_url(field: Field, words: str) -> Parsed:
    if words.startswith(("http://", "https://")) and not any(character.isspace() for character in words):
        return Parsed(words)
    if words.startswith("www.") and " " not in words:
        return Parsed(f"https://{words}", "url-completed")
    raise CellError("bad-url")


PARSERS: Mapping[str, Callable[[Field, str], Parsed]] = {
    "slug": _parse_slug,
    "text": _parse_text,
    "url": _parse_url,
    "code": _parse_code,
    "reference": _parse_reference,
    "date": _parse_date,
    "decimal": _parse_decimal,
    "integer": _parse_integer,
    "truth": _parse_truth,
    "territory": _parse_territory,
    "commune": _parse_commune,
    "siren": _parse_siren,
    "rna": _parse_rna,
}

if set(PARSERS) != set(get_args(Kind)):
    raise RuntimeError(f"kinds of field without parser: {set(PARSERS) ^ set(get_args(Kind))}")
