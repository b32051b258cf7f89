"""The checks as rows: code, severity, words in both languages, sources. Read from ``data/checks/*.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from maillage.data import packaged
from maillage.text import LANGUAGES, Text

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From what matters first to what matters last."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What is said of a check. `severity_unknown` and `message_unknown` serve when the dossier does not say."""

    code: str
    family: str
    severity: Severity
    severity_unknown: Severity
    title: Text
    explanation: Text
    why: Text
    levers: tuple[Text, ...]
    message: Text
    message_unknown: Text
    source: str


@cache
def catalogue() -> Mapping[str, CheckRow]:
    """Every check by its code, in the order of families and codes."""
    rows = [
        _row(code, entry)
        for family in packaged.rows("vocabularies/check_families.csv")
        for code, entry in packaged.document(f"checks/{family['code'].lower()}.toml").items()
    ]
    return {row.code: row for row in rows}


def _row(code: str, entry: Mapping[str, Any]) -> CheckRow:
    return CheckRow(
        code=code,
        family=code[:3],
        severity=entry["severity"],
        severity_unknown=entry.get("severity_unknown", "info"),
        title=_text(entry, "title"),
        explanation=_text(entry, "explanation"),
        why=_text(entry, "why"),
        levers=tuple(Text(*pair) for pair in zip(entry["fr"]["levers"], entry["en"]["levers"], strict=True)),
        message=_text(entry, "message"),
        message_unknown=_text(entry, "message_unknown" if "message_unknown" in entry["fr"] else "message"),
        source=entry["source"],
    )


def _text(entry: Mapping[str, Any], part: str) -> Text:
    return Text(*(entry[language][part] for language in LANGUAGES))


@cache
def threshold(name: str) -> Decimal:
    """The value of a threshold of ``data/thresholds.csv``, where its unit and source stand. Raises `KeyError`."""
    return {row["name"]: Decimal(row["value"]) for row in packaged.rows("thresholds.csv")}[name]
