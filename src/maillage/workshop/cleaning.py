"""Words and numbers that strangers send, made safe to keep: cleaned once, they stay the same when cleaned again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from maillage.dossier.values import PartialDate, format_decimal, parse_decimal, plain_number
from maillage.workshop.limits import LAST_SHEET, LONGEST_TEXT
from maillage.workshop.refusals import refused

_BLANKS = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"  # within words of some languages, and within emoji
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_FAR_TOO_LONG = 20
_SHOWN = 40

Content = Mapping[str, Any]


def words(content: Content, name: str, longest: int = LONGEST_TEXT, *, required: bool = True) -> str:
    """The words under `name`: no control nor direction characters, single blanks, NFC, at most `longest` characters.

    >>> words({"text": " dit\\u202e  ici\\x00 "}, "text")
    'dit ici'
    """
    found = content.get(name)
    if found is None and not required:
        return ""
    cleaned = line(found, name, longest)
    if required and not cleaned:
        raise refused("empty", name=name)
    return cleaned


def line(found: Any, name: str, longest: int) -> str:
    """`found`, cleaned, when it is words of that length; raises `Refusal`."""
    if found is None:
        raise refused("empty", name=name)
    if not isinstance(found, str):
        raise refused("not-text", name=name)
    if len(found) > _FAR_TOO_LONG * longest:
        raise refused("too-long", name=name, found=len(found), longest=longest)
    cleaned = _cleaned(found)
    if len(cleaned) > longest:
        raise refused("too-long", name=name, found=len(cleaned), longest=longest)
    return cleaned


def _cleaned(found: str) -> str:
    spaced = _BLANKS.sub(" ", found)
    if not spaced.isascii() or not spaced.isprintable():
        kept = (one for one in spaced if one in _JOINERS or unicodedata.category(one) not in _INVISIBLE)
        spaced = _BLANKS.sub(" ", unicodedata.normalize("NFC", "".join(kept)))
    return spaced.strip(f" {_JOINERS}")


def shortened(found: object) -> str:
    """What somebody sent, short and clean enough to be told back."""
    return _cleaned(str(found)[:_SHOWN]) if isinstance(found, str) else type(found).__name__


def only(content: Any, names: Collection[str]) -> Content:
    """The content, when it is an object that has no other fields than `names`."""
    if not isinstance(content, Mapping):
        raise refused("not-an-object")
    for name in content:
        if name not in names:
            raise refused("unknown-field", name=shortened(name))
    return content


def whole(found: Any, name: str, lowest: int, highest: int) -> int:
    """A whole number between two bounds."""
    if isinstance(found, bool) or not isinstance(found, int) or not lowest <= found <= highest:
        raise refused("not-whole", name=name, lowest=lowest, highest=highest)
    return found


def amount(content: Content, name: str) -> str:
    """An amount, as the text of a plain decimal; "" when there is none.

    >>> amount({"amount": "1 250,50 €"}, "amount")
    '1250.5'
    """
    found = content.get(name)
    if found is None or found == "":
        return ""
    if isinstance(found, bool) or not isinstance(found, (str, int, float)):
        raise refused("not-a-number", name=name)
    try:
        number = parse_decimal(plain_number(str(found)))
    except ValueError as error:
        raise refused("not-a-number", name=name) from error
    if number < 0:
        raise refused("not-a-number", name=name)
    return format_decimal(number)


def one_of(found: Any, name: str, codes: Collection[str]) -> str:
    """One of the codes offered."""
    if not isinstance(found, str) or found not in codes:
        raise refused("unknown-code", name=name, choices=", ".join(codes))
    return found


def day(content: Content, name: str) -> str:
    """A date, a month or a year in ISO form; "" when there is none."""
    found = words(content, name, _SHOWN, required=False)
    if not found:
        return ""
    try:
        return str(PartialDate.parse(found))
    except ValueError as error:
        raise refused("not-a-date", name=name) from error


def items(content: Content, name: str, most: int) -> Sequence[Any]:
    """The list under `name`, of at most `most` items; an empty one when there is none."""
    found = content.get(name)
    if found is None:
        return ()
    if not isinstance(found, (list, tuple)):
        raise refused("not-a-list", name=name)
    if len(found) > most:
        raise refused("too-many-items", name=name, found=len(found), most=most)
    return found


def truth(content: Content, name: str) -> bool:
    """Yes or no; no when it is not said."""
    found = content.get(name, False)
    if not isinstance(found, bool):
        raise refused("not-a-truth", name=name)
    return found


def sheet(content: Content) -> int:
    """The number of a sheet of paper."""
    return whole(content["sheet"], "sheet", 1, LAST_SHEET)


def filled(**values: Any) -> dict[str, Any]:
    """The values that say something: no empty words nor lists, no None.

    >>> filled(text="ici", why="", signed=False)
    {'text': 'ici'}
    """
    return {name: value for name, value in values.items() if value not in ("", None, False, [], {})}
