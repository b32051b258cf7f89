"""Every address of a dossier is opened as every role, and nothing that one may not see is ever in an answer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, Invitation, LivingRow, Membership
from tests.maillage_web.living.people import NOW, Ground, add, ground
from tests.maillage_web.living.rights import ROLES, table
from tests.maillage_web.workshops.ground import some_workshop

pytestmark = pytest.mark.django_db

OPENED = list(table("address"))
NAMES = sorted({name for name, _, _ in OPENED})
POSTED = {
    "agenda-ask", "answer", "archive", "change-role", "distrust", "import-discard", "invite", "leave", "link", "remove-member",
    "invite-again", "open-field", "row-restore", "take-back", "trust", "undo", "withdraw",
    "journey-act", "workshop-act",
}  # fmt: skip
"""The addresses that only take what is sent to them."""
NOT_OF_LIVING = {"delete", "keep", "need-ask"}
"""The addresses of what people try without an account: a living dossier is not there; and what needs somebody to ask."""
OF_ONE_PERSON = {"prepared-file", "import-preview", "import-discard"}
"""The addresses that hold a token: whoever else asks finds nothing."""
NO = {403, 404}

MARKS = {
    "public": "Marquepublique",
    "members": "Marquemembres",
    "facilitators": "Marqueaccompagnateurs",
    "actor": "Marqueacteur",
}
SEEN: dict[Role, set[str]] = {
    Role.OWNER: {"public", "members", "facilitators"},
    Role.FACILITATOR: {"public", "members", "facilitators", "actor"},
    Role.CONTRIBUTOR: {"public", "members"},
    Role.LEADER: {"public", "members", "actor"},
    Role.READER: {"public", "members"},
    Role.AUDITOR: {"public", "members", "facilitators"},
    Role.VISITOR: {"public"},
}


def marked(*, public: bool) -> Ground:
    """A dossier with a model card of each visibility, each with a word of its own, written and changed again."""
    place = ground(public=public)
    for visibility, word in MARKS.items():
        card = add(
            "models",
            id=f"fiche-{visibility}",
            actor="la-ferme",
            register="value",
            today=word,
            visibility=visibility,
        )
        writer = place.people[Role.FACILITATOR]
        place.write(card, by=writer, why="")
        place.write(place.change("models", f"fiche-{visibility}", note=f"{word} revue"), by=writer)
        place.write(place.change("models", f"fiche-{visibility}", note=""), by=writer)
    return place


def sample(place: Ground, name: str, row: LivingRow) -> dict[str, object]:
    """What fills the address of this name."""
    whose = Role.FACILITATOR if name == "distrust" else Role.READER
    member = Membership.objects.get(dossier=place.pk, user=place.people[whose])
    known = {
        "slug": place.slug,
        "name": place.slug,
        "table": row.table,
        "row": row.pk,
        "number": place.number(),
        "member": member.pk,
        "invitation": _invitation(place).pk,
        "actor": "la-ferme",
        "journey": "collective",
        "phase": "existing",
        "kind": "state",
        "form": "html" if name == "deliverable" else "csv",
        "token": some_workshop(place).token if name.startswith("workshop") else "none",
    }
    (pattern,) = get_resolver().reverse_dict.getlist(name)[:1]
    wanted = pattern[0][0][1]
    return {key: known[key] for key in wanted}


def _invitation(place: Ground) -> Invitation:
    """An invitation that nobody has answered."""
    values = {
        "role": Role.READER,
        "secret": "0" * 64,
        "sent_at": NOW,
        "expires_at": NOW + timedelta(days=3650),
    }
    return Invitation.objects.get_or_create(
        dossier=place.dossier, email="invited@example.org", defaults=values
    )[0]


def ask(client: Client, place: Ground, name: str, row: LivingRow) -> HttpResponseBase:
    address = reverse(name, kwargs=sample(place, name, row))
    return client.post(address) if name in POSTED else client.get(address, {"avant": "1"})


def enter(client: Client, place: Ground, role: Role) -> None:
    client.logout()
    if role is not Role.VISITOR:
        client.force_login(place.people[role])


def text_of(answer: HttpResponseBase) -> str:
    """All the words of an answer, those of a workbook or an archive included."""
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if not content.startswith(b"PK"):
        return bytes(content).decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist())


def of_dossiers() -> Iterator[str]:
    """The names of all the addresses of one dossier."""
    for name, (possibilities, *_rest) in get_resolver().reverse_dict.items():
        path, holes = possibilities[0]
        if isinstance(name, str) and "slug" in holes and "dossiers/" in path:
            yield name


def test_every_address_of_a_dossier_is_in_the_table() -> None:
    assert set(of_dossiers()) - NOT_OF_LIVING == set(NAMES) | {"prepared-file"}


def test_who_opens_which_address(client: Client) -> None:
    """Each address is asked for on a ground that the address before has left as it was."""
    place = ground(public=True)
    row = place.row("challenges", "sante")
    wrong = []
    for name, role, said in OPENED:
        with transaction.atomic():
            enter(client, place, role)
            if name in ("take-back", "undo"):
                writer = role if said == "yes" else Role.LEADER
                place.write(place.change("actors", "la-ferme", note=role), by=place.people[writer])
            status = ask(client, place, name, row).status_code
            transaction.set_rollback(True)
        if not is_right(status, name, said):
            wrong.append((name, role, said, status))
    assert wrong == []


def is_right(status: int, name: str, said: str) -> bool:
    """Whether this status is what the table says."""
    if said != "yes":
        return status in NO
    return status == 404 if name in OF_ONE_PERSON else status not in {*NO, 405, 500}


def test_a_private_dossier_does_not_exist_for_who_is_not_in_it(client: Client) -> None:
    place = ground(public=False)
    row = place.row("challenges", "sante")
    names = [*NAMES, "prepared-file"]
    for who in (None, Role.VISITOR):
        if who is not None:
            client.force_login(place.people[who])
        found = {name: ask(client, place, name, row).status_code for name in names}
        assert found == dict.fromkeys(names, 404), who


READ = [name for name in NAMES if name not in POSTED | OF_ONE_PERSON | {"report-pdf", "pick-organisations"}]


@pytest.mark.parametrize("public", [True, False], ids=["public", "private"])
def test_nothing_that_one_may_not_see_is_in_any_answer(client: Client, public: bool) -> None:
    place = marked(public=public)
    cards = LivingRow.objects.filter(dossier=place.pk, table="models")
    addresses = {reverse(name, kwargs=sample(place, name, card)) for name in READ for card in cards}
    assert len(addresses) > len(READ)
    for role in ROLES:
        enter(client, place, role)
        for address in sorted(addresses):
            words = text_of(client.get(address, {"avant": "1"}))
            told = {visibility for visibility, word in MARKS.items() if word in words}
            assert told <= SEEN[role], (role, address, told)


def test_the_marks_are_told_to_those_who_may_see_them(client: Client) -> None:
    place = marked(public=True)
    cards = list(LivingRow.objects.filter(dossier=place.pk, table="models"))
    for name in ("table", "dossier-zip", "dossier-xlsx", "api-table"):
        for role in ROLES:
            enter(client, place, role)
            words = text_of(ask(client, place, name, cards[0]))
            assert {one for one, word in MARKS.items() if word in words} == SEEN[role], (name, role)


def test_acts_tell_each_role_what_it_may_see(client: Client) -> None:
    place = marked(public=True)
    numbers = list(Act.objects.filter(dossier=place.pk).values_list("number", flat=True))
    for role in ROLES:
        enter(client, place, role)
        words = ""
        for number in numbers:
            words += text_of(client.get(reverse("act", args=[place.slug, number])))
        words += text_of(client.get(reverse("history", args=[place.slug])))
        told = {visibility for visibility, word in MARKS.items() if word in words}
        assert told == (SEEN[role] if role is not Role.VISITOR else set()), role


def test_a_row_that_one_may_not_see_is_nowhere_at_its_own_addresses(client: Client) -> None:
    place = marked(public=True)
    card = place.row("models", "fiche-actor")
    for name in ("row", "row-findings", "row-archive", "row-restore"):
        for role in ROLES:
            if "actor" not in SEEN[role]:
                enter(client, place, role)
                assert ask(client, place, name, card).status_code in NO, (name, role)
    for role in (Role.OWNER, Role.CONTRIBUTOR, Role.AUDITOR):
        enter(client, place, role)
        assert ask(client, place, "row", card).status_code == 404, role


def test_the_past_is_seen_with_the_rights_of_today(client: Client) -> None:
    place = marked(public=True)
    for role in ROLES:
        enter(client, place, role)
        for number in range(1, place.number() + 1):
            words = text_of(client.get(f"/dossiers/{place.slug}/tables/models/?vu={number}"))
            assert {one for one, word in MARKS.items() if word in words} <= SEEN[role]


def test_what_was_made_confidential_since_is_not_seen_in_the_past(client: Client) -> None:
    place = ground(public=True)
    place.write(add("sessions", id="seance", title=MARKS["public"], visibility="public"))
    then = place.number()
    place.write(place.change("sessions", "seance", visibility="facilitators"))
    enter(client, place, Role.READER)
    for path in ("tables/sessions/", f"{place.slug}.zip", "chercher/?q=Marque", "exporter/"):
        mark = "&" if "?" in path else "?"
        words = text_of(client.get(f"/dossiers/{place.slug}/{path}{mark}vu={then}"))
        assert f"{MARKS['public']}<" not in words.replace("</mark>", ""), path
        assert f">{MARKS['public']}" not in words, path
    enter(client, place, Role.OWNER)
    assert MARKS["public"] in text_of(client.get(f"/dossiers/{place.slug}/tables/sessions/?vu={then}"))
