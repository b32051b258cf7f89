"""People at work in a browser: they read what the site says in their language, and receive its e-mails."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext, ngettext, override

from maillage.dossier.tables import TABLES
from maillage.text import Language
from tests.rotation import THOROUGH

playwright_api = pytest.importorskip("playwright.sync_api")
expect = playwright_api.expect

PASSWORD = "une haie de charmes et de noisetiers"
OWNER, FACILITATOR, CONTRIBUTOR = "porteuse", "facilitatrice", "contributrice"
LEADER, READER, AUDITOR = "dirigeante", "lectrice", "auditrice"
"""Who has an account in the demonstration, by what stands before the sign of their address."""


def address_of(who: str) -> str:
    """The address of an account of the demonstration."""
    return f"{who}@example.org"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as pages speak it: ``tongue("Sign in")`` is « Entrer » or “Sign in”."""

    code: Language

    @property
    def prefix(self) -> str:
        """What the addresses of its pages begin with."""
        return "" if self.code == "fr" else f"/{self.code}"

    def __call__(self, words: str, /, **values: object) -> str:
        """A sentence of the catalogue, by its English words; ``values`` fill its holes."""
        with override(self.code):
            said = gettext(words)
        return said % values if values else said

    def counted(self, one: str, many: str, number: int, **values: object) -> str:
        """A sentence that counts."""
        with override(self.code):
            return ngettext(one, many, number) % {"counter": number, **values}

    def of(self, french: str, english: str) -> str:
        """What one types or expects, given in both languages."""
        return french if self.code == "fr" else english

    def label(self, table: str, field: str = "") -> str:
        """What a table, or one of its fields, is called."""
        told = TABLES[table].field(field).label if field else TABLES[table].label
        return told.in_(self.code)


FRENCH, ENGLISH = Tongue("fr"), Tongue("en")


