"""Write the reference pages of ``docs/`` from the definitions: ``python -m tools.docs``.

The tables and fields of a dossier come from the row classes, the checks from their catalogue. A test says when a
page is behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from maillage.articulation.catalogue import CheckRow, catalogue
from maillage.dossier.documentation import page
from maillage.dossier.vocabularies import vocabulary
from maillage.text import LANGUAGES, Language, Text
from tools import examples, indicators

ROOT = Path(__file__).resolve().parent.parent
GUIDE = {"fr": ROOT / "docs" / "guide" / "dossier.fr.md", "en": ROOT / "docs" / "guide" / "dossier.md"}
CHECKS = ROOT / "docs" / "methods" / "checks"

_LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
_SEVERITY = Text("Gravité", "Severity")
_WHEN_UNKNOWN = Text("si le dossier ne le dit pas : {severity}", "when the dossier does not say: {severity}")
_PARTS = (
    ("message", Text("Ce que dit Maillage", "What Maillage says")),
    ("explanation", Text("Ce qui est vérifié", "What is checked")),
    ("why", Text("Pourquoi c’est important", "Why it matters")),
    ("levers", Text("Leviers", "Levers")),
    ("source", Text("Source", "Source")),
)
_HOLE = re.compile(r"\{\w+\}")


def pages() -> dict[Path, str]:
    """Every generated page and its text."""
    guide = {GUIDE[language]: page(language) for language in LANGUAGES}
    checks = {CHECKS / f"{code}.md": check_page(row) for code, row in catalogue().items()}
    written = {CHECKS / "README.md": index(catalogue()), indicators.PATH: indicators.page()}
    return guide | checks | written | examples.pages()


def check_page(row: CheckRow) -> str:
    """The page of one check, in French then in English."""
    lines = [f"# {row.code}", ""]
    for language in LANGUAGES:
        lines += [
            f"## {_LANGUAGE_NAMES[language]} : {row.title.fr}"
            if language == "fr"
            else f"## English: {row.title.en}",
            "",
        ]
        lines += [_severity(row, language), ""]
        for part, heading in _PARTS:
            lines += [f"### {heading.in_(language)}", "", *_said(row, part, language), ""]
    return "\n".join(lines).rstrip() + "\n"


def _severity(row: CheckRow, language: Language) -> str:
    levels = vocabulary("severities")
    said = f"{_SEVERITY.in_(language)}{_colon(language)} {levels.label_of(row.severity).in_(language)}"
    if row.severity_unknown != row.severity:
        unknown = levels.label_of(row.severity_unknown).in_(language)
        said += (
            f" ; {_WHEN_UNKNOWN.fr.format(severity=unknown)}"
            if language == "fr"
            else f"; {_WHEN_UNKNOWN.en.format(severity=unknown)}"
        )
    return f"{said}."


def _colon(language: Language) -> str:
    return " :" if language == "fr" else ":"


def _said(row: CheckRow, part: str, language: Language) -> Iterator[str]:
    """The lines of one part; the holes of a message, filled for each dossier, show as dots."""
    if part == "levers":
        yield from (f"- {lever.in_(language)}" for lever in row.levers)
    elif part == "source":
        yield row.source
    elif part == "message":
        messages = dict.fromkeys((row.message.in_(language), row.message_unknown.in_(language)))
        yield "\n>\n".join(f"> {_HOLE.sub('…', message)}" for message in messages)
    else:
        yield getattr(row, part).in_(language)


def index(rows: Mapping[str, CheckRow]) -> str:
    """The list of the checks, by family."""
    families = vocabulary("check_families")
    lines = [
        "# Contrôles / Checks",
        "",
        f"Les {len(rows)} contrôles de Maillage, par famille. Chacun peut être mis de côté dans un dossier, avec une "
        "raison et une date.",
        "",
        f"The {len(rows)} checks of Maillage, by family. Each can be set aside in a dossier, with a reason and a date.",
        "",
    ]
    for family, term in families.terms.items():
        lines += [
            f"## {family} : {term.label.fr} / {term.label.en}",
            "",
            term.definition.fr,
            "",
            term.definition.en,
            "",
        ]
        lines += ["| code | contrôle | check |", "|---|---|---|"]
        lines += [
            f"| [{code}]({code}.md) | {row.title.fr} | {row.title.en} |"
            for code, row in rows.items()
            if row.family == family
        ]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def behind() -> list[Path]:
    """The pages that are not as they should be: old, missing, or of a check that is gone."""
    wanted = pages()
    late = [
        path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    return late + [path for path in CHECKS.glob("*.md") if path not in wanted]


def main() -> None:
    """Write the pages that are behind, remove those of checks that are gone."""
    wanted = pages()
    for path in behind():
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()


if __name__ == "__main__":
    main()
