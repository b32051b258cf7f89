"""News: each told once, in the way they want; letters leave once, say nothing of what was said, and can be stopped."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from maillage.text import Text
from maillage_web.notices.actions.sending import send_digests
from maillage_web.notices.actions.telling import tell
from maillage_web.notices.actions.wishes import choose, forget_person, know_site
from maillage_web.notices.models import Digest, Notice, Wish
from maillage_web.notices.queries.news import of_the_notices
from tests.maillage_web.living.people import NOW, person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
ORIGIN = "https://maillage.example.org/"
SAID = Text("On vous a répondu.", "You were answered.")


def told(users: list[int], key: str = "a", kind: str = "thread", at: datetime.datetime = NOW) -> None:
    tell(users, kind=kind, key=key, text=SAID, address="/echanges/x/", now=at)


def test_each_is_told_once_and_sent_once_in_the_way_they_chose() -> None:
    ways = {way: person(way) for way in Wish.Way.values}
    for way, one in ways.items():
        choose(user=one.pk, ways={"thread": way}, every="week", origin=ORIGIN)
    for _twice in range(2):
        told([one.pk for one in ways.values()])
    assert Notice.objects.count() == 3, "who never wants it is not told"
    assert send_digests(now=NOW) == 2
    assert send_digests(now=NOW) == 0
    assert {letter.to[0] for letter in mail.outbox} == {ways["now"].email, ways["digest"].email}
    told([one.pk for one in ways.values()], "b", at=NOW + DAY)
    told([ways["digest"].pk], "c", at=NOW + DAY)
    assert send_digests(now=NOW + DAY) == 1, "the digest waits for its week"
    assert send_digests(now=NOW + 7 * DAY) == 1
    assert "On vous a répondu. (2 fois)" in str(mail.outbox[-1].body)


def test_a_letter_that_fails_is_tried_again_and_what_was_read_is_not_sent(settings: Any) -> None:
    one, other = person(), person()
    for who in (one, other):
        know_site(user=who.pk, origin=ORIGIN)
    choose(user=one.pk, ways={"help": "now"}, every="day", origin=ORIGIN)
    told([one.pk, other.pk])
    told([one.pk], "b", kind="help")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_digests(now=NOW) == 0
    assert Notice.objects.filter(sent_at=None).count() == 3
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notice.objects.filter(user=other).update(read_at=NOW)
    assert send_digests(now=NOW) == 2


def test_the_link_of_a_letter_stops_it_without_signing_in() -> None:
    one = person()
    choose(user=one.pk, ways={"thread": "now"}, every="week", origin=ORIGIN)
    told([one.pk])
    told([one.pk], "k", kind="help")
    send_digests(now=NOW)
    paths = [
        re.search(r"https://maillage\.example\.org(/compte/nouvelles/arreter/\S+)", str(letter.body))[1]  # type: ignore[index]
        for letter in mail.outbox
    ]
    anybody = Client(enforce_csrf_checks=True)
    for path in paths:
        assert anybody.get(path).status_code == 200
    assert Wish.objects.get(user=one, kind="thread").way == "now", "opening a link stops nothing"
    for path in paths:
        assert anybody.post(path).status_code == 200
    assert Wish.objects.get(user=one, kind="thread").way == "site"
    assert Digest.objects.get(user=one).every == "never"
    told([one.pk], "again", at=NOW + 9 * DAY)
    assert send_digests(now=NOW + 9 * DAY) == 0
    assert anybody.get("/compte/nouvelles/arreter/x/").status_code == 404


def test_the_page_tells_marks_as_read_and_keeps_a_choice() -> None:
    one, other = person(), person()
    told([one.pk])
    client, stranger = Client(), Client()
    client.force_login(one)
    stranger.force_login(other)
    assert "On vous a répondu." in client.get("/compte/nouvelles/").content.decode()
    assert "You were answered." in client.get("/en/compte/nouvelles/").content.decode()
    assert "On vous a répondu." not in stranger.get("/compte/nouvelles/").content.decode()
    number = Notice.objects.get().pk
    assert stranger.post(f"/compte/nouvelles/{number}/lue/").status_code == 404
    opened = client.post(f"/compte/nouvelles/{number}/lue/", {"open": "1"})
    assert opened.headers["Location"] == "/echanges/x/"
    assert Notice.objects.get().read_at is not None
    from maillage_web.notices.queries.news import ways_of

    wishes = {f"kind-{kind}": "site" for kind in ways_of(one.pk)}
    assert client.post("/compte/nouvelles/", {**wishes, "every": "month"}).status_code == 302
    assert client.post("/compte/nouvelles/", {**wishes, "every": "hour"}).status_code == 200
    assert Digest.objects.get(user=one).every == "month"
    assert set(of_the_notices(one)) == {"notices", "wishes", "news_digest"}
    forget_person(one, NOW)
    assert not any(holding.content for holding in of_the_notices(one).values())
    assert "/compte/entrer/" in Client().get("/compte/nouvelles/").headers["Location"]
