"""The report as the source of a PDF, for the typst compiler. The dossier enters as JSON, never as markup."""

from __future__ import annotations

import json
import re

from maillage.articulation.analysis import Analysis
from maillage.data import packaged
from maillage.report.content import build_content
from maillage.report.picture import draw
from maillage.report.words import words
from maillage.text import Language


def source(analysis: Analysis, language: Language) -> str:
    """The typst source of the report of `analysis` in `language`, self-contained."""
    style = resolved(packaged.text("report/static/articulation.css"))
    data = {
        "language": language,
        "words": words(language),
        "content": build_content(analysis, language).as_dict(),
        "picture": draw(analysis, language, style=style),
    }
    literal = _literal(json.dumps(data, ensure_ascii=False))
    return f"#let data = json(bytes({literal}))\n{packaged.text('report/document.typ')}"


def _literal(plain: str) -> str:
    """A typst string literal."""
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_VARIABLE = re.compile(r"(--[\w-]+):\s*([^;]+);")
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_FONT = '.articulation text { font-family: "Libertinus Serif"; }'


def resolved(style: str) -> str:
    """A style sheet without variables nor media rules, which the PDF engine does not know, in a font it brings."""
    plain = _MEDIA.sub("", style)
    values = dict(_VARIABLE.findall(plain))
    plain = re.sub(r"var\((--[\w-]+)\)", lambda match: values[match[1]], _VARIABLE.sub("", plain))
    return f"{plain}\n{_FONT}"
