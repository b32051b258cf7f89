"""The door of a room: codes, guesses, who comes in, who is put out, what is forgotten."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from maillage.text import Text
from maillage_web.accounts.queries.kept import personal_data
from maillage_web.dossiers.choices import Role
from maillage_web.workshops.actions import codes, private, rooms
from maillage_web.workshops.actions.forgetting import EVENTS_FOR, NAMES_FOR, OPEN_FOR, forget_workshops
from maillage_web.workshops.actions.refusals import RoomRefusedError, TooManyTriesError, WrongCodeError
from maillage_web.workshops.actions.rooms import Prepared
from maillage_web.workshops.models import Event, Participant, PrivateNote, Workshop
from maillage_web.workshops.queries.screens import is_screen_link, screen_link
from tests.maillage_web.living.people import NOW, Ground, ground

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def place() -> Ground:
    return ground(public=True)


@pytest.fixture(autouse=True)
def counts_at_hand(settings: Any) -> None:
    """Thousands of tries are counted in memory: which cache counts is not what is tested here."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tries"}
    settings.CACHES = {**settings.CACHES, "default": memory}
    from django.core.cache import cache

    cache.clear()


def opened(place: Ground, *activities: Prepared) -> Workshop:
    planned = activities or (Prepared("notes", "Notes"),)
    made = rooms.prepare(
        dossier=place.pk, author=place.owner.pk, title="Atelier", activities=planned, now=NOW
    )
    return rooms.open_workshop(workshop=made.pk, now=NOW)


def test_a_code_is_six_signs_that_nobody_mistakes_for_others() -> None:
    drawn = {codes.new_code() for _ in range(500)}
    assert len(drawn) == 500
    assert all(codes.read_code(one) == one for one in drawn)
    assert not set("AEIOULBGSZ01") & set("".join(drawn))
    assert codes.read_code(" b8s-g2z ") == "885622"
    assert [codes.read_code(words) for words in ("", "12345", "ABCDEF", "é" * 40)] == [""] * 4


def test_people_come_in_with_the_code_and_are_told_apart_by_a_secret(place: Ground) -> None:
    room = opened(place)
    code = room.code or ""
    first = rooms.join(code=code.lower(), name="  Anne\u200b  Marie ", actor="la-ferme", now=NOW)
    second = rooms.join(code=f"{code[:3]} {code[3:]}", name="Bo", now=NOW)
    assert (first.participant.number, second.participant.number) == (1, 2)
    assert first.participant.name == "Anne Marie"
    kept = Participant.objects.get(pk=first.participant.pk)
    assert kept.secret == rooms.hashed(first.secret) != first.secret
    joins = Event.objects.filter(workshop=room.pk).values_list("who", "kind", "content__name")
    assert list(joins) == [("p1", "join", "Anne Marie"), ("p2", "join", "Bo")]
    for name in ("", " \u200b ", "x" * 41):
        with pytest.raises(RoomRefusedError):
            rooms.join(code=code, name=name, now=NOW)
    rooms.remove(workshop=room.pk, number=2, now=NOW)
    rooms.remove(workshop=room.pk, number=2, now=NOW)
    assert Event.objects.filter(workshop=room.pk, kind="gone").count() == 1
    assert Participant.objects.get(pk=second.participant.pk).removed_at == NOW


def test_thousands_of_guesses_find_nothing_and_harm_nobody(place: Ground) -> None:
    room = opened(place)
    code = room.code or ""
    refused = {WrongCodeError: 0, TooManyTriesError: 0}
    for _ in range(2000):
        try:
            rooms.room_of(code=codes.new_code(), address="203.0.113.9", now=NOW)
        except RoomRefusedError as error:
            refused[type(error)] += 1
    assert refused == {
        WrongCodeError: codes.WRONG_PER_ADDRESS,
        TooManyTriesError: 2000 - codes.WRONG_PER_ADDRESS,
    }
    with pytest.raises(TooManyTriesError) as told:
        rooms.room_of(code=code, address="203.0.113.9", now=NOW)
    assert isinstance(told.value.text, Text)
    assert 0 < told.value.seconds <= 600
    assert rooms.room_of(code=code, address="203.0.113.9", proof=codes.proof_of(code), now=NOW).pk == room.pk
    assert rooms.room_of(code=code, address="198.51.100.7", now=NOW).pk == room.pk
    assert rooms.room_of(code=code, address="203.0.113.9", now=NOW + codes.WINDOW).pk == room.pk


def test_guesses_from_thousands_of_addresses_leave_each_of_them_few_tries(place: Ground) -> None:
    code = opened(place).code or ""
    for number in range(codes.MANY_WRONG):
        codes.count_wrong(f"2001:db8:{number:x}::1", NOW)
    for _ in range(codes.FEW_PER_ADDRESS):
        with pytest.raises(WrongCodeError):
            rooms.room_of(
                code="222222" if code != "222222" else "333333", address="2001:db8:ffff::1", now=NOW
            )
    with pytest.raises(TooManyTriesError):
        rooms.room_of(code=code, address="2001:db8:ffff::2", now=NOW)  # the same network
    assert rooms.room_of(code=code, address="198.51.100.7", now=NOW)
    for number in range(codes.TOO_MANY_WRONG - codes.MANY_WRONG):
        codes.count_wrong(f"10.0.{number // 250}.{number % 250}", NOW)
    with pytest.raises(TooManyTriesError):
        rooms.room_of(code=code, address="198.51.100.7", now=NOW)
    assert rooms.room_of(code=code, address="198.51.100.7", proof=codes.proof_of(code), now=NOW)


