"""What `network` prints: sentences first, figures after, and a sentence when it cannot be done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from maillage.network.result import CODES
from tests.maillage.cli.conftest import DAY, Run

ROOT = Path(__file__).resolve().parents[3]
KALUNDBORG = ROOT / "examples" / "kalundborg"


def test_the_words_come_before_the_figures_and_say_what_a_facilitator_reads(run: Run) -> None:
    done = run("network", KALUNDBORG, "--at", DAY)
    assert (done.code, done.err) == (0, "")
    out = done.out.replace("\u00a0", " ")
    places = [
        out.index(words)
        for words in (
            "La forme du réseau",
            "11 paires sont reliées sur les 45 possibles entre 10 acteurs.",
            "s’appuie sur un pivot",
            "Sans « Asnæs », les 9 autres acteurs reliés se retrouveraient en 5 morceaux",
            "Ce qui est compté",
            "Chiffres",
            "Densité (part des paires possibles qui sont reliées)",
        )
    ]
    assert places == sorted(places)
    assert "sur 200" in out


def test_english_and_a_narrow_screen_say_the_same(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    done = run("network", KALUNDBORG, "--at", DAY, language="en")
    assert "Without “Asnæs”, the 9 other linked actors would be in 5 parts" in done.out
    assert "The shape of the network · Density" in done.out


def test_json_holds_every_reading_its_rows_and_its_conventions(run: Run) -> None:
    answer = run("network", KALUNDBORG, "--at", DAY, "--draws", 50, "--seed", 7, "--format", "json").json()
    assert (list(answer["readings"]), answer["draws"], answer["seed"]) == (list(CODES), 50, 7)
    assert set(answer["doubts"]) == {"high", "medium", "low", "unsaid", "missing_share"}
    shape = answer["readings"]["shape"]
    assert set(shape) == {"title", "said", "values", "items", "rests_on", "caution"}
    density = shape["values"][0]
    assert density["value"] == pytest.approx(11 / 45)
    assert density["low"] <= density["value"] <= density["high"]
    again = run("network", KALUNDBORG, "--at", DAY, "--draws", 50, "--seed", 7, "--format", "json").json()
    assert again == answer


def test_kinds_levels_and_directions_narrow_the_links(run: Run) -> None:
    def links(*asked: str) -> set[str]:
        answer = run("network", KALUNDBORG, "--at", DAY, *asked, "--format", "json").json()
        return {link["kind"] for link in answer["network"]["links"]}

    assert links("--kind", "flow", "--kind", "commitment") == {"flow", "commitment"}
    assert links("--level", "exchange") == {"tie"}
    assert links("--direction", "vertical") == set()


def test_a_dossier_without_link_is_read_in_sentences(run: Run, folder: Path) -> None:
    done = run("network", folder, "--at", DAY)
    assert done.code == 0
    assert done.out.count("Sans lien entre deux acteurs") == 1


def test_what_cannot_be_asked_is_said(run: Run, tmp_path: Path) -> None:
    done = run("network", KALUNDBORG, "--level", "cooperaton")
    assert (done.code, "cooperation" in done.err) == (2, True)
    assert run("network", KALUNDBORG, "--draws", "-3").code == 2
    assert run("network", tmp_path / "absent").code == 2


def test_without_its_extra_the_command_says_what_to_install() -> None:
    line = (
        "import sys; sys.modules['rustworkx'] = None; from maillage.cli import main; "
        f"main(['network', {str(KALUNDBORG)!r}, '--lang', 'en'])"
    )
    done = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "maillage[network]"' in done.stderr
    assert "Traceback" not in done.stderr
