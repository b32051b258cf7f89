"""Words in two languages.

Maillage speaks French first and English second. Everything the library says to a person is a `Text`,
a pair that cannot exist with one half missing; whoever shows it chooses the language at the last moment.
Sentences with values in them are templates kept as data and filled by `fill`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, Language] = ("fr", "en")


class Text(NamedTuple):
    """The same words in French and in English.

    >>> Text("enjeu", "challenge").in_("en")
    'challenge'
    """

    fr: str
    en: str

    def in_(self, language: Language) -> str:
        """The words in `language` ("fr" or "en")."""
        return self.fr if language == "fr" else self.en


def same(words: str) -> Text:
    """A text that reads the same in both languages (a name, a number, a code)."""
    return Text(words, words)


def fill(template: Text, **values: object) -> Text:
    """Put `values` in the named holes of both halves of `template`; a `Text` value gives each half its own words.

    Raises `KeyError` when the template names a value that is not given.

    >>> fill(Text("{n} {what}", "{n} {what}"), n=2, what=Text("acteurs", "actors")).fr
    '2 acteurs'
    """
    return Text(*(template.in_(language).format(**_in(language, values)) for language in LANGUAGES))


def _in(language: Language, values: dict[str, object]) -> dict[str, object]:
    return {name: value.in_(language) if isinstance(value, Text) else value for name, value in values.items()}


def capital(words: Text) -> Text:
    """The same words with a capital letter.

    >>> capital(Text("une paire", "one pair")).fr
    'Une paire'
    """
    return Text(*(half[:1].upper() + half[1:] for half in words))


def lowered(words: Text) -> Text:
    """The same words without capital letter, to stand within a sentence; initials keep theirs.

    >>> lowered(Text("Coopèrent", "Cooperate")).fr
    'coopèrent'
    """
    return Text(*(half if half[1:2].isupper() else half[:1].lower() + half[1:] for half in words))


def series(items: Sequence[Text]) -> Text:
    """Items in a sentence, “and” before the last one; semicolons between the others when one holds a comma.

    >>> series([same("a"), same("b"), same("c")]).en
    'a, b and c'
    """
    if len(items) < 2:
        return items[0] if items else same("")
    head = _side_by_side(items[:-1], crowded=_crowded(items))
    return Text(f"{head.fr} et {items[-1].fr}", f"{head.en} and {items[-1].en}")


def listing(items: Sequence[Text], limit: int = 6) -> Text:
    """Join `items` with commas (semicolons when one holds a comma), counting the surplus over `limit`.

    >>> listing([same("a"), same("b"), same("c")], limit=2).en
    'a, b and 1 more'
    """
    shown, more = items[:limit], len(items) - limit
    joined = _side_by_side(shown, crowded=_crowded(shown))
    if more <= 0:
        return joined
    return Text(f"{joined.fr} et {more} de plus", f"{joined.en} and {more} more")


def shortened(items: Sequence[Text], limit: int, others: Callable[[int], Text]) -> list[Text]:
    """The first `limit` items, then how many others there are, in the words of `others`, when there are any.

    >>> shortened([same("a"), same("b"), same("c")], 1, lambda more: same(f"{more} others"))[1].en
    '2 others'
    """
    more = len(items) - limit
    return [*items[:limit], *([others(more)] if more > 0 else [])]


def semicolons(items: Sequence[Text]) -> Text:
    """Items one after the other; a French semicolon stands after a no-break space.

    >>> semicolons([same("a, b"), same("c")]).fr
    'a, b\\xa0; c'
    """
    return Text("\u00a0; ".join(item.fr for item in items), "; ".join(item.en for item in items))


def joined_by(between: str, items: Sequence[Text]) -> Text:
    """Items one after the other, with the same signs `between` them in both languages.

    >>> joined_by(" – ", [same("a"), same("b")]).en
    'a – b'
    """
    return Text(*(between.join(item.in_(language) for item in items) for language in LANGUAGES))


def _crowded(items: Sequence[Text]) -> bool:
    return any("," in words for item in items for words in item)


def _side_by_side(items: Sequence[Text], *, crowded: bool) -> Text:
    return semicolons(items) if crowded else joined_by(", ", items)
