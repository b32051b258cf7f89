"""What `match` says: needs of a dossier, people of a file, reasons, and never a mark."""

from __future__ import annotations

from pathlib import Path

from tests.maillage.cli.conftest import Run

LORIENT = "examples/lorient-reemploi"


def test_people_of_a_file_meet_needs_with_reasons_and_a_bad_file_is_refused(
    run: Run, tmp_path: Path, root: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,spheres,practices\nZoé,dwell,practice:volume_relapse\nRien,,\n", "utf-8")
    said = run("match", str(root / LORIENT), str(people), "--on", "2026-11-24")
    assert said.code == 0
    assert "Zoé\u00a0: a écrit une pratique sur le frein" in said.out
    assert "Rien" not in said.out
    found = run("match", str(root / LORIENT), str(people), "--on", "2026-11-24", "--format", "json").json()
    assert found["needs"][0]["people"][0]["name"] == "Zoé"
    people.write_text("nom\nZoé\n", "utf-8")
    refused = run("match", str(root / LORIENT), str(people))
    assert refused.code == 2
    assert "name" in refused.err
