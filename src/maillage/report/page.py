"""The report as one self-contained HTML file: no network, readable without script, printable."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from maillage.articulation.analysis import Analysis
from maillage.data import packaged
from maillage.report.content import build_content
from maillage.report.picture import draw
from maillage.report.words import words
from maillage.text import Language


def render(analysis: Analysis, language: Language) -> str:
    """The HTML of the report of `analysis` in `language`. Everything a dossier says is escaped."""
    return _template().render(
        language=language,
        content=build_content(analysis, language),
        words=words(language),
        picture=Markup(draw(analysis, language)),  # the picture escapes its own words
        styles=[Markup(_static(name)) for name in ("articulation.css", "report.css")],
        script=Markup(_static("articulation.js")),
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(packaged.text("report/page.html.jinja"))


def _static(name: str) -> str:
    return packaged.text(f"report/static/{name}")
