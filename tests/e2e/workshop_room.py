"""The room of a workshop: one console, one big screen and ten phones, each a browser of its own in one Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.workspace import ENGLISH, FRENCH, Desk, Tongue, expect

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SCREEN = {"width": 1920, "height": 1080}
EXAMPLE, JOURNEY, PHASE, DESIGN = "lorient-reemploi", "reemploi-lorient", "solution", "whole"
CUT_OFF = re.compile(r"ERR_INTERNET_DISCONNECTED|WebSocket|ERR_CONNECTION")
OPEN, CLOSED = "button[name=faire][value=fermer]", "button[name=faire][value=ouvrir]"
GROUP = "Jeter moins"
EFFECT = "Des familles rénovent avec des matériaux d’ici"
Shoot = Callable[[str, Any], None]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who comes in: a first name that is nowhere else, whom they speak for, what they hold in the hand."""

    name: str
    actor: str = ""
    tongue: Tongue = FRENCH
    options: Mapping[str, Any] = field(default_factory=dict)


CAST = (
    Person("Zéphirine", "aloen"),
    Person("Barnabé", "optim-ism", options={"color_scheme": "dark"}),
    Person("Ondine", "morbihan-habitat", ENGLISH),
    Person("Théophane", "nepsen"),
    Person("Mahaut", "structures-locales", options={"viewport": NARROW}),
    Person("Isidore", "lorient-agglomeration", ENGLISH, {"color_scheme": "dark"}),
    Person("Philomène", "emmaus-action-ouest"),
    Person("Gaspard"),
    Person("Ysoline", "", ENGLISH),
    Person("Eudoxie", "", options={"color_scheme": "dark"}),
)


@dataclass(slots=True)
class Seat:
    """A browser in the room: its page, what its sockets received, what it complained about."""

    name: str
    page: Any
    tongue: Tongue = FRENCH
    heard: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    cut: bool = False

    @property
    def form(self) -> Any:
        """The first form of what is asked now."""
        return self.page.locator("[data-card] form.phone__form").first

    def asked(self, title: str) -> None:
        """Wait until the phone asks this."""
        expect(self.page.locator("[data-title]")).to_have_text(title)

    def answer(self, form: Any = None, **said: Any) -> None:
        """Fill the fields of a form, and send it."""
        form = form or self.form
        for name, value in said.items():
            _fill(form.locator(f"[name='{name.replace('__', '-')}']"), value)
        form.locator(".phone__send").click()

    def received(self, words: str) -> bool:
        """Whether anything that came to this browser, or that it shows, holds these words."""
        return any(words in one for one in self.heard) or words in self.page.content()


def _fill(fields: Any, value: Any) -> None:
    sort = fields.first.evaluate(
        "one => { one.closest('details')?.setAttribute('open', ''); return one.type; }"
    )
    if sort in ("radio", "checkbox"):
        for one in [value] if isinstance(value, str) else value:
            fields.locator(f"xpath=self::*[@value='{one}']").check()
    elif sort.startswith("select"):
        fields.first.select_option(value)
    else:
        fields.first.fill(value)


