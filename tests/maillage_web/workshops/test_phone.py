"""The door of a workshop and the phone of who takes part, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from maillage_web.dossiers.models import LivingDossier
from maillage_web.workshops.actions import codes, rooms
from maillage_web.workshops.actions.rooms import Prepared
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.models import Event, Participant, Workshop
from tests.conftest import ROOT
from tests.maillage_web.living.people import Ground, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
APP = ROOT / "src" / "maillage_web" / "workshops"


@pytest.fixture
def place() -> Ground:
    return ground()


@pytest.fixture
def room(place: Ground) -> Workshop:
    """An open workshop: notes, then a position; nothing is asked yet."""
    return opened(place.dossier)


def opened(dossier: LivingDossier, language: str = "fr") -> Workshop:
    levels = [{"code": "1", "label": "Un début"}, {"code": "2", "label": "Souvent"}]
    planned = [
        Prepared("notes", "Nos idées", "Que gardons-nous ?"),
        Prepared("position", "Nos regards", settings={"asked": "Où en est-on ?", "levels": levels}),
    ]
    now = timezone.now()
    made = rooms.prepare(
        dossier=dossier.pk,
        author=None,
        title="Premier atelier",
        activities=planned,
        now=now,
        language=language,
    )
    return rooms.open_workshop(workshop=made.pk, now=now)


def led(room: Workshop, kind: str, activity: str = "a1", **content: object) -> None:
    """A gesture of the facilitators."""
    (answer,) = say(room.pk, "f", [Said(uuid.uuid4().hex, activity, kind, content)], timezone.now())
    assert answer.refusal is None


def told(room: Workshop, who: str, text: str) -> int:
    """A note of somebody, by its number."""
    note = Said(uuid.uuid4().hex, "a1", "note", {"text": text})
    (answer,) = say(room.pk, who, [note], timezone.now())
    assert answer.number is not None
    return answer.number


def come_in(client: Client, room: Workshop, name: str = "Léa", **further: str) -> str:
    """The address of the phone page, after the name is given."""
    response = client.post("/atelier/", {"code": room.code, "name": name, **further})
    assert response.status_code == 302, response.content.decode()
    return str(response.url)


def page_of(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    return Page(response.content.decode())


def typed(room: Workshop) -> str:
    """The code as a thumb types it."""
    code = room.code or ""
    return f" {code[:3].lower()}-{code[3:].lower()} "


def test_a_code_leads_to_a_name_and_a_name_to_the_phone(client: Client, room: Workshop) -> None:
    response = client.post("/atelier/", {"code": typed(room)})
    assert response.status_code == 302
    asked = page_of(client, response.url)
    assert asked.one("h1").text == "Premier atelier"
    assert "La ferme" in asked.text
    assert Participant.objects.count() == 0

    proof = parse_qs(urlsplit(response.url).query)["preuve"][0]
    entered = client.post(
        "/atelier/", {"code": room.code, "preuve": proof, "name": "  Lé\u200ba\n Maï ", "actor": "la-ferme"}
    )
    assert entered.url == f"/atelier/{room.token}/"
    participant = Participant.objects.get()
    assert (participant.name, participant.actor) == ("Léa Maï", "la-ferme")
    (cookie,) = [one for one in client.cookies.values() if room.token in one.key]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)
    assert participant.secret not in cookie.value
    phone = client.get(entered.url)
    assert "no-store" in phone["Cache-Control"]
    assert "connect-src 'self' ws" in phone["Content-Security-Policy"]


def test_the_page_of_the_name_says_what_is_kept(client: Client, room: Workshop) -> None:
    page = page_of(
        client, client.post("/en/atelier/", {"code": room.code}).url.replace("/atelier/", "/en/atelier/")
    )
    assert "forgotten when the facilitators have finished the review" in page.text
    assert "No sound and no picture is recorded." in page.text
    assert "without your name" in page.text


def test_the_same_phone_comes_back_as_the_same_person(client: Client, other: Client, room: Workshop) -> None:
    address = come_in(client, room)
    assert come_in(client, room, "Somebody else") == address
    assert client.post("/atelier/", {"code": room.code}).url == address
    assert [one.name for one in Participant.objects.all()] == ["Léa"]
    come_in(other, room, "Sami")
    assert [one.number for one in Participant.objects.order_by("number")] == [1, 2]
    assert 'data-who="p2"' in other.get(address).content.decode()


def test_a_cookie_that_was_touched_opens_nothing(client: Client, room: Workshop) -> None:
    address = come_in(client, room)
    (name,) = [name for name in client.cookies if room.token in name]
    client.cookies[name] = "x" + client.cookies[name].value
    response = client.get(address)
    assert (response.status_code, response.url) == (302, "/atelier/")


@pytest.mark.parametrize(
    "data", [{"code": "222222"}, {"code": ""}, {"code": "2" * 60}, {"code": "222222", "name": "Léa"}]
)
def test_a_wrong_code_is_said_beside_the_field_and_lets_nobody_in(
    client: Client, room: Workshop, data: dict[str, str]
) -> None:
    response = client.post("/atelier/", data)
    page = Page(response.content.decode())
    assert response.status_code == 422
    assert [one for one in page.all("p") if one.attributes.get("role") == "alert" and one.text]
    assert Participant.objects.count() == 0


def test_a_name_is_asked_and_an_actor_of_another_place_is_refused(client: Client, room: Workshop) -> None:
    for wrong in ({"name": "   "}, {"name": "x" * 41}, {"name": "Léa", "actor": "elsewhere"}):
        assert client.post("/atelier/", {"code": room.code, **wrong}).status_code == 422
    assert client.post("/atelier/", {"code": room.code, "name": "\u200b"}).status_code == 422
    assert Participant.objects.count() == 0


def test_an_address_with_a_code_and_no_proof_asks_to_confirm_it(client: Client, room: Workshop) -> None:
    """Codes are not tried by links: only what is posted counts, or what the QR code proves."""
    page = page_of(client, f"/atelier/?code={room.code}")
    assert [one.attributes["value"] for one in page.all("input") if one.attributes.get("name") == "code"] == [
        room.code
    ]
    scanned = f"/atelier/?code={room.code}&preuve={codes.proof_of(room.code or '')}"
    assert page_of(client, scanned).one("h1").text == "Premier atelier"


def test_the_door_speaks_the_language_of_the_workshop_unless_another_is_chosen(
    client: Client, place: Ground
) -> None:
    room = opened(place.dossier, "en")
    asked = client.post("/atelier/", {"code": room.code}).url
    assert asked.startswith("/en/atelier/?code=")
    assert page_of(client, asked).one("html").attributes["lang"] == "en"
    assert page_of(client, asked.removeprefix("/en")).one("html").attributes["lang"] == "fr"
    scanned = f"/atelier/?code={room.code}&preuve={codes.proof_of(room.code or '')}"
    assert client.get(scanned).url.startswith("/en/atelier/")


def test_a_workshop_that_is_over_says_what_happens_now(client: Client, other: Client, room: Workshop) -> None:
    address = come_in(client, room)
    led(room, "open")
    told(room, "p1", "Une cuisine ouverte à tous")
    code = room.code
    rooms.close_workshop(workshop=room.pk, now=timezone.now())
    assert "Une cuisine ouverte à tous" in page_of(client, address).text
    assert "Une cuisine ouverte à tous" not in page_of(other, address).text
    assert (
        client.post(address, {"key": str(uuid.uuid4()), "activity": "a1", "text": "Trop tard"}).status_code
        == 410
    )
    assert other.post("/atelier/", {"code": code}).status_code == 422
    rooms.mark_reviewed(workshop=room.pk, act=None, session="", now=timezone.now())
    over = page_of(client, address)
    assert "Une cuisine ouverte à tous" not in over.text  # nobody is known any more
    assert "Léa" not in over.text


def test_somebody_put_out_is_told_so_and_says_nothing_more(client: Client, room: Workshop) -> None:
    address = come_in(client, room)
    led(room, "open")
    rooms.remove(workshop=room.pk, number=1, now=timezone.now())
    before = Event.objects.count()
    assert page_of(client, address, 403).one("h1").text
    assert (
        client.post(address, {"key": str(uuid.uuid4()), "activity": "a1", "text": "Encore"}).status_code
        == 403
    )
    assert come_in(client, room) == address
    assert Event.objects.count() == before
    assert Participant.objects.count() == 1


def test_without_javascript_a_note_lands_once_even_when_posted_twice(client: Client, room: Workshop) -> None:
    address = come_in(client, room)
    assert not page_of(client, address).all("textarea")
    led(room, "open")
    page = page_of(client, address)
    (key,) = [one.attributes["value"] for one in page.all("input") if one.attributes.get("name") == "key"]
    note = {"key": key, "activity": "a1", "text": "  Un jardin  <b>partagé</b> "}
    for _time in range(2):
        assert client.post(address, note).url == f"{address}#mine"
    assert Event.objects.filter(kind="note").count() == 1
    assert "Un jardin <b>partagé</b>" in page_of(client, address).text


def test_without_javascript_what_is_refused_is_said_and_the_words_stay(
    client: Client, room: Workshop
) -> None:
    address = come_in(client, room)
    led(room, "open")
    led(room, "close")
    led(room, "open", "a2")
    refused = client.post(address, {"key": str(uuid.uuid4()), "activity": "a1", "text": "Trop tard"})
    assert refused.status_code == 422
    assert "Trop tard" in Page(refused.content.decode()).text
    assert "say your answer aloud, or on paper" in page_of(client, f"/en{address}").text
    led(room, "open")
    again = client.post(address, {"key": "not a key", "activity": "a1", "text": "Mes mots"})
    assert again.status_code == 422
    assert Page(again.content.decode()).one("textarea").text == "Mes mots"
    assert not Event.objects.filter(kind="note").exists()


def test_what_is_hidden_never_reaches_a_phone(client: Client, other: Client, room: Workshop) -> None:
    address = come_in(client, room)
    come_in(other, room, "Sami")
    led(room, "open")
    shown, hidden = told(room, "p2", "Ce que tous lisent"), told(room, "p2", "Ce que Sami seul relit")
    led(room, "group", notes=[shown], title="Ensemble")
    led(room, "hide", "", note=hidden)
    text = client.get(address).content.decode()
    assert "Ce que tous lisent" in text
    assert "Ensemble" in text
    assert "Ce que Sami seul relit" not in text
    assert "Sami" not in text
    assert "Ce que Sami seul relit" in other.get(address).content.decode()


def test_without_javascript_what_is_revealed_is_read_as_counts_and_no_earlier(
    client: Client, room: Workshop
) -> None:
    address = come_in(client, room)
    led(room, "open", "a2")
    stance = Said("mine", "a2", "stance", {"level": "2", "why": "Je le vois chaque semaine"})
    (answer,) = say(room.pk, "p1", [stance], timezone.now())
    assert answer.refusal is None
    assert not page_of(client, address).all("dd")
    led(room, "reveal", "a2")
    page = page_of(client, address)
    assert "Où en est-on ?" in page.text
    assert [one.text for one in page.all("dt", "dd")] == ["Un début", "0", "Souvent", "1"]


def test_an_unknown_workshop_is_not_there_and_a_stranger_is_sent_to_the_door(
    client: Client, room: Workshop
) -> None:
    assert client.get("/atelier/nothing/").status_code == 404
    assert client.get(f"/atelier/{room.token}/").url == "/atelier/"
    assert client.post(f"/atelier/{room.token}/", {"text": "?"}).url == "/atelier/"


def _spoken(path: Path) -> set[str]:
    """The names of the words that a script says."""
    script = path.read_text(encoding="utf-8")
    counted = {
        f"{name}-{many}"
        for name in re.findall(r'words\.count\("([\w-]+)"', script)
        for many in ("one", "many")
    }
    return (
        counted
        | set(re.findall(r'\bwords\("([\w-]+)"', script))
        | set(re.findall(r'ctx\.words\("([\w-]+)"', script))
    )


def test_the_scripts_of_the_phone_say_words_that_are_translated() -> None:
    scripts = [APP / "static/workshops/phone.js", *(APP / "static/workshops/phone").glob("*.js")]
    spoken = set().union(*(_spoken(path) for path in scripts))
    page = (APP / "templates/workshops/phone_words.html").read_text(encoding="utf-8")
    known = set(re.findall(r'data-w="([\w-]+)"', page))
    assert len(spoken) > 60
    assert spoken - known == set()
    written = "".join(path.read_text(encoding="utf-8") for path in scripts)
    unused = {
        name for name in known - spoken if name.removesuffix("-one").removesuffix("-many") not in written
    }
    assert {name for name in unused if not name.startswith("asked-")} == set()
