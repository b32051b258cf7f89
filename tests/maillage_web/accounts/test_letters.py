"""The e-mails: complete in both languages, in that of who reads them."""

from __future__ import annotations

import logging
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.conf import settings as site
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from maillage.text import LANGUAGES, Text
from maillage_web.accounts import actions
from maillage_web.accounts.choices import Letter, LetterNotSent
from maillage_web.accounts.choices.letters import ERASED, ERASURE_CODE, LETTERS
from maillage_web.accounts.choices.sayings import SAYINGS
from tests.maillage_web.accounts.conftest import ADDRESS
from tests.maillage_web.accounts.entering import html_of, link_of
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
THEIRS = Path(allauth.__file__).parent / "templates"
HELLO = Letter(
    Text("Bonjour {name}", "Hello {name}"),
    (
        Text("Vous êtes invité à « {title} ».", "You are invited to “{title}”."),
        Text("À bientôt.", "See you."),
    ),
    Text("Ouvrir", "Open"),
)
LINK = Text("https://maillage.example/a/", "https://maillage.example/en/a/")


class Broken(BaseEmailBackend):
    """A mail server that refuses, telling the address as real ones do."""

    def send_messages(self, email_messages: Any) -> int:
        raise OSError(f"550 no such user {ADDRESS}")


def _named(suffix: str, folder: str) -> Iterator[str]:
    for path in THEIRS.glob(f"*/{folder}/*{suffix}"):
        yield path.relative_to(THEIRS).as_posix()


def test_every_e_mail_of_allauth_has_its_letter() -> None:
    theirs = {name.removesuffix("_subject.txt") for name in _named("_subject.txt", "email")}
    assert theirs == set(LETTERS)


def test_every_announcement_of_allauth_has_our_words() -> None:
    assert set(_named(".txt", "messages")) == set(SAYINGS)


@pytest.mark.parametrize("letter", [*LETTERS.values(), ERASURE_CODE, ERASED])
def test_both_halves_of_a_letter_have_the_same_holes(letter: Letter) -> None:
    for text in (letter.subject, *letter.lines):
        holes = [{name for _, name, _, _ in string.Formatter().parse(half)} for half in text]
        assert holes[0] == holes[1]
    said = [letter.subject, *letter.lines, *([letter.link] if letter.link else [])]
    assert [half for text in said for half in text if not half.strip()] == []
    assert [text.fr for text in said if "'" in text.fr or re.search(r" [:;?!»]|« ", text.fr)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_goes_in_one_language(mailoutbox: list[Any], language: Any) -> None:
    values = {"name": "A & B", "title": "Un <b>dossier</b>"}
    actions.post(HELLO, to=ADDRESS, language=language, values=values, link=LINK)
    (sent,) = mailoutbox
    assert sent.subject == {"fr": "Bonjour A & B", "en": "Hello A & B"}[language]
    assert "Un <b>dossier</b>" in sent.body
    assert LINK.in_(language) in sent.body
    page = Page(html_of(sent))
    assert page.one("html").attributes["lang"] == language
    assert page.links == [LINK.in_(language)]
    assert not page.all("b"), "what people wrote is shown as they wrote it"


def test_a_letter_to_somebody_unknown_goes_in_both(mailoutbox: list[Any]) -> None:
    actions.post(HELLO, to=ADDRESS, language=None, values={"name": "vous", "title": "A"}, link=LINK)
    (sent,) = mailoutbox
    assert sent.subject == "Bonjour vous / Hello vous"
    assert sent.body.index("invité") < sent.body.index("invited")
    assert [one.attributes["lang"] for one in Page(html_of(sent)).all("div")] == ["fr", "en"]


def test_a_name_with_a_line_break_does_not_forge_a_header(mailoutbox: list[Any]) -> None:
    actions.post(HELLO, to=ADDRESS, language="fr", values={"name": "x\nBcc: y@example.org", "title": "A"})
    assert "\n" not in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == [ADDRESS]


def test_a_person_is_written_to_in_their_language(
    client: Client, make_person: Any, mailoutbox: list[Any]
) -> None:
    make_person("elu@example.org", language="en")
    client.post("/compte/mot-de-passe/oublie/", {"email": "elu@example.org"})
    assert mailoutbox[0].subject == "Choose a new password"
    assert link_of(mailoutbox[0]).startswith("/en/compte/mot-de-passe/oublie/")


def test_a_mail_server_that_refuses_gives_a_page_and_no_address_in_the_log(
    client: Client, settings: Any, person: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "tests.maillage_web.accounts.test_letters.Broken"
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/compte/entrer/code/", {"email": ADDRESS})
    assert answer.status_code == 503
    assert Page(answer.content.decode()).one("h1").text == "L’e-mail n’a pas pu partir"
    assert ADDRESS not in caplog.text
    with pytest.raises(LetterNotSent):
        actions.post(HELLO, to=ADDRESS, language="fr", values={"name": "", "title": ""})


def test_e_mails_go_to_the_terminal_until_a_server_is_given() -> None:
    from maillage_web.config import environment, sign_in

    assert sign_in.mail(None)["EMAIL_BACKEND"].endswith("console.EmailBackend")
    server = environment.MailServer("smtp+tls", "mail.example.org", 587, "user", "secret")
    found = sign_in.mail(server)
    assert (found["EMAIL_HOST"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        "mail.example.org",
        True,
        False,
    )


def test_the_mail_server_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from maillage_web.config import environment

    monkeypatch.delenv("MAILLAGE_EMAIL_URL", raising=False)
    assert environment.mail_server() is None
    monkeypatch.setenv("MAILLAGE_EMAIL_URL", "smtps://a%40b:p%2Fw@mail.example.org")
    assert environment.mail_server() == environment.MailServer("smtps", "mail.example.org", 465, "a@b", "p/w")
    monkeypatch.setenv("MAILLAGE_EMAIL_URL", "mail.example.org")
    with pytest.raises(ValueError, match="MAILLAGE_EMAIL_URL"):
        environment.mail_server()
    assert site.DEFAULT_FROM_EMAIL
