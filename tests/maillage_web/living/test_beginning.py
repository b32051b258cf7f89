"""A dossier begins from nothing, from a file, from an example or from what was tried; then it is listed and settled."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.dossier.compare import compare
from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.living import begin
from maillage_web.dossiers.choices import CARDS_PER_PAGE, Role
from maillage_web.dossiers.models import Act, LivingDossier, Membership, StoredDossier
from maillage_web.dossiers.queries import stored
from maillage_web.dossiers.queries.living import whole_at
from tests.maillage_web.living.people import NOW, Ground, add, ground, person
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
BEGIN = "/dossiers/nouveau/"


@pytest.fixture
def somebody(client: Client) -> User:
    """Somebody who has entered."""
    user = person("Porteuse")
    client.force_login(user)
    return user


def read(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    return Page(response.content.decode())


def file_of(content: bytes, name: str = "dossier.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def made(response) -> LivingDossier:  # type: ignore[no-untyped-def]
    """The dossier that the answer leads to."""
    assert response.status_code == 302
    return LivingDossier.objects.get(slug=response["Location"].split("/")[2])


# --- beginning ----------------------------------------------------------------------------------------------------


def test_who_has_not_entered_is_sent_to_enter_and_comes_back(client: Client) -> None:
    for verb in (client.get, client.post):
        assert verb(BEGIN)["Location"] == f"/compte/entrer/?next={BEGIN}"
    assert not LivingDossier.objects.exists()


def test_from_nothing_it_is_private_and_says_what_comes_next(client: Client, somebody: User) -> None:
    sent = {"title": "Manger ici", "summary": "Bien manger", "territory_name": "Le pays"}
    response = client.post(BEGIN, sent)
    dossier = made(response)
    assert (dossier.title, dossier.public) == ("Manger ici", False)
    assert Membership.objects.get(dossier=dossier).user == somebody
    record = whole_at(dossier.pk, 1).record
    assert (record.summary, record.territory_name, record.language) == ("Bien manger", "Le pays", "fr")
    page = read(client, response["Location"])
    assert f"/dossiers/{dossier.slug}/membres/" in page.links
    assert f"/dossiers/{dossier.slug}/acteurs/ajouter/" in page.links


def test_it_is_public_only_when_one_says_so(client: Client, other: Client, somebody: User) -> None:
    private = made(client.post(BEGIN, {"title": "Un", "access": "private"}))
    public = made(client.post(BEGIN, {"title": "Deux", "access": "public"}))
    assert [other.get(f"/dossiers/{one.slug}/").status_code for one in (private, public)] == [404, 200]


@pytest.mark.parametrize("sent", [{"title": ""}, {"title": "Titre", "access": "somehow"}])
def test_what_is_missing_is_told_and_nothing_begins(
    client: Client, somebody: User, sent: dict[str, str]
) -> None:
    assert client.post(BEGIN, sent).status_code == 422
    assert not LivingDossier.objects.exists()


@pytest.mark.parametrize("title", ["nouveau", "archives", "essai-1", "ecopole-audruicq", "!!", "日本"])
def test_any_title_gives_an_address_of_its_own(client: Client, somebody: User, title: str) -> None:
    dossier = made(client.post(BEGIN, {"title": title}))
    assert title in read(client, f"/dossiers/{dossier.slug}/").one("h1").text


def test_from_a_workbook_everything_is_there(client: Client, somebody: User, example_workbook: bytes) -> None:
    response = client.post(f"{BEGIN}?depuis=fichier", {"file": file_of(example_workbook)})
    dossier = made(response)
    example = StoredDossier.objects.get(slug="ecopole-audruicq")
    kept = stored.read_dossier(stored.mappers.entry_of(example))
    assert compare(kept, whole_at(dossier.pk, dossier.number)) == ()
    assert Act.objects.get(dossier=dossier).details == {"from": "file"}


def test_a_file_that_cannot_be_read_says_what_to_repair_and_keeps_nothing(
    client: Client, somebody: User
) -> None:
    response = client.post(f"{BEGIN}?depuis=fichier", {"file": file_of(b"nothing"), "access": "public"})
    assert response.status_code == 422
    page = Page(response.content.decode())
    forms = [form.attributes.get("action") for form in page.all("form")]
    assert f"{BEGIN}?depuis=fichier" in forms
    hidden = [one.attributes["value"] for one in page.all("input") if one.attributes.get("name") == "access"]
    assert hidden == ["public"]
    assert not LivingDossier.objects.exists()


def test_a_copy_of_an_example_leaves_the_example_as_it_is(client: Client, somebody: User) -> None:
    before = StoredDossier.objects.get(slug="ikos").checksum
    dossier = made(client.post(f"{BEGIN}?depuis=exemple", {"example": "ikos"}))
    assert dossier.slug != "ikos"
    assert dossier.title.startswith("ïkos")
    assert StoredDossier.objects.get(slug="ikos").checksum == before
    assert client.post(f"{BEGIN}?depuis=exemple", {"example": "nulle-part"}).status_code == 422


def test_an_upload_is_not_offered_as_an_example(
    client: Client, somebody: User, example_workbook: bytes
) -> None:
    slug = client.post("/essayer/", {"file": file_of(example_workbook)})["Location"].split("/")[2]
    page = read(client, f"{BEGIN}?depuis=exemple")
    assert slug not in [option.attributes["value"] for option in page.all("option")]
    assert client.post(f"{BEGIN}?depuis=exemple", {"example": slug}).status_code == 422


# --- what one has just tried ----------------------------------------------------------------------------------------


def test_what_was_tried_without_an_account_is_kept_once_entered(
    client: Client, example_workbook: bytes
) -> None:
    address = client.post("/essayer/", {"file": file_of(example_workbook)})["Location"]
    assert f"{address}garder/" in read(client, address).links
    asked = read(client, f"{address}garder/")
    assert f"/compte/creer/?next={address}garder/" in asked.links
    assert client.post(f"{address}garder/")["Location"] == f"/compte/entrer/?next={address}garder/"
    user = person("Porteuse")
    client.force_login(user)
    dossier = made(client.post(f"{address}garder/"))
    assert (dossier.public, dossier.memberships.get().user) == (False, user)
    assert read(client, f"/dossiers/{dossier.slug}/").one("h1").text
    assert client.get(address).status_code == 404


def test_nobody_keeps_the_upload_of_another_browser(
    client: Client, other: Client, example_workbook: bytes
) -> None:
    address = client.post("/essayer/", {"file": file_of(example_workbook)})["Location"]
    other.force_login(person("Autre"))
    assert other.get(f"{address}garder/").status_code == 404
    assert other.post(f"{address}garder/").status_code == 404
    assert not LivingDossier.objects.exists()


@pytest.mark.parametrize("slug", ["ecopole-audruicq", "nulle-part"])
def test_only_uploads_are_kept(client: Client, somebody: User, slug: str) -> None:
    assert client.post(f"/dossiers/{slug}/garder/").status_code == 404


# --- the list -----------------------------------------------------------------------------------------------------


def many(owner: User, count: int, *, public: bool = False) -> None:
    for number in range(count):
        begin(cells={"title": f"Dossier {number:03}"}, public=public, owner=owner.pk, now=NOW)


def test_the_list_says_ones_role_and_the_last_change(client: Client) -> None:
    place = ground()
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), at=60 * 24 * 3)
    client.force_login(place.people[Role.AUDITOR])
    page = read(client, "/dossiers/")
    card = next(
        one.text
        for one in page.all("li")
        if "Manger ici" in one.text and one.attributes.get("class") == "card"
    )
    assert "26 novembre 2026" in card
    assert str(Role.AUDITOR.label) in card


def test_the_last_change_is_one_that_somebody_sees(client: Client) -> None:
    place = ground()
    secret = add("models", actor="la-ferme", register="value_created", visibility="actor")
    place.write(secret, by=place.people[Role.LEADER], at=60 * 24 * 3)
    place.write(add("challenges", name="Entre nous", visibility="facilitators"), at=60 * 24 * 5)
    for role, day in ((Role.READER, "23 novembre 2026"), (Role.FACILITATOR, "28 novembre 2026")):
        client.force_login(place.people[role])
        assert day in read(client, "/dossiers/").text, role


def test_private_dossiers_are_listed_to_their_members_only(client: Client, other: Client) -> None:
    place = ground()
    assert "Manger ici" not in read(other, "/dossiers/").text
    client.force_login(place.people[Role.VISITOR])
    assert "Manger ici" not in read(client, "/dossiers/").text
    client.force_login(place.people[Role.READER])
    assert "Manger ici" in read(client, "/dossiers/").text


def test_public_dossiers_are_listed_to_everybody(client: Client) -> None:
    ground(public=True)
    page = read(client, "/dossiers/")
    assert "Manger ici" in page.text


def test_an_empty_list_says_what_to_do(client: Client, somebody: User) -> None:
    assert BEGIN in read(client, "/dossiers/").links


def test_the_list_asks_as_much_for_one_dossier_as_for_many(client: Client, somebody: User) -> None:
    many(somebody, 1)
    client.get("/dossiers/")
    with CaptureQueriesContext(connection) as few:
        client.get("/dossiers/")
    many(somebody, CARDS_PER_PAGE + 5)
    many(person("Autre"), CARDS_PER_PAGE + 5, public=True)
    client.get("/dossiers/")
    with CaptureQueriesContext(connection) as lots:
        client.get("/dossiers/")
    assert len(lots) <= len(few) + 3  # the public ones, their records and their dates
    assert len(lots) <= 14
    assert {query["sql"].split()[0] for query in lots} == {"SELECT"}


def test_the_list_is_read_page_by_page_and_found_by_title(client: Client, somebody: User) -> None:
    many(somebody, CARDS_PER_PAGE + 5)
    first, second = (read(client, f"/dossiers/?mes={number}").text for number in (1, 2))
    assert ("Dossier 000" in first, "Dossier 028" in first) == (True, False)
    assert ("Dossier 000" in second, "Dossier 028" in second) == (False, True)
    found = read(client, "/dossiers/?q=dossier 01").text
    assert ("Dossier 012" in found, "Dossier 020" in found) == (True, False)


# --- settings -----------------------------------------------------------------------------------------------------


@pytest.fixture
def place() -> Ground:
    return ground()


def settings_of(place: Ground, rest: str = "") -> str:
    return f"/dossiers/{place.slug}/reglages/{rest}"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_only_the_owner_settles(client: Client, place: Ground, role: Role) -> None:
    client.force_login(place.people[role])
    expected = 404 if role is Role.VISITOR else 403
    for address in (settings_of(place), settings_of(place, "archiver/")):
        assert client.get(address).status_code == expected
        assert client.post(address, {"access": "public"}).status_code == expected
    place.dossier.refresh_from_db()
    assert (place.dossier.public, place.dossier.archived_at) == (False, None)


def test_making_it_public_says_first_what_becomes_visible(
    client: Client, other: Client, place: Ground
) -> None:
    place.write(
        add("challenges", name="Dit public", visibility="public"),
        add("challenges", name="Entre membres", visibility="members"),
    )
    client.force_login(place.owner)
    assert [one.text.split()[0] for one in read(client, settings_of(place)).all("strong")] == ["6", "1"]
    client.post(settings_of(place), {"access": "public"})
    shown = read(other, f"/dossiers/{place.slug}/tables/challenges/").text
    assert ("Dit public" in shown, "La santé" in shown, "Entre membres" in shown) == (True, True, False)
    client.post(settings_of(place), {"access": "private"})
    assert other.get(f"/dossiers/{place.slug}/").status_code == 404


def test_an_archived_dossier_is_only_read_listed_apart_and_comes_back(client: Client, place: Ground) -> None:
    client.force_login(place.owner)
    assert client.get(settings_of(place, "archiver/")).status_code == 200
    place.dossier.refresh_from_db()
    assert place.dossier.archived_at is None
    client.post(settings_of(place, "archiver/"))
    assert "Manger ici" not in read(client, "/dossiers/").text
    assert "Manger ici" in read(client, "/dossiers/archives/").text
    assert client.get(f"/dossiers/{place.slug}/").status_code == 200
    assert client.get(f"/dossiers/{place.slug}/acteurs/ajouter/").status_code == 403
    client.post(settings_of(place, "archiver/"), {"bring-back": ""})
    assert "Manger ici" in read(client, "/dossiers/").text
    kept = list(
        Act.objects.filter(dossier=place.pk, kind="settings")
        .order_by("number")
        .values_list("details", flat=True)
    )
    assert kept == [{"archived": True}, {"archived": False}]


def test_the_archives_of_others_are_not_listed(client: Client, place: Ground) -> None:
    LivingDossier.objects.filter(pk=place.pk).update(archived_at=NOW + datetime.timedelta(days=1))
    assert "Manger ici" not in read(client, "/dossiers/archives/").text
    client.force_login(place.people[Role.VISITOR])
    assert "Manger ici" not in read(client, "/dossiers/archives/").text
