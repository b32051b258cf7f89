"""The built-in guide: how an ecosystem is initiated and supported, in our own words, page by page.

A page is two Markdown files, one per language, and a row of ``data/guide/pages.csv`` that ties it to phases of a
journey, to checks and to obstacles. What it takes from elsewhere cites its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from maillage.data import packaged
from maillage.text import Text

_FOLDER = "guide"


@dataclass(frozen=True, slots=True)
class GuideSource:
    """A document that a page rests on."""

    code: str
    title: str
    author: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide: its text in Markdown, and what it helps with.

    `phases` are written ``journey/phase`` (``collective/existing``), `checks` are check codes, `obstacles` codes of the
    vocabulary of obstacles.
    """

    code: str
    title: Text
    summary: Text
    body: Text
    phases: tuple[str, ...]
    checks: tuple[str, ...]
    obstacles: tuple[str, ...]
    sources: tuple[GuideSource, ...]

    def html(self, language: str) -> str:
        """The text as HTML, its headings below that of the page. Raw HTML in it stays text."""
        return str(_markdown().render(self.body.fr if language == "fr" else self.body.en))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@cache
def pages() -> tuple[GuidePage, ...]:
    """Every page, in reading order."""
    sources = {
        row["code"]: GuideSource(row["code"], row["title"], row["author"], row["url"], row["date"])
        for row in packaged.rows(f"{_FOLDER}/sources.csv")
    }
    return tuple(_page(row, sources) for row in packaged.rows(f"{_FOLDER}/pages.csv"))


def page(code: str) -> GuidePage:
    """The page of this code. Raises `KeyError`."""
    for one in pages():
        if one.code == code:
            return one
    raise KeyError(code)


def pages_for(*, phase: str = "", check: str = "", obstacle: str = "") -> tuple[GuidePage, ...]:
    """The pages that help with a phase (``collective/existing``), a check or an obstacle.

    >>> "actors" in [one.code for one in pages_for(phase="collective/actors")]
    True
    """
    return tuple(
        one
        for one in pages()
        if (phase and phase in one.phases)
        or (check and check in one.checks)
        or (obstacle and obstacle in one.obstacles)
    )


def _page(row: Mapping[str, str], sources: Mapping[str, GuideSource]) -> GuidePage:
    code = row["code"]
    return GuidePage(
        code=code,
        title=Text(row["title_fr"], row["title_en"]),
        summary=Text(row["summary_fr"], row["summary_en"]),
        body=Text(*(packaged.text(f"{_FOLDER}/{code}.{language}.md") for language in ("fr", "en"))),
        phases=_words(row["phases"]),
        checks=_words(row["checks"]),
        obstacles=_words(row["obstacles"]),
        sources=tuple(sources[one] for one in _words(row["sources"])),
    )


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(";") if word.strip())
