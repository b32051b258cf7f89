"""What `deliver` writes, for whom, and what it refuses in a sentence."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document as word_document

from tests.maillage.cli.conftest import DAY, Run

ROOT = Path(__file__).resolve().parents[3]
LORIENT = ROOT / "examples" / "lorient-reemploi"
LINES = [["-o", "d.html"], ["-o", "d.pdf"], ["-o", "d.docx"], ["-o", "e.html", "--since", "2022"]]
NEEDED = ["maillage[pdf]", "maillage[journey]", "maillage[network]"]


def test_the_format_is_the_one_asked_for_or_that_of_the_name(run: Run, tmp_path: Path) -> None:
    page, paper, word, book, poster = (
        tmp_path / f"d.{one}" for one in ("html", "pdf", "docx", "xlsx", "svg")
    )
    done = run("deliver", LORIENT, "one-page", "-o", page, "--at", DAY)
    assert (done.code, done.err) == (0, "")
    assert "Une page pour les élus" in page.read_text(encoding="utf-8")
    assert run("deliver", LORIENT, "agreement", "-o", paper).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert (
        run("deliver", LORIENT, "state", "-o", word, "--since", "vingt-acteurs", "--language", "en").code == 0
    )
    told = [one.text for one in word_document(io.BytesIO(word.read_bytes())).paragraphs]
    assert "What changed since 30 June 2022" in told
    assert run("deliver", LORIENT, "leader-summary", "-o", book, "--for", "nepsen").code == 0
    assert zipfile.is_zipfile(book)
    assert run("deliver", LORIENT, "articulation-poster", "-o", poster, "--size", "a0").code == 0
    assert "1189mm" in poster.read_text(encoding="utf-8")


def test_the_readers_see_what_is_theirs_and_a_dossier_is_public_only_when_it_is_said(
    run: Run, tmp_path: Path
) -> None:
    page = tmp_path / "d.html"
    done = run("deliver", LORIENT, "one-page", "-o", page, "--for", "public")
    assert done.code == 0
    assert "--open" in done.err
    assert "NEPSEN" not in page.read_text(encoding="utf-8")
    done = run("deliver", LORIENT, "one-page", "-o", page, "--for", "public", "--open", "--force")
    assert (done.code, done.err) == (0, "")
    assert "NEPSEN" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("state", "--for", "personne"), "Ses acteurs"),
        (("state", "--format", "svg"), "On peut le faire en"),
        (("state", "-o", "d.txt"), ".html"),
        (("state", "--template", "d.docx"), "--format docx"),
        (("leader-summary",), "dites lequel"),
        (("workshop-report", "--session", "rien"), "Celles qu’il a"),
        (("state", "--since", "2030", "--at", DAY), "Choisissez un jour plus ancien"),
        (("poeme",), "poeme"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    run: Run, words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    kind, *rest = words
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.chdir(tmp_path)
        done = run("deliver", LORIENT, kind, *rest)
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert said in done.err


def test_a_web_page_needs_no_engine_and_what_needs_one_says_which(tmp_path: Path) -> None:
    """In a process where neither typst, nor the Word libraries, nor NumPy can be found."""
    code = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("typst", "docx", "docxtpl", "numpy", "rustworkx"):
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Absent())
from maillage.cli import main
for line in {LINES}:
    try:
        main(["deliver", {str(LORIENT)!r}, "state", *line])
    except SystemExit as left:
        print(left.code, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = [line for line in done.stderr.splitlines() if line]
    assert [line for line in found if line.isdecimal()] == ["0", "2", "2", "2"]
    assert [name for name in NEEDED if not any(name in line for line in found)] == []
