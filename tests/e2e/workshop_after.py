"""After a workshop: paper typed again, the review, the report, the dossier taken away."""

from __future__ import annotations

import re
from pathlib import Path

from tests.e2e.workshop_room import EFFECT, GROUP, Play
from tests.e2e.workspace import expect


def paper(play: Play, folder: Path) -> Path:
    """The paper kit is printed; two cards are typed again, of which one line is pasted with its fields."""
    page = play.desk.page
    kit = folder / "kit.pdf"
    kit.write_bytes(page.context.request.get(f"{play.site}{play.room}papier.pdf").body())
    page.goto(f"{play.site}{play.room}papier/?activite={play.turns['challenges'][0]}")
    page.locator(".typing__line [name=text]").fill("Écrit sur une carte : l’eau de pluie des toits")
    page.keyboard.press("Enter")
    expect(page.locator(".typed__list > li")).to_have_count(1)
    page.locator(".typing__lines summary").click()
    page.locator("[name=lines]").fill("Écrit sur une carte : des outils à partager\n")
    page.locator(".typing__lines button.button").click()
    expect(page.locator(".typed__list > li")).to_have_count(2)
    play.shoot("97-paper", page)
    return kit


def review(play: Play) -> None:
    """Of the challenges, take the group alone; say which challenges the new effect answers; write it all in one act."""
    page = play.desk.page
    page.goto(f"{play.site}{play.room}relecture/")
    steps = page.locator(".review__tabs li").count()
    for step in range(steps - 1):
        play.shoot(f"98-review-{step}", page)
        for proposal in page.locator("fieldset.proposal").all():
            title = proposal.locator(".proposal__title").inner_text()
            if EFFECT in title:
                proposal.locator("details.proposal__cells summary").click()
                proposal.locator("[name$=-c-challenges]").select_option(["renover-chez-soi", "jeter-moins"])
            elif step == 0 and GROUP not in title:
                proposal.locator("[value=leave]").check()
        page.locator(".review__act button.button").first.click()
        expect(page.locator(f".review__tabs li:nth-child({step + 2}) [aria-current=step]")).to_be_visible()
    page.locator("[name=hours]").fill("3")
    page.locator("[name=hours_running]").fill("6")
    page.locator("[name=given_by]").fill("L’accompagnement")
    play.shoot("98-review-end", page)
    page.locator("button[name=write]").click()
    expect(page.locator("main a[href*='/historique/']").first).to_be_visible()
    play.shoot("99-done", page)


def taken_away(play: Play, folder: Path, form: str = "zip") -> Path:
    """The dossier as a file, with all that its owner sees."""
    desk = play.desk.go(f"{play.dossier}exporter/")
    desk.page.locator(f"[name=forme][value={form}]").check()
    if desk.page.locator("[name=pour]").count():
        desk.page.locator("[name=pour]").last.check()
    with desk.page.expect_download() as download:
        desk.page.locator(".export-form button.button").click()
    file = folder / f"{len(list(folder.iterdir()))}-{download.value.suggested_filename}"
    download.value.save_as(file)
    return file


def reports(play: Play, folder: Path) -> list[Path]:
    """The report of the workshop: as a page, then as the files that it offers."""
    page = play.desk.page
    page.goto(f"{play.site}{play.room}compte-rendu/")
    play.shoot("99-report", page)
    found = [folder / "report.html"]
    found[0].write_text(page.content(), encoding="utf-8")
    for link in page.locator("main a[download]").all():
        answer = page.context.request.get(play.site + str(link.get_attribute("href")))
        assert answer.ok, answer.url
        found.append(folder / re.sub(r".*/|\?.*", "", answer.url))
        found[-1].write_bytes(answer.body())
    return found
