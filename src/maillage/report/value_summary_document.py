"""The one-page summary of value as the source of a PDF: the words enter as JSON, never as markup."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from maillage.data import packaged
from maillage.report.value_summary import Summary, words
from maillage.text import Language, Text


def source(summary: Summary, language: Language) -> str:
    """The typst source of `summary` in `language`, self-contained."""
    data = {"language": language, "words": words(language), "summary": plain(summary, language)}
    literal = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'#let data = json(bytes("{literal}"))\n{packaged.text("report/value_summary.typ")}'


def plain(value: Any, language: Language) -> Any:
    """The words of a summary in one language, as lists and dictionaries of texts."""
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, tuple):
        return [plain(each, language) for each in value]
    return {each.name: plain(getattr(value, each.name), language) for each in fields(value)}
