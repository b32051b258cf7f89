"""A whole workshop, from the page of a phase to the report: twelve browsers at once, then the dossier is checked."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from maillage.articulation.analysis import analyse
from maillage.io import load
from tests.e2e import workshop_after as after
from tests.e2e import workshop_play as steps
from tests.e2e.conftest import DESKTOP
from tests.e2e.test_accessibility import violations
from tests.e2e.workshop_room import CAST, Play, begin, come_in, open_room, prepare
from tests.e2e.workspace import FRENCH, OWNER, Desk

pytestmark = [pytest.mark.e2e, pytest.mark.one_database]

MENDED = {
    ("ART001", "renover-chez-soi", "error"),
    ("ART004", "plateforme", "warning"),
    ("ART007", "lien-particuliers", "warning"),
    ("GOV009", "structures-locales", "warning"),
    ("DEF502", "etude-2022", "info"),
    ("REC012", "aloen-optim-ism", "info"),
}
"""Findings that the workshop answers: threads, who was there, what was learnt, constraints that were said."""
LOOKED_AT: dict[Callable[[Play], None], Callable[[Play], tuple[Any, ...]]] = {
    steps.challenges: lambda play: (play.console, play.screen, play.seats[1]),
    steps.constraints: lambda play: (play.seats[0],),
    steps.position: lambda play: (play.screen, play.seats[4]),
    steps.dots: lambda play: (play.seats[2],),
    steps.consent: lambda play: (play.console, play.seats[5]),
    steps.exit_: lambda play: (play.seats[9],),
}
"""The browsers at which axe-core looks after each step."""


@pytest.fixture
def play(browser: Any, site: str, sit_down: Callable[..., Desk]) -> Iterator[Play]:
    """The room before anybody comes in."""
    made = Play(browser, site, sit_down(FRENCH, OWNER, viewport=DESKTOP))
    yield made
    made.close()


def test_a_workshop_is_played_by_twelve_browsers_and_becomes_data(play: Play, tmp_path: Path) -> None:
    begin(play)
    before = findings(after.taken_away(play, tmp_path))
    prepare(play)
    open_room(play)
    look(play.screen)
    come_in(play)
    for step in steps.STEPS:
        step(play)
        look(*LOOKED_AT.get(step, lambda _play: ())(play))
    assert after.paper(play, tmp_path).read_bytes().startswith(b"%PDF")
    look(play.console)
    after.review(play)
    files = [
        *after.reports(play, tmp_path),
        *(after.taken_away(play, tmp_path, form) for form in ("zip", "xlsx")),
    ]
    now = findings(next(file for file in files if file.suffix == ".zip"))
    assert before - now >= MENDED, sorted(before - now)
    assert {one for one in now if one[2] == "error"} == set()
    assert {"pdf", "docx", "html"} <= {file.suffix[1:] for file in files}
    told = {file.name: words_of(file) for file in files} | history(play)
    assert steps.DECIDED in told["report.html"]
    assert not [
        (person.name, place) for person in CAST for place, words in told.items() if person.name in words
    ]
    assert steps.PRIVATE not in "".join(told.values())
    assert [seat.complaints for seat in play.everybody if seat.complaints] == []


def findings(file: Path) -> set[tuple[str, str, str]]:
    """What the check says of a dossier: the code, the row, the severity."""
    dossier = load(file).dossier
    assert dossier is not None
    found = analyse(dossier, datetime.date.today()).findings
    return {(one.code, ref.id, str(one.severity)) for one in found for ref in one.rows}


def look(*seats: Any) -> None:
    """axe-core finds nothing on these pages, and none is wider than its window."""
    for seat in seats:
        assert violations(seat.page) == [], seat.name
        wide, window = seat.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window, f"{seat.name} overflows"


def words_of(file: Path) -> str:
    """Everything that a file holds, as text; of a PDF, when a reader is there."""
    content = file.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return "\n".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())
    if content.startswith(b"%PDF"):
        reader = shutil.which("pdftotext")
        return subprocess.run([reader, file, "-"], capture_output=True, text=True).stdout if reader else ""
    return content.decode("utf-8")


def history(play: Play) -> dict[str, str]:
    """The pages of the history that tell what the workshop changed."""
    desk = play.desk.go(f"{play.dossier}historique/")
    found = {"history": desk.main()}
    desk.page.locator(".acts > .act h2 a").first.click()
    return found | {"act": desk.main()}
