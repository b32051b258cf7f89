"""The life of a workbook that somebody tries: read, shown to its sender alone, gone after two hours."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from maillage.io import load_bytes
from maillage_web.dossiers import actions
from maillage_web.dossiers.choices import UPLOADS_PER_SESSION
from maillage_web.dossiers.models import StoredDossier
from tests.maillage_web.addresses import PREFIXES, SLUGS, pages_of
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db


def send(client: Client, content: bytes, name: str = "essai.xlsx", prefix: str = "/") -> HttpResponse:
    """Send a file as the form does."""
    return client.post(f"{prefix}essayer/", {"file": SimpleUploadedFile(name, content)})


def archive_of(**tables: str) -> bytes:
    """A .zip of CSV tables."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"{name}.csv", text)
    return target.getvalue()


def titled(title: str) -> bytes:
    """The archive of a small dossier."""
    return archive_of(dossier=f"id,title\nessai,{title}\n", challenges="id,name\nmanger,Bien manger\n")


def uploads() -> list[StoredDossier]:
    """What is kept of what people sent."""
    return list(StoredDossier.objects.filter(origin="upload").order_by("pk"))


@pytest.mark.parametrize("language", list(PREFIXES))
def test_a_good_workbook_is_shown_on_every_page(
    client: Client, example_workbook: bytes, language: str
) -> None:
    response = send(client, example_workbook, prefix=PREFIXES[language])
    assert response.status_code == 302
    slug = uploads()[0].slug
    assert response["Location"] == f"{PREFIXES[language]}dossiers/{slug}/"
    for address in pages_of(slug):
        shown = client.get(PREFIXES[language] + address)
        assert shown.status_code == 200, address
        page = Page(shown.content.decode())
        assert page.one("html").attributes["lang"] == language
        assert page.one("h1").text
        assert "no-store" in shown["Cache-Control"]
        assert shown["X-Robots-Tag"] == "noindex"


def test_an_archive_is_read_too(client: Client, example_archive: bytes) -> None:
    assert send(client, example_archive, "ikos.zip").status_code == 302
    assert uploads()[0].title.startswith("ïkos")


@pytest.mark.parametrize("name", ["rapport.html", "rapport.pdf", "{slug}.xlsx", "{slug}.zip"])
def test_an_upload_can_be_taken_away_in_each_form(client: Client, example_workbook: bytes, name: str) -> None:
    send(client, example_workbook)
    slug = uploads()[0].slug
    response = client.get(f"/dossiers/{slug}/{name.format(slug=slug)}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")


def test_what_was_repaired_is_listed(client: Client) -> None:
    sheet = archive_of(dossier="id,title\nessai,Essai\n", actors="id,name,commune\nferme,Ferme,1004\n")
    send(client, sheet, "essai.zip")
    page = Page(client.get(f"/dossiers/{uploads()[0].slug}/").content.decode())
    assert "zéro de tête perdu" in page.text
    assert "ligne 2" in page.text


@pytest.mark.parametrize("language", list(PREFIXES))
def test_a_wrong_workbook_gets_every_problem_and_nothing_is_kept(client: Client, language: str) -> None:
    wrong = archive_of(
        dossier="id,title\nessai,\n",
        challenges="id,name,sphere\nmanger,Bien manger,\n",
        effects="id,name,challenges,low,high\ne1,Repas,nulle-part,9,3\ne2,Autre,manger,abc,\n",
    )
    response = send(client, wrong, "essai.zip", PREFIXES[language])
    assert response.status_code == 422
    page = Page(response.content.decode())
    expected = load_bytes(wrong, "essai.zip").problems
    assert len(expected) >= 3
    for problem in expected:
        for text in (problem.message, problem.expected, problem.repair, problem.place.text()):
            assert " ".join(text.in_(language).split()) in page.text
    assert uploads() == []
    assert "sessionid" not in client.cookies


