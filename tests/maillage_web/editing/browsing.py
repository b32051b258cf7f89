"""What a browser without script sends of a page: the successful controls of its forms, by the rules of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.http import QueryDict

Pair = tuple[str, str]


@dataclass
class _Select:
    name: str
    multiple: bool
    options: list[tuple[str, bool]] = field(default_factory=list)

    def pairs(self) -> Iterator[Pair]:
        chosen = [value for value, selected in self.options if selected]
        if not self.multiple:
            chosen = chosen[-1:] or [value for value, _ in self.options[:1]]
        yield from ((self.name, value) for value in chosen)


class Controls(HTMLParser):
    """The pairs that the controls of a page would send, and the ids and names they carry."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pairs: list[Pair] = []
        self.ids: list[str] = []
        self.pointed: set[str] = set()
        self._select: _Select | None = None
        self._textarea: str | None = None
        self._words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        for name in ("for", "aria-describedby", "list"):
            self.pointed |= set(values.get(name, "").split())
        if tag == "input":
            self._input(values)
        elif tag == "textarea":
            self._textarea, self._words = values["name"], ""
        elif tag == "select":
            self._select = _Select(values["name"], "multiple" in values)
        elif tag == "option" and self._select:
            self._select.options.append((values["value"], "selected" in values))

    def _input(self, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        if not values.get("name") or kind in ("submit", "button", "file"):
            return
        if kind in ("radio", "checkbox") and "checked" not in values:
            return
        self.pairs.append((values["name"], values.get("value", "").replace("\n", "")))

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            words = self._words.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
            self.pairs.append((self._textarea, words))
            self._textarea = None
        elif tag == "select" and self._select:
            self.pairs += self._select.pairs()
            self._select = None


def sent(page: str) -> QueryDict:
    """What sending the page as it stands gives to the server."""
    return QueryDict(urlencode(Controls(page).pairs))
