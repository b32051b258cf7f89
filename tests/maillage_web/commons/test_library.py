"""The library: rules accepted, items written and versioned, who reads what, a case drawn from a dossier."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from maillage_web.accounts.models import User
from maillage_web.commons.actions.erasing import forget_person
from maillage_web.commons.models import Citation, Item, Member
from maillage_web.commons.queries.kept import of_the_commons
from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import NOW, add, ground, person
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "practice", "title": "Acheter une ferme", "summary": "En bref", "body": "Le récit", "sources": "Une note",
    "language": "fr", "authors": "Le collectif", "licence": "CC-BY-4.0", "reading": "public", "reuse": "attribution",
    "obstacle": [], "edition": "0",
}  # fmt: skip


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def member(role: str = "member") -> tuple[User, Client]:
    user = person()
    Member.objects.create(user=user, role=role, accepted=1, joined_at=NOW)
    return user, entered(user)


def published(client: Client, **further: Any) -> str:
    made = client.post("/communs/ecrire/", SAID | further)
    assert made.status_code == 302, made.content
    slug = made.url.split("/")[2]
    assert client.post(f"/communs/{slug}/publier/").status_code == 302
    return slug


def test_rules_are_accepted_then_left_and_an_old_version_is_not_enough() -> None:
    user = person()
    client = entered(user)
    assert client.get("/communs/ecrire/").status_code == 403
    client.post("/communs/regles/accepter/", {"version": "99"})
    assert not Member.objects.filter(user=user).exists()
    client.post("/communs/regles/accepter/", {"version": "1"})
    assert client.get("/communs/ecrire/").status_code == 200
    Member.objects.filter(user=user).update(accepted=0)
    assert client.get("/communs/ecrire/").status_code == 403
    client.post("/communs/regles/accepter/", {"version": "1"})
    client.post("/communs/regles/accepter/", {"leave": "1"})
    assert client.get("/communs/ecrire/").status_code == 403


def test_versions_never_change_and_what_was_written_meanwhile_is_shown() -> None:
    _user, client = member()
    slug = published(client)
    client.post(f"/communs/{slug}/ecrire/", SAID | {"title": "Deux"})
    clash = client.post(f"/communs/{slug}/ecrire/", SAID | {"title": "Trois"}).content.decode()
    assert "Deux" in clash
    assert "Trois" in clash
    client.post(f"/communs/{slug}/publier/", {"changes": "Le titre"})
    assert [one.title for one in Item.objects.get(slug=slug).versions.order_by("number")] == [
        "Acheter une ferme",
        "Deux",
    ]
    now = Client().get(f"/communs/{slug}/").content.decode()
    assert "Le titre" in now
    assert "CC BY 4.0" in now
    assert "Acheter une ferme" in Client().get(f"/en/communs/{slug}/v1/").content.decode()
    for address in ("/communs/", "/communs/regles/", f"/communs/{slug}/", f"/communs/{slug}/ecrire/"):
        for prefix in ("", "/en"):
            Page(client.get(prefix + address).content.decode())


def test_who_reads_and_writes_is_as_the_table_says() -> None:
    _owner, client = member()
    slugs = {
        "public": published(client, title="A"),
        "community": published(client, title="B", reading="community"),
        "withdrawn": published(client, title="C"),
        "hidden": published(client, title="D"),
    }
    client.post(f"/communs/{slugs['withdrawn']}/retirer/")
    Item.objects.filter(slug=slugs["hidden"]).update(hidden_at=NOW)
    citing = ground()
    Citation.objects.create(
        item=Item.objects.get(slug=slugs["withdrawn"]), number=1, dossier=citing.dossier, at=NOW
    )
    clients = {"visitor": Client(), "entered": entered(person()), "member": member()[1], "owner": client,
               "moderator": member("moderator")[1], "citing": entered(citing.owner)}  # fmt: skip
    reads = {
        "public": set(clients),
        "community": {"member", "owner", "moderator"},
        "withdrawn": {"owner", "citing"},
        "hidden": {"owner", "moderator"},
    }
    for name, slug in slugs.items():
        for who, browser in clients.items():
            wanted = 200 if who in reads[name] else 404
            assert browser.get(f"/communs/{slug}/").status_code == wanted, (name, who)
    for who, browser in clients.items():
        wanted = {"visitor": 302, "entered": 403, "citing": 403, "owner": 200}.get(who, 404)
        assert browser.get(f"/communs/{slugs['public']}/ecrire/").status_code == wanted, who


def test_a_list_of_many_items_asks_as_little_as_one_of_few(django_assert_max_num_queries: Any) -> None:
    _user, client = member()
    obstacle = "actors_in_silos"
    published(client, obstacle=[obstacle])
    with django_assert_max_num_queries(8):
        assert b"Acheter" in client.get(f"/communs/?obstacle={obstacle}").content
    for rank in range(6):
        published(client, title=f"N {rank}", kind="sheet")
    with django_assert_max_num_queries(8):
        page = client.get("/communs/?kind=sheet").content
    assert b"Acheter" not in page


def test_a_case_is_drawn_by_who_leads_the_dossier_and_names_nobody() -> None:
    made = ground(public=True)
    made.write(add("learnings", id="l", learning="La ferme et L’école se parlent"))
    Member.objects.create(user=made.owner, accepted=1, joined_at=NOW)
    reader = made.people[Role.READER]
    Member.objects.create(user=reader, accepted=1, joined_at=NOW)
    assert entered(reader).get(f"/communs/cas/{made.slug}/").status_code == 403
    client = entered(made.owner)
    page = client.get(f"/communs/cas/{made.slug}/").content.decode()
    assert "acteur A et acteur" in page.split("<textarea")[-1] or "acteur A et acteur" in page
    said = SAID | {"kind": "case", "title": "Un cas", "body": "corrigé"}
    assert client.post(f"/communs/cas/{made.slug}/", said).status_code == 302
    item = Item.objects.get(slug="un-cas")
    assert (item.state, item.dossier_id) == ("draft", made.pk)
    assert Client().get("/communs/un-cas/").status_code == 404


def test_a_person_who_leaves_takes_their_drafts_and_not_what_is_published() -> None:
    user, client = member()
    slug = published(client, title="Reste")
    client.post("/communs/ecrire/", SAID | {"title": "Part"})
    held = of_the_commons(user)
    assert {one["title"] for one in held["commons_items"].content} == {"Reste", "Part"}
    forget_person(user, NOW)
    assert list(Item.objects.values_list("slug", flat=True)) == [slug]
