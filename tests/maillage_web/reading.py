"""A page as a reader meets it: its elements, its words, its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "source"}
SILENT = {"script", "style"}


@dataclass(slots=True)
class Element:
    """A tag, its attributes and which of the words of the page are directly or indirectly inside."""

    tag: str
    attributes: dict[str, str]
    page: list[str] = field(repr=False)
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        """What is inside, as it was read."""
        return self.page[self.start : self.end]

    @property
    def text(self) -> str:
        """The words inside, joined and with single spaces."""
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """A parsed page, put together once: hundreds of sentences are looked for in it. Fails on tags that do not match."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self._words: list[str] = []
        self.feed(content)
        self.close()
        assert self._open == [], f"left open: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        here = len(self._words)
        element = Element(tag, {name: value or "" for name, value in attrs}, self._words, here, here)
        self.elements.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop().end = len(self._words)

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of these tags."""
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str) -> Element:
        """The only element with this tag."""
        found = self.all(tag)
        assert len(found) == 1, f"{len(found)} <{tag}>"
        return found[0]

    @cached_property
    def text(self) -> str:
        """All the words of the page."""
        return self.one("body").text

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @cached_property
    def links(self) -> list[str]:
        """Every address that one can follow."""
        return [element.attributes["href"] for element in self.all("a") if "href" in element.attributes]

    @cached_property
    def assets(self) -> list[str]:
        """Every address that the browser loads by itself."""
        loaded = [element.attributes.get("src") for element in self.all("script", "img", "iframe", "source")]
        loaded += [element.attributes.get("href") for element in self.all("link", "use", "image")]
        return [address for address in loaded if address]
