"""A document as a web page: the part that the site puts in its frame, or one file that needs nothing else."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from maillage.data import packaged
from maillage.deliverables.document import Document
from maillage.deliverables.wording import text

_FOLDER = "deliverables"


def fragment(document: Document) -> Markup:
    """The document as an ``<article>``, with classes and no style. Everything a dossier says is escaped."""
    told = _template("article.html.jinja").render(
        document=document, words=_words(document), kinds=_KINDS, picture=Markup, safe_url=_is_address
    )
    return Markup(told)


def render(document: Document) -> str:
    """One HTML file: no network, no script, printable."""
    return _template("page.html.jinja").render(
        document=document, article=fragment(document), style=Markup(style())
    )


def style() -> str:
    """The style sheet of documents and of their pictures."""
    return packaged.text("report/static/articulation.css") + packaged.text("report/static/document.css")


_KINDS = {
    "Heading": "heading",
    "Paragraph": "paragraph",
    "ListBlock": "list",
    "TableBlock": "table",
    "Facts": "facts",
    "Blank": "blank",
    "Picture": "picture",
}


def _words(document: Document) -> dict[str, str]:
    told = {name: text(f"common.{name}").in_(document.language) for name in ("sources", "no-sources")}
    readers = text("common.for", readers=document.readers).in_(document.language)
    return {"sources": told["sources"], "no_sources": told["no-sources"], "readers": readers}


def _is_address(words: str) -> bool:
    return words.startswith(("https://", "http://"))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(packaged.text(f"{_FOLDER}/{name}"))
