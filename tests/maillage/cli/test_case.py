"""What `case` prints: the case, what was replaced, what remains, and that it is no proof."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.maillage.cli.conftest import Run


def test_a_case_is_printed_with_its_preview(run: Run) -> None:
    done = run("case", ROOT / "examples" / "ecopole-audruicq", language="en")
    assert (done.code, done.err) == (0, "")
    for said in ("This is a help, not a proof", "What was replaced", "What remains and could identify"):
        assert said in done.out
    assert "Audruicq" not in done.out.split("This is a help")[0]
