"""The live process as it really runs: people connect, say things, are cut, come back; it is killed and started again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus

from maillage_web.workshops.actions import rooms
from maillage_web.workshops.actions.limits import BURST, MALFORMED, PER_PARTICIPANT
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.models import Event, Workshop
from tests.maillage_web.databases import HERE
from tests.maillage_web.workshops.live_ground import (
    Ground,
    awaited,
    calling,
    connect,
    ground,
    make_workshop,
    ticket,
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Ground, int]]:
    """A live process on a database of its own, and its port."""
    with django_db_blocker.unblock(), ground(HERE, tmp_path_factory.mktemp("live")) as made:
        yield made, made.start()
        assert "Traceback" not in made.log()


@pytest.fixture
def live(served: tuple[Ground, int], django_db_blocker: Any, settings: Any) -> Iterator[int]:
    """The port of a live process; its database is that of the test."""
    settings.MAILLAGE_LIVE_PORT = served[1]
    with django_db_blocker.unblock():
        yield served[1]


def kept(workshop: Workshop, kind: str = "note") -> list[tuple[str, str]]:
    """Who said what, in order, as the database has it."""
    rows = Event.objects.filter(workshop=workshop, kind=kind).order_by("number")
    return [(one.who, one.content.get("text", "")) for one in rows]


# --- everybody sees, once it is kept ----------------------------------------------------------------------------------


@awaited
async def test_what_one_says_is_kept_then_answered_then_seen_by_all(live: int) -> None:
    room = make_workshop(people=2)
    async with (
        calling(live, ticket(room, "p1")) as one,
        calling(live, ticket(room, "p2")) as two,
        calling(live, ticket(room, "")) as screen,
    ):
        answer = await one.say("note", {"text": "Un jardin partagé"}, key="mine")
        assert answer == {"t": "ack", "key": "mine", "number": room_head(room)}
        assert kept(room) == [("p1", "Un jardin partagé")]
        assert await one.say("note", {"text": "Un jardin partagé"}, key="mine") == answer
        assert len(kept(room)) == 1
        for other in (two, screen):
            await other.until(other.texts)
            assert other.texts() == ["Un jardin partagé"]
            assert "by" not in other.objects[f"n/{answer['number']}"]
        assert one.objects[f"n/{answer['number']}"]["mine"] is True


def room_head(room: Workshop) -> int:
    """The number of the last event, in the database."""
    return Workshop.objects.get(pk=room.pk).head


@awaited
async def test_what_is_hidden_does_not_leave_the_server_before_its_time(live: int) -> None:
    room = make_workshop(people=2)
    say(room.pk, "f", [Said("open-a2", "a2", "open", {})], timezone.now())
    async with (
        calling(live, ticket(room, "p1")) as one,
        calling(live, ticket(room, "p2")) as two,
        calling(live, ticket(room, "f")) as host,
    ):
        assert (await one.say("stance", {"level": "4", "why": "secret"}, activity="a2"))["t"] == "ack"
        await two.until(lambda: two.objects["c/a2"]["answered"] == 1)
        assert "secret" not in str(two.objects)
        number = (await one.say("note", {"text": "à cacher"}))["number"]
        await two.until(two.texts)
        await host.say("hide", {"note": number})
        await two.until(lambda: two.objects.get(f"n/{number}", "") is None)
        await host.say("reveal", {}, activity="a2")
        await two.until(lambda: two.objects["a/a2"]["revealed"])


@awaited
async def test_a_phone_that_was_cut_gets_what_it_missed_and_nothing_else(live: int) -> None:
    room = make_workshop(people=2)
    async with calling(live, ticket(room, "p1")) as one:
        before = (await one.say("note", {"text": "avant"}))["number"]
        async with calling(live, ticket(room, "p2")) as two:
            since = two.seq
        missed = [(await one.say("note", {"text": f"pendant {place}"}))["number"] for place in range(3)]
        await one.say("edit", {"note": before, "text": "avant, corrigé"})
        async with calling(live, ticket(room, "p2"), since) as two:
            assert two.last["whole"] is False
            assert {key for key in two.objects if key[0] == "n"} == {f"n/{one}" for one in [before, *missed]}
            assert two.texts()[0] == "avant, corrigé"
            since = two.seq
        async with calling(live, ticket(room, "p2"), since) as two:
            assert two.objects == {}
        async with calling(live, ticket(room, "p2"), since + 1000) as two:  # of a workshop that was restored
            assert two.last["whole"] is True
            assert len(two.texts()) == 4


@awaited
async def test_pages_ring_and_the_room_hears(live: int) -> None:
    room = make_workshop(people=1)
    async with calling(live, ticket(room, "")) as screen:
        say(room.pk, "p1", [Said("k", "a1", "note", {"text": "par une page"})], timezone.now())
        await screen.until(screen.texts)
        room.activities.create(key="a3", position=3, kind="learnings", title="Ajoutée")
        await screen.until(lambda: "a/a3" in screen.objects)  # nobody rang: it looks by itself
        assert screen.last["whole"] is True
        assert screen.texts() == ["par une page"]


# --- who may not, who must go -----------------------------------------------------------------------------------------


@awaited
async def test_nobody_comes_in_without_a_ticket_of_ours(live: int) -> None:
    room = make_workshop(people=1)
    good = ticket(room, "p1")
    gone = ticket(room, "p7")
    for words in ("", "nonsense", good[:-1] + ("A" if good[-1] != "A" else "B"), gone):
        async with calling(live) as stranger:
            said = await stranger.hello(words)
            assert (said["t"], said["again"]) == ("bye", None)
            assert said["code"] == ("removed" if words == gone else "ticket")
    with pytest.raises(InvalidStatus):
        await connect(f"ws://127.0.0.1:{live}/direct/", origin="http://elsewhere.example")  # type: ignore[arg-type]
    with pytest.raises(InvalidStatus):
        await connect(f"ws://127.0.0.1:{live}/direct/")


@awaited
async def test_who_is_removed_and_a_room_that_closes_end_with_a_sentence(live: int) -> None:
    room = make_workshop(people=2)
    async with (
        calling(live, ticket(room, "p1")) as one,
        calling(live, ticket(room, "p2")) as two,
        calling(live, ticket(room, "f")) as host,
    ):
        rooms.remove(workshop=room.pk, number=1, now=timezone.now())
        assert (await one.end())["code"] == "removed"
        async with calling(live, ticket(room, "p1")) as again:
            assert again.last["code"] == "removed"
        rooms.close_workshop(workshop=room.pk, now=timezone.now())
        assert (await two.end())["code"] == "closed"
        assert two.objects["w"]["ended"] is True
        await host.until(lambda: host.objects["w"]["ended"])
        async with calling(live, ticket(room, "p2")) as late:
            assert late.last["code"] == "closed"


@awaited
async def test_a_fourth_page_of_the_same_person_takes_the_place_of_the_first(live: int) -> None:
    room = make_workshop(people=1)
    async with (
        calling(live, ticket(room, "p1")) as first,
        calling(live, ticket(room, "p1")),
        calling(live, ticket(room, "p1")) as third,
        calling(live, ticket(room, "p1")) as fourth,
    ):
        assert PER_PARTICIPANT == 3
        assert (await first.end())["code"] == "elsewhere"
        assert (await third.say("note", {"text": "là"}))["t"] == "ack"
        await fourth.until(fourth.texts)


# --- hostile ----------------------------------------------------------------------------------------------------------


@awaited
async def test_a_hostile_participant_harms_nobody(live: int) -> None:
    room = make_workshop(people=2)
    async with calling(live, ticket(room, "p2")) as neighbour:
        mine = (await neighbour.say("note", {"text": "<b>à moi</b>"}, key="same"))["number"]
        async with calling(live, ticket(room, "p1")) as hostile:
            for kind, content in (
                ("edit", {"note": mine, "text": "volé"}),
                ("withdraw", {"note": mine}),
                ("hide", {"note": mine}),
                ("end", {}),
                ("join", {"name": "Autre", "actor": ""}),
                ("gone", {}),
                ("nothing", {}),
                ("note", {"text": "x" * 9000}),
            ):
                answer = await hostile.say(kind, content)
                assert (answer["t"], answer["again"]) == ("no", None), kind
                assert answer["text"]["fr"] != answer["text"]["en"]
            taken = await hostile.say("note", {"text": "<script>alert(1)</script>"}, key="same")
            assert taken["t"] == "ack"
            assert taken["number"] != mine  # a key is of its sender
        await _flood(live, room)
        for frame in (b"\x00\xff", "<script>", "[" * 9000, '{"t":"say","key":"' + "k" * 41 + '"}', "NaN"):
            await _misbehave(live, room, frame)
        async with calling(live, ticket(room, "p1")) as hostile:
            await hostile.socket.send("x" * 20_000)
            with pytest.raises(ConnectionClosed) as closed:
                await hostile.until(lambda: False)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1009
        await neighbour.say("note", {"text": "toujours là"})
        assert neighbour.texts()[0] == "<b>à moi</b>"
        assert neighbour.texts()[-1] == "toujours là"


async def _flood(live: int, room: Workshop) -> None:
    async with calling(live, ticket(room, "p1")) as hostile:
        keys = [await hostile.put("note", {"text": f"flot {place}"}) for place in range(BURST + 15)]
        await hostile.until(lambda: all(key in hostile.answers for key in keys))
        refused = [hostile.answers[key] for key in keys if hostile.answers[key]["t"] == "no"]
        assert 10 <= len(refused) <= 15
        assert {one["code"] for one in refused} == {"fast"}
        assert all(0 < one["again"] <= 1 for one in refused)


async def _misbehave(live: int, room: Workshop, frame: str | bytes) -> None:
    async with calling(live, ticket(room, "p1")) as hostile:
        for _ in range(MALFORMED):
            await hostile.socket.send(frame)
        assert (await hostile.end())["code"] == "malformed"
    async with calling(live) as hostile:
        await hostile.socket.send(frame)
        assert (await hostile.end())["code"] in ("malformed", "ticket")


# --- killed -----------------------------------------------------------------------------------------------------------


@awaited
async def test_killed_and_started_again_it_has_all_it_answered_once(
    live: int, served: tuple[Ground, int]
) -> None:
    made, room = served[0], make_workshop(people=3)
    port = made.start()
    said = {f"p{who}": [f"{who}-{place}" for place in range(6)] for who in (1, 2, 3)}
    answered: dict[str, int] = {}
    async with calling(port, ticket(room, "p1")) as one, calling(port, ticket(room, "p2")) as two:
        for caller, who in ((one, "p1"), (two, "p2")):
            for text in said[who]:
                await caller.put("note", {"text": text}, key=text)
        await one.until(lambda: len(one.answers) >= 2)
        made.end(kill=True)
        for caller in (one, two):
            with pytest.raises(ConnectionClosed):
                await caller.until(lambda: False)
            answered |= {str(key): told["number"] for key, told in caller.answers.items()}
    assert len(answered) >= 2
    assert set(answered) <= {text for _, text in kept(room)}
    assert made.start(port) == port
    for who in ("p1", "p2", "p3"):
        async with calling(port, ticket(room, who)) as again:
            for text in said[who]:
                number = (await again.say("note", {"text": text}, key=text))["number"]
                assert answered.setdefault(text, number) == number
    assert sorted(kept(room)) == sorted((who, text) for who, texts in said.items() for text in texts)
    for who, texts in said.items():
        assert [text for by, text in kept(room) if by == who] == texts  # in their order
    made.end()
