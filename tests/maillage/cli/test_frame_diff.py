"""`frame diff`, `publish` and `carry`: versions compared, published once, and answers carried with nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage import io
from maillage.io.frames import load_frame, save_frame
from maillage.referential.frame import Frame
from tests.maillage.cli.conftest import Run
from tests.maillage.referential.small_frame import answer, dossier, frame, item, levels


def next_version(version: str = "2.0") -> Frame:
    """The small frame without its item ``care``, whose answers go to ``trust``, and with other words for ``money``."""
    items = [
        item("theme", "", ""),
        item("trust"),
        item("money", question_fr="Autrement ?", question_en="Otherwise?"),
    ]
    way = {"from_version": "1.0", "from_item": "care", "to_item": "trust", "from_value": "", "to_value": ""}
    return frame(version, items=items, levels=[*levels("trust"), *levels("money")], correspondences=[way])


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    """Two versions of a frame, as folders."""
    save_frame(frame(), tmp_path / "petit-1")
    save_frame(next_version(), tmp_path / "petit-2")
    return tmp_path


def test_two_versions_are_compared_for_people_and_for_programs(run: Run, frames: Path) -> None:
    done = run("frame", "diff", frames / "petit-1", frames / "petit-2")
    assert (done.code, done.err) == (1, "")
    assert "petit 1.0 → petit 2.0" in done.out
    assert "money" in done.out
    assert "mots changés" in done.out
    told = run("frame", "diff", frames / "petit-1", frames / "petit-2", "--format", "json").json()
    assert told["equal"] is False
    assert {"removed", "words", "rows"} <= {one["kind"] for one in told["changes"]}
    assert (told["old"]["version"], told["new"]["version"]) == ("1.0", "2.0")
    same = run("frame", "diff", frames / "petit-1", frames / "petit-1", "--lang", "en")
    assert (same.code, same.out.splitlines()[-1]) == (0, "Both versions say the same.")


def test_a_version_is_published_once_and_never_with_another_content(run: Run, frames: Path) -> None:
    one = frames / "petit-1"
    before = {path.name: path.read_bytes() for path in one.iterdir()}
    done = run("frame", "publish", one, "--on", "2026-01-31")
    assert (done.code, done.err) == (0, "")
    after = {path.name: path.read_bytes() for path in one.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"frame.csv"}
    published = load_frame(one).frame
    assert published is not None
    assert (published.status, str(published.published_on)) == ("published", "2026-01-31")
    again = run("frame", "publish", one, "--on", "2027-01-01", "--lang", "en")
    assert (again.code, "published on 2026-01-31" in again.out or "since 2026-01-31" in again.out) == (
        0,
        True,
    )
    other = frames / "autre"
    save_frame(next_version("1.0"), other)
    refused = run("frame", "publish", other, "--beside", one, "--lang", "en")
    assert refused.code == 2
    assert "Give it another version number" in refused.err
    assert "items removed" in refused.out or "removed" in refused.out
    assert b"draft" in (other / "frame.csv").read_bytes()


def test_a_published_folder_that_was_edited_is_not_published_again(run: Run, frames: Path) -> None:
    one = frames / "petit-1"
    run("frame", "publish", one, "--on", "2026-01-31")
    items = one / "items.csv"
    items.write_text(items.read_text(encoding="utf-8").replace("Où en est", "Et"), encoding="utf-8")
    before = (one / "frame.csv").read_bytes()
    done = run("frame", "publish", one, "--on", "2026-02-01")
    assert done.code == 2
    assert "[wrong-checksum]" in done.err
    assert (one / "frame.csv").read_bytes() == before


def test_what_cannot_be_published_is_said(run: Run, frames: Path) -> None:
    assert "[from-version]" in run("frame", "publish", frames / "petit-2").err
    assert run("frame", "publish", frames / "petit-2", "--beside", frames / "petit-1").code == 0
    assert "n’est pas un dossier" in run("frame", "publish", frames / "petit-1" / "frame.csv").err
    (frames / "petit-1" / "levels.csv").unlink()
    assert "[no-levels]" in run("frame", "publish", frames / "petit-1").err


def test_answers_are_carried_beside_the_old_ones_only_when_asked(run: Run, frames: Path) -> None:
    rows = (
        answer("a", "volume", rater="Mairie"),
        answer("b", "volume", rater="Mairie", item="money"),
        answer("c", "territorial", rater="Mairie", item="care"),
        answer("d", "3", item="distance", holder=None),
        answer("e", "volume", version="0.1"),
    )
    path, target = frames / "val", frames / "val-2"
    io.save(dossier(*rows), path)
    line = ("frame", "carry", path, "--frame", "petit", "--to", "2.0")
    beside = ("--beside", frames / "petit-1", "--beside", frames / "petit-2")
    done = run(*line, *beside)
    assert (done.code, done.err) == (1, "")
    assert "2 réponses reportées (1 telle quelle, 1 d’après les correspondances)" in done.out
    assert "Réponses différentes réunies" in done.out
    assert "Laissées telles quelles, faute de connaître leur version : e." in done.out.replace("\u00a0", " ")
    assert "Rien n’est écrit." in done.out
    told = run(*line, *beside, "--write", target, "--format", "json").json()
    (part,) = told["from"]
    assert (told["written"], told["left"]) == (True, ["e"])
    assert [one["id"] for one in part["carried"]] == ["a-2-0", "c-2-0-trust"]
    assert [[one["id"] for one in part[key]] for key in ("again", "lost")] == [["b"], ["d"]]
    written, original = io.load(target).dossier, io.load(path).dossier
    assert written is not None
    assert original is not None
    assert written.answers[:5] == original.answers
    assert [row.id for row in written.answers[5:]] == ["a-2-0", "c-2-0-trust"]
    again = run("frame", "carry", target, *line[3:], *beside, "--lang", "en")
    assert "2 answers already carried" in again.out


def test_wrong_correspondences_stop_the_carrying_with_one_report(run: Run, frames: Path) -> None:
    io.save(dossier(answer("a", "volume")), frames / "val")
    table = frames / "petit-2" / "correspondences.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("care", "caer"), encoding="utf-8")
    beside = ("--beside", frames / "petit-1", "--beside", frames / "petit-2")
    refused = run(
        "frame", "carry", frames / "val", "--frame", "petit", "--to", "2.0", *beside, "--lang", "en"
    )
    assert refused.code == 2
    assert "correspondences.csv, row 2, column from_item  [from-item]" in refused.err
    assert "Did you mean “care”?" in refused.err


def test_an_unknown_version_and_a_dossier_without_answers_are_said(run: Run, frames: Path) -> None:
    io.save(dossier(), frames / "val")
    line = ("frame", "carry", frames / "val", "--frame", "petit")
    refused = run(*line, "--to", "9", "--beside", frames / "petit-1")
    assert (refused.code, "petit 1.0" in refused.err) == (2, True)
    done = run(*line, "--to", "1.0", "--beside", frames / "petit-1")
    assert (done.code, "aucune réponse" in done.out) == (0, True)
    assert run("frame", "diff", "efc-0", "efc").code == 2
    assert "--to" in run("frame", "carry", frames / "val").err


@pytest.mark.parametrize("name", ["diff", "publish", "carry"])
def test_the_help_is_in_the_language_of_the_line(run: Run, name: str) -> None:
    french, english = (run("frame", name, "--help", "--lang", language).out for language in ("fr", "en"))
    assert "Code de sortie" in french
    assert "Exit code" in english
    assert "required" not in french
