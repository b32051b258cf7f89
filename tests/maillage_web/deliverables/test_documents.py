"""The page of documents: what it offers, to whom, and that nobody takes away more than they see."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as word_document

from maillage.deliverables.kinds import KINDS
from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import Ground, add, ground

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EXAMPLE = "/dossiers/lorient-reemploi/documents/"
MARKS = {
    "public": "Marquepublique",
    "members": "Marquemembres",
    "facilitators": "Marqueaccompagnement",
    "actor": "Marqueacteur",
}


@pytest.fixture
def place() -> Ground:
    """A public dossier with a session of each visibility, and one kept for the farm; all of them on the same day."""
    found = ground(public=True)
    for visibility, word in MARKS.items():
        kept = {"kept_for": "la-ferme"} if visibility == "actor" else {}
        row = add(
            "milestones",
            id=f"jalon-{visibility}",
            holder="la-ferme",
            title=word,
            visibility=visibility,
            **kept,
        )
        found.write(row, by=found.people[Role.FACILITATOR])
    return found


def told(client: Client, place: Ground, **asked: str) -> str:
    """The individual summary of the farm as a page; the marks found in it are what its readers were shown."""
    answer = client.get(reverse("deliverables", args=[place.slug]), {"document": "leader-summary", **asked})
    return answer.content.decode()


def test_the_page_offers_every_kind_in_every_format_and_each_opens(client: Client) -> None:
    page = client.get(EXAMPLE).content.decode()
    for kind in KINDS.values():
        assert f'id="{kind.code}"' in page
    for form in KINDS["map-poster"].formats:
        answer = client.get(f"{EXAMPLE}map-poster.{form}", {"taille": "a0", "langue": "en"})
        assert answer.status_code == 200, form
        assert answer["Content-Disposition"].startswith('attachment; filename="lorient-reemploi-map-poster-')
    read = client.get(EXAMPLE, {"document": "state", "depuis": "2022-06-30", "langue": "en"}).content.decode()
    assert 'lang="en"' in read
    assert "What changed since 30 June 2022" in read
    assert "2022-06-30" in read


def test_what_is_not_there_or_not_understood_is_said(client: Client) -> None:
    assert client.get(EXAMPLE, {"document": "poeme"}).status_code == 404
    assert client.get(f"{EXAMPLE}poeme.pdf").status_code == 404
    assert client.get(f"{EXAMPLE}state.svg").status_code == 404
    assert "2024-06-30" in client.get(EXAMPLE, {"depuis": "hier"}).content.decode()
    refused = client.get(f"{EXAMPLE}leader-summary.pdf")
    assert (refused.status_code, "dites lequel" in refused.content.decode()) == (422, True)


def enter(client: Client, place: Ground, role: Role) -> None:
    client.logout()
    if role is not Role.VISITOR:
        client.force_login(place.people[role])


def test_readers_are_those_of_whom_one_sees_all_the_rows_and_a_summary_is_of_ones_own_actor(
    client: Client, place: Ground
) -> None:
    offered: dict[Role, Any] = {}
    seen: dict[Role, set[str]] = {}
    for role in (Role.VISITOR, Role.CONTRIBUTOR, Role.LEADER, Role.FACILITATOR, Role.OWNER):
        enter(client, place, role)
        answer = client.get(reverse("deliverables", args=[place.slug]))
        offered[role] = [one.code for one in answer.context["page"].readers]
        assert ("no-store" in answer.get("Cache-Control", "")) is (role is not Role.VISITOR)
        page = told(client, place, pour="acteur:la-ferme")
        seen[role] = {name for name, word in MARKS.items() if word in page}
    assert offered == {
        Role.VISITOR: ["public"],
        Role.CONTRIBUTOR: ["public", "members"],
        Role.LEADER: ["public", "members", "acteur:la-ferme"],
        Role.FACILITATOR: ["public", "members", "facilitators", "acteur:la-ferme"],
        Role.OWNER: ["public", "members", "facilitators"],
    }
    its_own = {"public", "members", "actor"}
    assert seen == {role: its_own if role in (Role.LEADER, Role.FACILITATOR) else set() for role in offered}


def test_a_template_of_ones_own_is_filled_and_a_wrong_one_is_refused_on_the_page(client: Client) -> None:
    address = f"{EXAMPLE}?document=agreement"
    example = client.get(reverse("word-template")).content
    filled = client.post(address, {"modele": SimpleUploadedFile("m.docx", example)})
    assert filled.status_code == 200
    lines = [one.text for one in word_document(io.BytesIO(filled.content)).paragraphs]
    assert "Article 1 – Les parties" in lines
    for sent, said in ((b"bonjour", "document Word"), (b"0" * (5 * 1024 * 1024 + 1), "5 ")):
        wrong = client.post(address, {"modele": SimpleUploadedFile("m.docx", sent)})
        assert (wrong.status_code, said in wrong.content.decode()) == (422, True)
        assert "Article 1" in wrong.content.decode()
    assert client.post(address).status_code == 422