def formula_workbook() -> bytes:
    """A workbook with a formula in a cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Dossier"
    sheet.append(["id", "title"])
    sheet.append(["essai", '=HYPERLINK("http://elsewhere.example")'])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def swelling_archive() -> bytes:
    """A small archive that opens into a hundred megabytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dossier.csv", b"0" * 100_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: b"", "vide.xlsx"),
        (lambda: b"PK\x03\x04 then nothing", "coupe.zip"),
        (lambda: b"not a workbook", "faux.xlsx"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "protege.xlsx"),
        (lambda: b"a;b", "tableau.csv"),
        (lambda: b"MZ", "programme.exe"),
        (lambda: archive_of(**{"../../dossier": "id,title\na,b\n"}), "grimpe.zip"),
        (formula_workbook, "formule.xlsx"),
        (swelling_archive, "bombe.zip"),
        (lambda: titled("a\x00b"), "nul.zip"),
    ],
    ids=["empty", "cut", "fake", "protected", "csv", "program", "climbing", "formula", "swelling", "control"],
)
def test_a_file_that_cannot_be_read_is_explained(
    client: Client, make: Callable[[], bytes], name: str
) -> None:
    response = send(client, make(), name)
    assert response.status_code == 422
    page = Page(response.content.decode())
    assert "à réparer" in page.one("h1").text
    assert name in page.text
    assert uploads() == []


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "{{ secret }}{% now %}", "\u202erenversé"])
def test_what_a_workbook_says_is_never_markup(client: Client, title: str) -> None:
    send(client, titled(title), "essai.zip")
    slug = uploads()[0].slug
    for address in ("", "articulation/", "tables/challenges/"):
        content = client.get(f"/dossiers/{slug}/{address}").content.decode()
        assert "<script>alert" not in content
        assert Page(content).one("h1")


def test_no_file_is_told(client: Client) -> None:
    response = client.post("/essayer/", {})
    assert response.status_code == 422
    assert "Choisissez d’abord un fichier" in response.content.decode()


def test_a_file_a_little_too_big_is_refused_by_the_form(client: Client) -> None:
    response = send(client, b"0" * (settings.UPLOAD_BYTES + 1))
    assert response.status_code == 422
    assert "5 Mo" in response.content.decode()
    assert uploads() == []


def test_a_file_far_too_big_gets_the_page_413(client: Client) -> None:
    response = send(client, b"0" * (settings.BODY_BYTES + 1), prefix="/en/")
    assert response.status_code == 413
    assert Page(response.content.decode()).one("h1").text == "This file is too big"
    assert uploads() == []


def test_somebody_else_finds_nothing(client: Client, other: Client, example_workbook: bytes) -> None:
    send(client, example_workbook)
    slug = uploads()[0].slug
    for address in (*pages_of(slug), f"dossiers/{slug}/rapport.html", f"dossiers/{slug}/{slug}.xlsx"):
        assert other.get(f"/{address}").status_code == 404, address
    assert other.post(f"/dossiers/{slug}/supprimer/").status_code == 404
    assert slug not in other.get("/dossiers/").content.decode()
    assert slug in client.get("/dossiers/").content.decode()
    send(other, titled("Autre"), "autre.zip")
    assert other.get(f"/dossiers/{slug}/").status_code == 404


def test_a_session_key_made_up_opens_nothing(client: Client, other: Client) -> None:
    other.cookies["sessionid"] = "made-up-by-somebody"
    assert send(other, titled("Essai"), "essai.zip").status_code == 302
    assert uploads()[0].session_key != "made-up-by-somebody"
    client.cookies["sessionid"] = ""
    assert client.get(f"/dossiers/{uploads()[0].slug}/").status_code == 404


def test_an_upload_expires(client: Client, example_workbook: bytes) -> None:
    send(client, example_workbook)
    stored = uploads()[0]
    assert stored.expires_at - stored.loaded_at == datetime.timedelta(hours=2)
    past = timezone.now() - datetime.timedelta(hours=3)
    StoredDossier.objects.filter(pk=stored.pk).update(
        loaded_at=past, expires_at=past + datetime.timedelta(hours=2)
    )
    assert client.get(f"/dossiers/{stored.slug}/").status_code == 404
    assert stored.slug not in client.get("/dossiers/").content.decode()
    call_command("purge_uploads", verbosity=0)
    assert uploads() == []


