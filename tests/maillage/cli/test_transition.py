"""What `transition` prints: stages in sentences, years in a grid, where numbers come from; and why it cannot be done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.maillage.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[3]
IKOS = ROOT / "examples" / "ikos"
CAISSE = ROOT / "examples" / "caisse-alimentaire-montpellier"


def test_a_type_alone_is_told_with_its_caution(run: Run) -> None:
    done = run("transition", "--preset", "pay_per_use", "--years", 10)
    assert (done.code, done.err) == (0, "")
    out = done.out.replace("\u00a0", " ")
    for words in (
        "Tous ces nombres sont inventés",
        "Même besoin d’usage aux trois stades, 10 années",
        "Point bas de la trésorerie : −",
        "illustration : Paiement à l’usage",
    ):
        assert words in out, words


def test_json_says_ranges_and_a_trial_changes_them(run: Run) -> None:
    line = ("transition", "--preset", "sharing", "--draws", 256, "--years", 5, "--format", "json")
    answer, again, tried = run(*line).json(), run(*line).json(), run(*line, "--set", "fee=9").json()
    assert answer == again
    assert answer["stages"]["volume"] == tried["stages"]["volume"]
    cash = [
        one["stages"]["use_performance"]["series"]["cash"]["values"]["middle"][-1] for one in (answer, tried)
    ]
    assert cash[0] < cash[1]
    assert answer["missing"] == []
    assert {one["origin"] for one in tried["inputs"]} == {"preset", "asked"}


def test_a_dossier_says_what_it_knows_and_what_is_missing(run: Run) -> None:
    done = run("transition", CAISSE, "caisse", "--at", "2024-06-01", language="en")
    assert done.code == 0
    assert "Nothing can be computed at this stage yet" in done.out
    assert "What is not said:" in done.out
    assert "accounts of 2024" in done.out
    nothing = run("transition", CAISSE, "cirad", "--at", "2024-06-01", language="en")
    assert nothing.code == 0
    assert "says no yearly number for the move" in nothing.out
    assert run("transition", CAISSE, "cirad", "--format", "json").json()["inputs"] == []


def test_what_happens_once_is_named_and_an_illustration_leaves_it_out(run: Run) -> None:
    done = run("transition", IKOS, "ikos-scic", "--at", "2026-06-01", language="en")
    assert done.code == 0
    words = " ".join(done.out.replace("\u00a0", " ").split())
    assert "Once, not counted in each year" in words
    assert "18,500,000 € borne, in 2024; an investment." in words
    answer = run("transition", IKOS, "ikos-scic", "--at", "2026-06-01", "--format", "json").json()
    assert sorted(one["likely"] for one in answer["apart"]) == [4e6, 6.5e6, 18.5e6]
    line = ("transition", IKOS, "ikos-scic", "--at", "2026-06-01", "--preset", "advice", "--format", "json")
    shown = run(*line).json()
    assert {one["origin"] for one in shown["inputs"]} == {"preset"}
    assert shown["caution"]["en"].startswith(
        "An illustration: all numbers are invented; those of the dossier"
    )
    assert shown["stages"] == run("transition", "--preset", "advice", "--format", "json").json()["stages"]


def test_what_cannot_be_done_is_a_sentence(run: Run) -> None:
    for line, said in (
        ((), "Dites quel dossier"),
        ((CAISSE,), "Dites aussi quel acteur"),
        ((CAISSE, "caiss"), "Vouliez-vous dire"),
        (("--preset", "louer"), "n’est pas un type connu"),
        (("--preset", "advice", "--set", "fee=cher"), "n’est pas un nombre"),
        (("--preset", "advice", "--years", "99"), "entre 1 et 60"),
        (("--preset", "advice", "--draws", "3"), "tirages"),
    ):
        done = run("transition", *line)
        assert done.code == 2, line
        assert said in done.err, line


def test_without_its_engines_the_command_says_what_to_install() -> None:
    code = (
        "import sys\n"
        "for name in ('numpy', 'scipy'): sys.modules[name] = None\n"
        "from maillage.cli import main\n"
        "main(['transition', '--preset', 'advice', '--lang', 'en'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "maillage[value]" in done.stderr
