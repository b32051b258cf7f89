"""Words in two languages.

Maillage speaks French first and English second. Everything the library says to a person is a `Text`,
a pair that cannot exist with one half missing; whoever shows it chooses the language at the last moment.
Sentences with values in them are templates kept as data and filled by `fill`.
"""

from __future__ import annotations

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


def listing(items: list[Text], limit: int = 6) -> Text:
    """Join `items` with commas (semicolons when one holds a comma), counting the surplus over `limit`.

    >>> listing([same("a"), same("b"), same("c")], limit=2).en
    'a, b and 1 more'
    """
    shown, more = items[:limit], len(items) - limit
    between = "; " if any("," in words for item in shown for words in item) else ", "
    french, english = (between.join(item.in_(language) for item in shown) for language in LANGUAGES)
    if more <= 0:
        return Text(french, english)
    return Text(f"{french} et {more} de plus", f"{english} and {more} more")