def test_right_codes_of_a_whole_room_behind_one_address_do_not_count(place: Ground) -> None:
    code = opened(place).code or ""
    for _ in range(300):
        rooms.room_of(code=code, address="203.0.113.9", now=NOW)
    assert not codes.is_proof(code, codes.proof_of("222222"))
    assert not codes.is_proof("", codes.proof_of(""))


def test_a_code_dies_with_the_workshop_or_when_it_is_changed(place: Ground) -> None:
    room = opened(place)
    first = room.code or ""
    second = rooms.change_code(workshop=room.pk).code or ""
    with pytest.raises(WrongCodeError):
        rooms.room_of(code=first, address="", proof=codes.proof_of(first), now=NOW)
    closed = rooms.close_workshop(workshop=room.pk, now=NOW)
    assert (closed.state, closed.code, closed.closed_at) == ("closed", None, NOW)
    assert Event.objects.filter(workshop=room.pk, kind="end").count() == 1
    assert rooms.close_workshop(workshop=room.pk, now=NOW + DAY).closed_at == NOW
    with pytest.raises(WrongCodeError):
        rooms.join(code=second, name="Trop tard", now=NOW)
    for refused in (rooms.open_workshop, rooms.change_code):
        with pytest.raises(RoomRefusedError):
            refused(workshop=room.pk, **({"now": NOW} if refused is rooms.open_workshop else {}))


def test_a_workshop_without_activity_does_not_open(place: Ground) -> None:
    empty = rooms.prepare(dossier=place.pk, author=None, title="Rien", activities=(), now=NOW)
    with pytest.raises(RoomRefusedError):
        rooms.open_workshop(workshop=empty.pk, now=NOW)
    with pytest.raises(RoomRefusedError):
        rooms.prepare(
            dossier=place.pk, author=None, title="Trop", activities=[Prepared("notes", "N")] * 31, now=NOW
        )


def test_what_is_due_is_forgotten_and_nothing_more(place: Ground) -> None:
    room = opened(place)
    joined = rooms.join(code=room.code or "", name="Zélie", now=NOW)
    private.write_note(workshop=room.pk, author=place.owner.pk, text="à part", now=NOW)
    assert forget_workshops(now=NOW + DAY).closed == 0
    assert forget_workshops(now=NOW + OPEN_FOR).closed == 1
    ended = NOW + OPEN_FOR
    assert forget_workshops(now=ended + NAMES_FOR - DAY).unnamed == 0
    assert forget_workshops(now=ended + NAMES_FOR).unnamed == 1
    kept = Participant.objects.get(pk=joined.participant.pk)
    assert kept.name == ""
    assert kept.secret != rooms.hashed(joined.secret)
    told = json.dumps(list(Event.objects.filter(workshop=room.pk).values_list("content", flat=True)))
    assert "lie" not in told
    assert PrivateNote.objects.count() == 1
    assert forget_workshops(now=ended + EVENTS_FOR).emptied == 1
    assert (Event.objects.filter(workshop=room.pk).count(), PrivateNote.objects.count()) == (0, 0)
    assert forget_workshops(now=ended + EVENTS_FOR).emptied == 0
    call_command("forget_workshops", verbosity=0)


def test_the_review_forgets_names_at_once(place: Ground) -> None:
    room = opened(place)
    rooms.join(code=room.code or "", name="Zélie", now=NOW)
    rooms.close_workshop(workshop=room.pk, now=NOW)
    done = rooms.mark_reviewed(workshop=room.pk, act=3, session="seance-1", now=NOW)
    assert (done.state, done.act, done.session) == ("reviewed", 3, "seance-1")
    assert list(room.participants.values_list("name", flat=True)) == [""]


def test_a_person_takes_away_what_workshops_keep_and_is_erased_from_them(place: Ground) -> None:
    room = opened(place)
    mine, theirs = place.owner, place.people[Role.FACILITATOR]
    private.write_note(workshop=room.pk, author=mine.pk, text="pour moi", now=NOW)
    private.write_note(workshop=room.pk, author=theirs.pk, text="pour elle", now=NOW)
    held = personal_data(mine)
    assert [one["text"] for one in held["workshop_notes"].content] == ["pour moi"]
    assert [one["title"] for one in held["workshops_begun"].content] == ["Atelier"]
    private.forget_person(mine, NOW)
    assert list(PrivateNote.objects.values_list("text", flat=True)) == ["pour elle"]
    assert Workshop.objects.get(pk=room.pk).created_by is None


def test_the_link_of_the_screen_opens_one_screen_without_an_account(place: Ground, client: Client) -> None:
    room = opened(place)
    link = screen_link(room.token)
    address = f"/ateliers/{room.token}/ecran/"
    assert not is_screen_link("another", link)
    assert [client.get(f"{address}{query}").status_code for query in ("", "?lien=x", f"?lien={link}")] == [
        404,
        404,
        200,
    ]
    client.force_login(place.people[Role.READER])
    assert client.get(address).status_code == 404
    client.force_login(place.people[Role.FACILITATOR])
    page = client.get(address)
    assert page.status_code == 200
    assert f"{(room.code or '')[:3]} {(room.code or '')[3:]}" in page.text
    rooms.close_workshop(workshop=room.pk, now=NOW)
    assert (room.code or "") not in client.get(f"{address}?lien={link}").text
