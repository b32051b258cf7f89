"""The words of documents, in both languages: rows of ``data/messages/deliverables.toml`` and of its neighbour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter

from maillage.data.wording import Messages
from maillage.deliverables.document import Line, Words
from maillage.text import Language, Text

MESSAGES = Messages("messages/deliverables.toml")
PARTS = Messages("messages/deliverables_parts.toml")

text = MESSAGES.sentence
part = PARTS.sentence


class DeliverableError(ValueError):
    """A document that cannot be made as asked. `text` says why and what to do, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


def line(template: Text, language: Language, **values: Line | Text | str) -> Line:
    """The words of `template` in `language`, each hole filled with words that keep their own language.

    >>> line(Text("{name} porte", "{name} bears"), "en", name=(Words("La ferme", tongue="fr"),))
    (Words(text='La ferme', tongue='fr', manner=''), Words(text=' bears', tongue='', manner=''))
    """
    return tuple(_pieces(template.in_(language), language, values))


def _pieces(template: str, language: Language, values: dict[str, Line | Text | str]) -> Iterator[Words]:
    for literal, name, _spec, _conversion in Formatter().parse(template):
        if literal:
            yield Words(literal)
        if name:
            yield from _line_of(values[name], language)


def _line_of(value: Line | Text | str, language: Language) -> Line:
    if isinstance(value, str):
        return (Words(value),)
    if isinstance(value, Text):
        return (Words(value.in_(language)),)
    return value


def joined(lines: Iterable[Line], between: str = ", ") -> Line:
    """Lines as one, with the same signs between them.

    >>> len(joined([(Words("a"),), (Words("b"),)]))
    3
    """
    found: list[Words] = []
    for one in lines:
        found += [Words(between)] if found else []
        found += one
    return tuple(found)
