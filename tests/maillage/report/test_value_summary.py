"""The one-page summary of value: on one page, in both languages, nothing left out of what it rests on."""

from __future__ import annotations

import datetime
import re
from functools import cache

import pytest

from maillage.data import packaged
from maillage.io import load, pdf
from maillage.report.value_summary import Summary, build_summary
from maillage.report.value_summary_document import plain, source
from maillage.text import LANGUAGES, Text, same
from maillage.value.comparing import compare_rules
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.lines import lines_of
from maillage.value.uncertainty import outcomes
from tests.conftest import ROOT
from tests.maillage.territory.wording import faults

EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if (path / "dossier.csv").is_file())
ON = datetime.date(2026, 9, 1)


@cache
def made(name: str) -> tuple[Summary, Ledger]:
    """The summary of an example, and its ledger."""
    dossier = load(ROOT / "examples" / name).dossier
    assert dossier is not None
    lines = lines_of(dossier, ON)
    ledger = ledger_of(lines)
    found = build_summary(
        same(dossier.record.title), ledger, compare_rules(dossier, ON, lines), outcomes(lines)
    )
    return found, ledger


@pytest.mark.parametrize("name", EXAMPLES)
def test_everyone_with_a_balance_every_assumption_and_every_hole_is_on_the_page(name: str) -> None:
    found, ledger = made(name)
    told = {line.name.fr for line in found.actors}
    assert {ledger.lines.names.account(account).fr for account in ledger.balances()} <= told
    assert set(ledger.lines.assumptions.with_text()) <= set(found.assumptions)
    assert len(found.missing) == len(ledger.lines.left_out)
    assert all(len(rule.shares) == len(found.players) for rule in found.rules)
    assert found.rules[0].label.fr == "Situation présente"
    for language in LANGUAGES:
        words = str(plain(found, language))
        assert not re.search(r"\b(nan|inf|None|Decimal)\b", words)
        assert "{" not in words.replace("{'", "").replace("[{", "")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_is_one_sheet_and_a_second_for_what_is_long(name: str) -> None:
    pytest.importorskip("typst")
    content = pdf.compile(source(made(name)[0], "fr"))
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) in (1, 2)
    assert b"/StructTreeRoot" in content


def test_money_stands_apart_from_the_rest() -> None:
    line = next(each for each in made("ikos")[0].actors if each.name.fr.startswith("SCIC"))
    assert "€" in line.net.fr
    others = [each.apart.fr for each in made("ikos")[0].actors if each.apart.fr]
    assert others
    assert "€" not in "".join(others)


def test_words_are_set_as_a_printer_would_and_a_dossier_cannot_write_markup() -> None:
    entries = packaged.document("messages/value_summary.toml")["summary"].items()
    assert faults((name, Text(entry["fr"], entry["en"])) for name, entry in entries) == []
    found, ledger = made(EXAMPLES[0])
    wild = build_summary(same('#panic("x") \\ " $'), ledger, compare_rules_of(EXAMPLES[0]), None)
    assert pdf.compile(source(wild, "en")).startswith(b"%PDF-")
    assert len(wild.actors) <= len(found.actors)


def compare_rules_of(name: str) -> object:
    """The rules of an example, compared."""
    dossier = load(ROOT / "examples" / name).dossier
    assert dossier is not None
    return compare_rules(dossier, ON)
