"""Write, in the page of each example, what the checks find in it: computed, never typed.

The day is fixed so that the pages change only when the dossiers or the checks do.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.catalogue import SEVERITIES
from maillage.dossier.vocabularies import vocabulary
from maillage.io import load
from maillage.report.words import word
from maillage.text import Language, Text

ON = datetime.date(2026, 11, 1)
FOLDER = Path(__file__).parents[1] / "examples"
PAGES: dict[Language, str] = {"fr": "README.md", "en": "README.en.md"}
_OPEN, _CLOSE = "<!-- findings -->", "<!-- /findings -->"
_INTRODUCTION = Text(
    "Au {date}, calculé par `maillage check examples/{name} --on {date} --lang fr` : {counts}",
    "On {date}, computed by `maillage check examples/{name} --on {date} --lang en`: {counts}",
)
_TOLD = ("error", "warning")


def examples() -> list[Path]:
    """The folders of the examples."""
    return sorted(path.parent for path in FOLDER.glob("*/dossier.csv"))


def page(folder: Path, language: Language) -> str:
    """The page of an example with its findings as they are computed now."""
    text = (folder / PAGES[language]).read_text(encoding="utf-8")
    before, _, rest = text.partition(_OPEN)
    _, _, after = rest.partition(_CLOSE)
    return f"{before}{_OPEN}\n\n{_findings(folder, language)}\n{_CLOSE}{after or chr(10)}"


def _findings(folder: Path, language: Language) -> str:
    dossier = load(folder).dossier
    if dossier is None:
        raise ValueError(f"{folder} cannot be read")
    analysis = analyse(dossier, ON)
    numbers = analysis.counts()
    counts = word("counts", language).format(
        **numbers["findings"] | {"unknown": numbers["certainty"]["unknown"]}
    )
    introduction = _INTRODUCTION.in_(language).format(date=ON, name=folder.name, counts=counts)
    sections = [_section(analysis, severity, language) for severity in SEVERITIES if severity in _TOLD]
    return "\n".join([introduction, "", *filter(None, sections)])


def _section(analysis: Analysis, severity: str, language: Language) -> str:
    found = [finding for finding in analysis.findings if finding.severity == severity]
    if not found:
        return ""
    lines = [
        f"- `{one.code}`{' ?' if one.certainty == 'unknown' else ''} {one.message.in_(language)}"
        for one in found
    ]
    return "\n".join([f"**{vocabulary('severities').label_of(severity).in_(language)}**", "", *lines, ""])


def pages() -> dict[Path, str]:
    """Every page of every example and its text."""
    return {
        folder / name: page(folder, language) for folder in examples() for language, name in PAGES.items()
    }