@dataclass(slots=True)
class Play:
    """The browsers, and where things are: the dossier, the workshop, its activities by kind (key and title)."""

    browser: Any
    site: str
    desk: Desk
    shoot: Shoot = lambda _name, _page: None
    contexts: list[Any] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    console: Any = None
    screen: Any = None
    dossier: str = ""
    room: str = ""
    code: str = ""
    turns: dict[str, tuple[str, str]] = field(default_factory=dict)

    def sit(self, name: str, tongue: Tongue = FRENCH, **options: Any) -> Seat:
        """Open a browser of its own; what its sockets receive is kept."""
        context = self.browser.new_context(**{"viewport": PHONE, "reduced_motion": "reduce", **options})
        self.contexts.append(context)
        return self.listen(Seat(name, context.new_page(), tongue))

    def listen(self, seat: Seat) -> Seat:
        """Keep what the sockets of a page receive, and what the browser complains about."""
        seat.page.set_default_timeout(20_000)
        seat.page.on(
            "websocket", lambda ws: ws.on("framereceived", lambda frame: seat.heard.append(str(frame)))
        )
        seat.page.on("console", lambda said: self._complain(seat, said.type, said.text))
        seat.page.on("pageerror", lambda error: seat.complaints.append(str(error)))
        return seat

    def _complain(self, seat: Seat, sort: str, words: str) -> None:
        if sort in ("error", "warning") and not (seat.cut and CUT_OFF.search(words)):
            seat.complaints.append(f"{seat.name}: {words}")

    def close(self) -> None:
        """Close the browsers that were opened here."""
        for context in self.contexts:
            context.close()

    @property
    def everybody(self) -> list[Seat]:
        """Those who take part, the big screen, the console."""
        return [*self.seats, self.screen, self.console]

    # ---- the console

    @property
    def scene(self) -> Any:
        """The part of the console about the activity in hand."""
        return self.desk.page.locator(".console__scene")

    def turn(self, kind: str) -> None:
        """Take an activity in hand."""
        key, title = self.turns[kind]
        self.desk.page.locator(f".console__turns a[href='?activite={key}']").click()
        expect(self.scene.locator(".scene__title")).to_have_text(title)

    def do(self, command: str, within: Any = None) -> None:
        """Press a button of the console."""
        (within or self.scene).locator(f"button[name=faire][value='{command}']").first.click()

    def open(self, kind: str) -> str:
        """Open an activity; give its title once every phone asks it."""
        self.turn(kind)
        self.do("ouvrir")
        expect(self.scene.locator(OPEN)).to_be_visible()
        for seat in self.seats:
            seat.asked(self.turns[kind][1])
        return self.turns[kind][1]

    def close_turn(self) -> None:
        """Close the activity in hand."""
        self.do("fermer")
        expect(self.scene.locator(CLOSED)).to_be_visible()

    def heard_of(self, count: int) -> None:
        """Wait until the console counts so many answers."""
        expect(self.scene.locator(".scene__count")).to_contain_text(re.compile(rf"^\s*{count}\D"))

    def noted(self, count: int) -> None:
        """Wait until the console shows so many notes."""
        expect(self.scene.locator(".notes > .note")).to_have_count(count)

    def shoot_room(self, step: str, *who: int) -> None:
        """A picture of the console, of the big screen and of some phones."""
        self.shoot(f"{step}-console", self.desk.page)
        if self.screen:
            self.shoot(f"{step}-screen", self.screen.page)
        for place in [one for one in who or (0,) if one < len(self.seats)]:
            self.shoot(f"{step}-phone-{place}", self.seats[place].page)


# ---- before: a dossier, a workshop -------------------------------------------------------------------------------------


def begin(play: Play) -> None:
    """Make a private working copy of the example."""
    desk = play.desk.go("/dossiers/nouveau/?depuis=exemple")
    desk.page.locator("[name=example]").select_option(EXAMPLE)
    desk.page.locator("main form [type=submit], main form button.button").last.click()
    expect(desk.page).to_have_url(re.compile(r"/dossiers/[^/]+/et-ensuite/"))
    play.dossier = re.sub(r"et-ensuite/.*", "", desk.path)


def prepare(play: Play) -> None:
    """From the page of a phase, prepare the workshop that suits it; add three activities, choose what they lack."""
    desk = play.desk.go(f"{play.dossier}parcours/")
    play.shoot("01-journey", desk.page)
    desk.page.locator(f".phases a[href$='/{JOURNEY}/{PHASE}/']").click()
    play.shoot("02-phase", desk.page)
    desk.page.locator("main p.actions a[href*='/ateliers/nouveau/']").click()
    desk.page.locator(f"[name=modele][value={DESIGN}]").check()
    play.shoot("03-new", desk.page)
    desk.page.locator("form.prepare button.button").click()
    expect(desk.page.locator(".plan")).to_be_visible()
    play.room = desk.path.split("?")[0]
    for kind in ("actors", "position", "consent"):
        _add(play, kind)
    play.shoot("04-prepared", desk.page)


