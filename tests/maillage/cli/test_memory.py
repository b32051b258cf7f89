"""What `memory` prints: decisions in threads, commitments with their answers, resources by rater."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.maillage.cli.conftest import Run

IKOS = ROOT / "examples" / "ikos"


def test_the_parts_asked_for_are_told_in_order(run: Run) -> None:
    done = run("memory", IKOS, "--on", "2026-11-24", "--decisions", "--commitments")
    assert (done.code, done.err) == (0, "")
    out = done.out.replace("\u00a0", " ")
    assert out.index("15 000 m²") < out.index("Environ 13 000 m²")
    assert "Répond à « Donner le terrain" in out
    assert "Ressources" not in out
    whole = run("memory", IKOS, "--on", "2026-11-24", language="en").out
    assert "No learning is noted on that day." in whole
    assert "Intangible resources" in whole


def test_json_holds_threads_states_and_raters(run: Run) -> None:
    told = run("memory", IKOS, "--on", "2026-11-24", "--format", "json").json()
    assert set(told) == {"on", "decisions", "learnings", "commitments", "resources"}
    assert any(len(thread) > 1 for thread in told["decisions"]["threads"])
    assert told["commitments"][0]["states"][0]["status"] == "proposed"
    assert "raters" in told["resources"][0]