def speaking(tongue: Tongue) -> pytest.MarkDecorator:
    """The language of a scenario: one in two is in English, so that each sort of page is met in both.

    All of them are in both languages when the tests are thorough.
    """
    tongues = [FRENCH, ENGLISH] if THOROUGH else [tongue]
    return pytest.mark.parametrize("tongue", tongues, ids=lambda one: one.code)


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody before a page. ``page`` is Playwright’s, for what is not said here."""

    page: Any
    site: str
    tongue: Tongue

    def go(self, path: str) -> Desk:
        """Open an address of the site, in one’s language."""
        self.page.goto(f"{self.site}{self.tongue.prefix}{path}")
        return self

    def button(self, words: str, **values: object) -> Any:
        """A button, by its English words."""
        return self.page.get_by_role("button", name=self.tongue(words, **values), exact=True)

    def press(self, words: str, **values: object) -> None:
        """Press a button."""
        self.button(words, **values).first.click()

    def follow(self, words: str, **values: object) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=self.tongue(words, **values), exact=True).first.click()

    def field(self, name: str) -> Any:
        """The field of this name, unfolded if it is folded away."""
        folded = self.page.locator(f"main details:not([open]):has([name={name}])")
        if folded.count():
            folded.first.locator("summary").first.click()
        return self.page.locator(f"main [name={name}]:not([type=hidden])")

    def write(self, name: str, words: str) -> None:
        """Fill in the field of this name."""
        self.field(name).first.fill(words)

    def is_titled(self, words: str, **values: object) -> None:
        """Wait for the page of this title."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.tongue(words, **values))

    def is_told(self, words: str, **values: object) -> None:
        """Wait for a sentence."""
        expect(self.page.get_by_text(self.tongue(words, **values)).first).to_be_visible()

    def main(self) -> str:
        """All that the page says, folded parts included."""
        return str(self.page.locator("main").text_content())

    def status_of(self, path: str) -> int:
        """What the site answers at an address, without going there: 404 when it does not exist for who asks."""
        return int(self.page.context.request.get(f"{self.site}{self.tongue.prefix}{path}").status)

    def export(self, dossier: str, folder: Path) -> Path:
        """Take the workbook of a dossier away, with all that one sees."""
        self.go(f"{dossier}exporter/")
        if self.page.locator("[name=pour]").count():
            self.page.locator("[name=pour]").last.check()
        with self.page.expect_download() as download:
            self.press("Export")
        file = folder / str(download.value.suggested_filename)
        download.value.save_as(file)
        return file

    @property
    def path(self) -> str:
        """Where one is, without the language."""
        return str(self.page.url).removeprefix(self.site).removeprefix(self.tongue.prefix)

    def sign_in(self, address: str) -> None:
        """Fill in the page of the entrance."""
        self.write("login", address)
        self.write("password", PASSWORD)
        self.press("Sign in")
        self.has_entered()

    def has_entered(self) -> None:
        """Wait for the page of somebody who has entered."""
        expect(self.page.get_by_role("link", name=self.tongue("My account"))).to_be_visible()

    def sign_up(self, mailbox: Mailbox, name: str, address: str) -> None:
        """Fill in the page of a new account, follow the link of the e-mail."""
        self.write("name", name)
        self.write("email", address)
        self.write("password1", PASSWORD)
        self.press("Create my account")
        self.is_titled("Look in your e-mails")
        self.page.goto(mailbox.link_for(address, self.tongue))
        self.press("Yes, confirm it")
        self.has_entered()

    def begin(self, title: str, *, public: bool = False) -> str:
        """Begin a dossier from nothing; return its address."""
        self.go("/dossiers/nouveau/")
        self.write("title", title)
        self.page.locator(f"[name=access][value={'public' if public else 'private'}]").check()
        self.press("Begin")
        self.is_titled("What comes next")
        return slug_in(self.path)

    def begin_from(self, file: Path) -> str:
        """Begin a private dossier from a workbook; return its address."""
        self.go("/dossiers/nouveau/?depuis=fichier")
        self.page.locator("input[type=file]").set_input_files(file)
        self.press("Read it and begin")
        self.is_titled("What comes next")
        return slug_in(self.path)

    def add(self, dossier: str, table: str, **cells: str) -> str:
        """Add a row with its form; return the address of its page. The cells go in plain fields."""
        self.go(f"{dossier}tables/{table}/ajouter/")
        for name, words in cells.items():
            self.write(name, words)
        self.press("Save")
        expect(self.page).to_have_url(re.compile(r"/lignes/\d+/$"))
        return self.path

    def invite(self, dossier: str, address: str, role: str, actor: str = "") -> None:
        """Invite somebody."""
        self.go(f"{dossier}membres/")
        self.write("email", address)
        self.page.locator(f"[name=role][value={role}]").check()
        if actor:
            self.page.locator("select[name=actor]").first.select_option(label=actor)
        self.press("Send the invitation")
        self.is_told("An invitation was sent to %(email)s.", email=address)

    def join(self, title: str) -> None:
        """Accept the invitation that the list of dossiers shows."""
        self.go("/dossiers/")
        self.page.locator(".letters").get_by_role("link", name=title).click()
        self.press("Take part")
        self.is_told("Welcome: you now take part in this dossier.")


def slug_in(path: str) -> str:
    """The address of the dossier that a page is about."""
    found = re.match(r"/dossiers/[^/]+/", path)
    assert found, path
    return found.group()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The e-mails that the demonstration prints in its terminal."""

    log: Path

    def link_for(self, address: str, tongue: Tongue) -> str:
        """The link of the last e-mail sent to an address; in one’s language, when it is written in both."""
        letters = [one for one in self._letters() if one["To"] == address]
        assert letters, f"nothing was sent to {address}"
        body = letters[-1].get_body(("plain",))
        assert body is not None
        links = re.findall(r"http://\S+", body.get_content())
        assert links, body.get_content()
        return str(next((one for one in links if ("/en/" in one) == (tongue.code == "en")), links[0]))

    def _letters(self) -> list[email.message.EmailMessage]:
        printed = self.log.read_bytes().split(b"-" * 79)
        starts = [(part, part.find(b"Content-Type: multipart/alternative")) for part in printed]
        parse = email.message_from_bytes
        return [parse(part[at:], policy=email.policy.default) for part, at in starts if at >= 0]
