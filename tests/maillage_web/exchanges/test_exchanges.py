"""Exchanges: each reads what is for them, nothing is kept twice, what is hidden says why, a clinic stays in its room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from maillage_web.accounts.models import User
from maillage_web.commons.models import Member
from maillage_web.dossiers.choices import Role
from maillage_web.exchanges.actions.erasures import forget_person
from maillage_web.exchanges.actions.threads import answer, start
from maillage_web.exchanges.models import Clinic, ClinicNote, Flag, Post, Thread
from maillage_web.exchanges.policies import RIGHTS, Action, Reach, may
from maillage_web.exchanges.queries.kept import of_the_exchanges
from maillage_web.notices.models import Notice
from tests.maillage_web.living.people import NOW, ground, person

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[3] / "docs/methods/exchanges.md"


def member(role: str = "member") -> User:
    one = person(role)
    Member.objects.create(user=one, role=role, accepted=1, joined_at=NOW)
    return one


def browser(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def begun(scope: str, by: User, text: str = "bonjour", key: str = "k") -> Thread:
    return start(scope=scope, kind="talk", title="Un titre", text=text, by=by.pk, key=key, now=NOW)


def test_the_written_table_is_what_pages_do() -> None:
    made = ground()
    rows = [line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    cells = {
        (row[0].strip(), row[1].strip()): [one.strip() for one in row[2:]] for row in rows if len(row) == 6
    }
    assert len([key for key in cells if key[0] in RIGHTS]) == 9, "the table is whole"
    plain, mod = member(), member("moderator")
    inside = {Reach.VISITOR: None, Reach.ENTERED: person(), Reach.MEMBER: plain, Reach.MODERATOR: mod}
    of_dossier = {**inside, Reach.MEMBER: made.people[Role.READER], Reach.MODERATOR: made.owner}
    for kind in RIGHTS:
        scope = f"dossier/{made.slug}" if kind == "dossier" else kind
        who = of_dossier if kind == "dossier" else inside
        thread = begun(scope, made.owner if kind == "dossier" else plain, key=kind)
        post = Post.objects.get(thread=thread)
        held = Flag.objects.create(target=f"post/{post.pk}", why="x", at=NOW)
        for column, reach in enumerate(Reach):
            client = browser(who[reach])
            read = client.get(f"/echanges/{thread.token}/").status_code == 200
            sent = client.post(f"/echanges/{thread.token}/", {"text": "oui", "key": reach.value})
            cared = client.post(f"/echanges/moderation/{held.pk}/", {"why": "bien", "keep": "1"})
            care = cared.status_code == 302 and "/compte/entrer/" not in cared.headers["Location"]
            for action, done in zip(Action, (read, sent.status_code == 302, care), strict=True):
                assert (cells[kind, action.value][column] == "yes") is done, (kind, action, reach)
                assert may(scope, reach, action) is done
    assert not may("programme/x", Reach.MODERATOR, Action.READ)
    assert (
        browser(mod).get(f"/echanges/{Thread.objects.get(scope__startswith='dossier').token}/").status_code
        == 404
    )


def test_an_answer_is_kept_once_told_without_its_words_and_safe() -> None:
    author, other = member(), member()
    first = browser(author).post(
        "/echanges/nouveau/", {"scope": "community", "title": "Cantines", "text": "Qui ?", "key": "a"}
    )
    again = browser(author).post(
        "/echanges/nouveau/", {"scope": "community", "title": "Cantines", "text": "Qui ?", "key": "a"}
    )
    assert first.headers["Location"] == again.headers["Location"]
    path = first.headers["Location"]
    words = "<script>alert(1)</script> ![x](http://e.example/p.png) **moi**"
    for _twice in range(2):
        browser(other).post(path, {"text": words, "key": "same"})
    assert Post.objects.count() == 2
    told = Notice.objects.get(user=author)
    assert "Cantines" not in str(told.text)
    page = browser(author).get(path).content.decode()
    assert "<script>alert" not in page
    assert '<img src="http' not in page
    assert "<strong>moi</strong>" in page
    assert browser(author).post(f"{path}2/changer/", {"text": "volé"}).status_code == 404
    browser(other).post(f"{path}2/changer/", {"text": "mieux dit"})
    assert Post.objects.get(number=2).before[0]["text"] == words
    browser(author).post(f"{path}clore/", {"why": "trouvé"})
    refused = browser(other).post(path, {"text": "trop tard mais long", "key": "z"})
    assert refused.status_code == 422
    assert "trop tard mais long" in refused.content.decode()
    browser(other).post(f"{path}2/retirer/")
    assert "mieux dit" not in browser(author).get(path).content.decode()
    assert set(of_the_exchanges(other)) >= {"posts", "clinic_notes"}


def test_a_silenced_thread_tells_nothing() -> None:
    author, other = member(), member()
    thread = begun("public", author)
    browser(author).post(f"/echanges/{thread.token}/suivre/", {"silent": "1"})
    answer(thread=thread, text="oui", by=other.pk, key="x", now=NOW)
    assert not Notice.objects.filter(user=author).exists()


def test_what_is_hidden_says_why_and_its_author_may_appeal() -> None:
    author, other, mod = member(), member(), member("moderator")
    thread = begun("public", author, "des mots blessants")
    path = f"/echanges/{thread.token}/"
    browser(other).post(f"{path}1/signaler/", {"why": "blessant"})
    assert "blessants" in browser(mod).get("/echanges/moderation/").content.decode()
    assert browser(other).get("/echanges/moderation/").status_code == 404
    number = Flag.objects.get().pk
    browser(mod).post(f"/echanges/moderation/{number}/", {"why": "", "hide": "1"})
    assert Flag.objects.get().state == "open", "no decision without a reason"
    browser(mod).post(f"/echanges/moderation/{number}/", {"why": "contre la charte", "hide": "1"})
    seen = browser(None).get(path).content.decode()
    assert "contre la charte" in seen
    assert "des mots blessants" not in seen
    assert "des mots blessants" in browser(author).get(path).content.decode()
    assert Notice.objects.filter(user=author, kind="moderation").count() == 1
    assert browser(other).post(f"{path}1/recours/", {"why": "non"}).status_code == 404
    browser(author).post(f"{path}1/recours/", {"why": "c’était une citation"})
    assert "une citation" in browser(mod).get("/echanges/moderation/").content.decode()
    browser(mod).post(f"/echanges/moderation/{number}/", {"why": "en effet", "keep": "1"})
    assert "des mots blessants" in browser(None).get(path).content.decode()
    assert browser(author).post(f"{path}1/recours/", {"why": "encore"}).status_code == 404


def test_only_those_who_came_read_a_clinic() -> None:
    made = ground()
    presenter, came, invited, mod = member(), member(), member(), member("moderator")
    staff = User.objects.create_superuser("admin@example.org")
    emails = f"{came.email}\n{invited.email.upper()}\nnobody@example.org"
    opened = browser(presenter).post("/codev/nouvelle/", {"title": "Un cas", "emails": emails})
    path = opened.headers["Location"]
    Clinic.objects.update(dossier=made.pk)
    browser(came).post(path, {"act": "come"})
    for _twice in range(2):
        browser(presenter).post(path, {"act": "say", "text": "mon secret", "key": "k"})
    assert ClinicNote.objects.count() == 1
    assert "mon secret" in browser(came).get(path).content.decode()
    assert "mon secret" not in browser(invited).get(path).content.decode()
    for outside in (mod, staff, made.people[Role.FACILITATOR], made.owner, person()):
        assert browser(outside).get(path).status_code == 404
        assert "Un cas" not in browser(outside).get("/codev/").content.decode()
    browser(invited).post(path, {"act": "say", "text": "je force", "key": "f"})
    browser(came).post(path, {"act": "move", "step": "ideas"})
    assert Clinic.objects.get().step == "presentation", "only who facilitates moves it"
    browser(came).post(path, {"act": "facilitate"})
    browser(came).post(path, {"act": "move", "step": "ideas"})
    browser(came).post(path, {"act": "move", "step": "nowhere"})
    assert Clinic.objects.get().step == "ideas"
    browser(came).post(path, {"act": "close"})
    assert browser(came).post(path, {"act": "say", "text": "un mot encore", "key": "l"}).status_code == 422
    browser(invited).post(path, {"act": "come"})
    assert "mon secret" not in browser(invited).get(path).content.decode(), "closed: nobody comes in"
    browser(came).post(path, {"act": "erase"})
    assert ClinicNote.objects.count() == 1, "only the presenter erases"
    browser(presenter).post(path, {"act": "erase"})
    assert not Clinic.objects.exists()
    assert not ClinicNote.objects.exists()
    browser(presenter).post("/codev/nouvelle/", {"title": "Un autre", "emails": ""})
    forget_person(presenter, NOW)
    assert not Clinic.objects.exists()


def test_the_list_asks_as_much_for_many_threads(django_assert_max_num_queries: Any) -> None:
    one = member()
    client = browser(one)
    for number in range(25):
        begun("public", one, key=f"k{number}")
        if number in (0, 24):
            with django_assert_max_num_queries(9):
                assert client.get("/echanges/").status_code == 200
    assert client.get("/en/echanges/nouveau/").status_code == 200
    assert browser(person()).get("/echanges/nouveau/").status_code == 403