def test_sending_another_one_sweeps_what_expired(client: Client, other: Client) -> None:
    send(client, titled("Ancien"), "a.zip")
    past = timezone.now() - datetime.timedelta(hours=3)
    StoredDossier.objects.filter(origin="upload").update(
        loaded_at=past, expires_at=past + datetime.timedelta(hours=2)
    )
    send(other, titled("Neuf"), "b.zip")
    assert [stored.title for stored in uploads()] == ["Neuf"]


def test_the_oldest_makes_room(client: Client) -> None:
    for number in range(UPLOADS_PER_SESSION + 2):
        send(client, titled(f"Essai {number}"), "essai.zip")
    assert [stored.title for stored in uploads()] == ["Essai 2", "Essai 3", "Essai 4"]


def test_the_same_file_twice_is_kept_once(client: Client) -> None:
    for _ in range(2):
        send(client, titled("Essai"), "essai.zip")
    assert len(uploads()) == 1


def test_an_upload_can_be_deleted_at_once(client: Client, example_workbook: bytes) -> None:
    send(client, example_workbook)
    slug = uploads()[0].slug
    assert client.get(f"/dossiers/{slug}/supprimer/").status_code == 405
    assert client.post(f"/dossiers/{slug}/supprimer/").status_code == 302
    assert uploads() == []
    assert client.get(f"/dossiers/{slug}/").status_code == 404


def test_an_example_cannot_be_deleted(client: Client) -> None:
    assert client.post(f"/dossiers/{SLUGS[0]}/supprimer/").status_code == 404
    assert StoredDossier.objects.filter(slug=SLUGS[0]).exists()


def test_the_database_refuses_an_upload_without_owner_or_end() -> None:
    now = timezone.now()
    common = {"title": "x", "content": b"", "checksum": "0" * 64, "loaded_at": now}
    later = now + datetime.timedelta(hours=1)
    wrong = [
        {"slug": "a", "origin": "upload", "expires_at": later, "session_key": ""},
        {"slug": "b", "origin": "upload", "expires_at": None, "session_key": "key"},
        {"slug": "c", "origin": "example", "expires_at": later, "session_key": ""},
        {"slug": "d", "origin": "example", "expires_at": None, "session_key": "key"},
        {"slug": "e", "origin": "upload", "expires_at": now, "session_key": "key"},
        {"slug": "f", "origin": "other", "expires_at": None, "session_key": ""},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredDossier.objects.create(**common, **values)


def test_repairs_are_kept_as_plain_texts(client: Client) -> None:
    send(client, archive_of(dossier="id,title\nessai,  Essai  \n", inconnue="a\nb\n"), "essai.zip")
    repairs = uploads()[0].repairs
    assert repairs
    assert json.loads(json.dumps(repairs)) == repairs


def test_the_empty_workbook_is_offered_in_the_language_of_the_page(client: Client) -> None:
    for prefix, sheet in (("/", "Acteurs"), ("/en/", "Actors")):
        response = client.get(f"{prefix}modele.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        assert sheet in book.sheetnames
        assert response["Content-Disposition"].startswith("attachment")


def test_the_empty_workbook_sent_as_it_is_says_what_is_missing(client: Client) -> None:
    response = send(client, client.get("/modele.xlsx").content)
    assert response.status_code == 422
    assert "Dossier" in Page(response.content.decode()).text


def test_the_whole_site_keeps_a_bounded_number(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions.stored, "UPLOADS_IN_ALL", 2)
    for number in range(4):
        send(Client(), titled(f"Essai {number}"), "essai.zip")
    assert [stored.title for stored in uploads()] == ["Essai 2", "Essai 3"]