def _add(play: Play, kind: str) -> None:
    desk = play.desk.go(f"{play.room}activites/?genre={kind}")
    if kind == "position":
        desk.page.locator("[name=item]").select_option(index=1)
    if kind == "consent":
        desk.write("question", "Quel rythme pour nos rencontres ?")
        desk.write("proposal", "Nous nous retrouvons tous les deux mois, chez l’un d’entre nous.")
    play.shoot(f"04-add-{kind}", desk.page)
    desk.page.locator("form.row-form button.button").click()
    expect(desk.page.locator(".plan__one").last).to_be_visible()


def open_room(play: Play) -> None:
    """Open the workshop, then the big screen from the link of the console, in a browser that is signed in nowhere."""
    desk = play.desk
    desk.page.locator("button[value='ouvrir-la-salle']").click()
    expect(desk.page.locator(".door__code strong")).to_be_visible()
    play.code = desk.page.locator(".door__code strong").inner_text()
    for link in desk.page.locator(".console__turns li > a").all():
        key = str(link.get_attribute("href")).split("=")[1]
        play.turns[key] = (key, link.inner_text())
    kinds = ("challenges", "dots", "constraints", "threads", "exit", "contributions", "learnings")
    kinds = (*kinds, "actors", "position", "consent")
    play.turns = dict(zip(kinds, play.turns.values(), strict=True))
    play.console = play.listen(Seat("console", desk.page))
    play.screen = play.sit("screen", viewport=SCREEN)
    play.screen.page.goto(play.site + str(desk.page.locator(".door a.button").get_attribute("href")))
    expect(play.screen.page.locator(".screen__code")).to_have_text(play.code)
    expect(play.screen.page.locator("[data-here]")).to_have_text(
        re.compile("^(0 personne présente|0 people here)$")
    )
    play.shoot("05-console", desk.page)
    play.shoot("05-door", play.screen.page)


def come_in(play: Play, people: Sequence[Person] = CAST) -> None:
    """Everybody comes in by the code and a first name; some speak for an actor."""
    scanned = ""
    for person in people:
        seat = play.sit(person.name, person.tongue, **person.options)
        scanned = _door(play, seat, scanned)
        page = seat.page
        page.locator("[name=name]").fill(person.name)
        if person.actor:
            page.locator("[name=actor]").select_option(person.actor)
        if not play.seats:
            play.shoot("06-name", page)
        page.locator(".phone__send").click()
        expect(page.locator("[data-line=on]")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", person.tongue.code)
        play.seats.append(seat)
    expect(play.desk.page.locator(".people > li")).to_have_count(len(people))
    expect(play.screen.page.locator("[data-here]")).to_contain_text(str(len(people)))
    play.shoot_room("07-everybody", 0, 2, 4)


def _door(play: Play, seat: Seat, scanned: str) -> str:
    """The first ones type the code; the others open what its QR code holds, some in English."""
    page = seat.page
    if len(play.seats) < 2 or not scanned:
        page.goto(f"{play.site}/atelier/")
        page.locator("[name=code]").fill(play.code.lower())
        if not play.seats:
            play.shoot("06-join", page)
        page.locator(".phone__send").click()
        expect(page.locator("[name=name]")).to_be_visible()
        return str(page.url).removeprefix(play.site)
    page.goto(play.site + scanned)
    if f"lang={seat.tongue.code}" not in str(page.locator("html").evaluate("one => `lang=${one.lang}`")):
        page.locator(f"a[hreflang={seat.tongue.code}]").click()
        expect(page.locator("html")).to_have_attribute("lang", seat.tongue.code)
    return scanned
