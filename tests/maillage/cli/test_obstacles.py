"""What `obstacles` prints: what is noted, loops and signs when asked for; what recurs across several dossiers."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT
from tests.maillage.cli.conftest import DAY, Run

EXAMPLES = ROOT / "examples"
BOTTLES = EXAMPLES / "jaime-mes-bouteilles"


def test_one_dossier_says_who_meets_what_and_what_was_tried(run: Run) -> None:
    done = run("obstacles", BOTTLES, "--at", DAY)
    assert (done.code, done.err) == (0, "")
    out = done.out.replace("\u00a0", " ")
    places = [out.index(words) for words in (
        "Organisations", "Verrou technique ou sanitaire (Vignerons du Jura)", "Écosystème",
        "Essayé : Se dire ses contraintes ; Engagements réciproques", "Retour des biens",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "À discuter" not in out
    added = run("obstacles", EXAMPLES / "caisse-alimentaire-montpellier", "--at", DAY)
    assert "Mot ajouté à la liste, hors du catalogue." in added.out
    assert "Ce qui s’entretient" not in out


def test_loops_and_signs_are_shown_when_asked_for_in_english_too(run: Run) -> None:
    done = run("obstacles", BOTTLES, "--at", DAY, "--loops", "--signs", language="en")
    assert "“Technical or sanitary lock” → “Unequal interest” → “Technical or sanitary lock”" in done.out
    assert "If the lock costs some and serves others" in done.out
    assert "To discuss: signs, nothing more" in done.out
    alone = run("obstacles", EXAMPLES / "kalundborg", "--at", DAY, "--loops", language="en")
    assert "No obstacle is noted on that day." in alone.out
    assert "form no loop that the catalogue knows" in alone.out


def test_a_folder_of_dossiers_says_what_recurs_and_counts(run: Run) -> None:
    done = run("obstacles", EXAMPLES, "--on", DAY)
    out = done.out.replace("\u00a0", " ")
    assert out.startswith("Freins de 6 dossiers")
    assert "Foncier inaccessible\n  Noté dans 1 dossier sur 6.\n" in out
    assert "%" not in "".join(line for line in out.splitlines() if line.startswith("  Noté"))


def test_json_holds_columns_hints_loops_and_recurrences(run: Run) -> None:
    one = run("obstacles", BOTTLES, "--at", DAY, "--loops", "--format", "json").json()
    assert one["catalogue"] == "1.0"
    assert [column["code"] for column in one["columns"]] == ["public", "organisations", "ecosystem"]
    assert one["loops"]["found"][0]["obstacles"] == ["technical_lock", "unequal_interest"]
    hints = [hint for column in one["columns"] for it in column["proposals"] for hint in it["hints"]]
    assert all(hint["rows"] or hint["kind"] == "finding" for hint in hints)
    many = run("obstacles", EXAMPLES, "--on", DAY, "--format", "json").json()
    assert (many["dossiers"], many["unreadable"]) == (6, [])


def test_what_cannot_be_read_is_said_and_the_rest_is_told(run: Run, broken: Path, tmp_path: Path) -> None:
    done = run("obstacles", BOTTLES, broken, "--on", DAY)
    assert (done.code, done.out.startswith("Freins de 1 dossier\n")) == (0, True)
    assert "ne peut pas être lu" in done.err
    empty = tmp_path / "rien"
    empty.mkdir()
    assert "Aucun dossier ici" in run("obstacles", empty).err
    assert run("obstacles").code == 2
