"""Prepare and lead a workshop by plain forms alone: nothing here needs a script."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.workshop.designs import DESIGNS
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.living import find_living
from maillage_web.workshops.actions import rooms
from maillage_web.workshops.actions.rooms import Prepared
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.forms.planning import with_options
from maillage_web.workshops.models import Activity, Event, Workshop
from maillage_web.workshops.queries.options import members_dossier
from tests.maillage_web.living.people import NOW, Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LEVELS = [{"code": "1", "label": "Pas encore"}, {"code": "2", "label": "En partie"}]
PLAN = (
    Prepared("existing", "Le déjà-là"),
    Prepared(
        "position", "Se situer", settings={"frame": "efc", "version": "1.0", "item": "x", "levels": LEVELS}
    ),
    Prepared("consent", "Consentir", settings={"proposal": "On se revoit"}),
    Prepared("constraints", "Contraintes"),
    Prepared("exit", "Départ", settings={"options": {"actors": [{"id": "la-ferme", "label": "La ferme"}]}}),
)


@pytest.fixture
def place() -> Ground:
    return ground(public=True)


@dataclass
class Room:
    """An open room, whoever leads it by plain forms, and who sits in it."""

    workshop: Workshop
    client: Client
    base: str

    def do(self, word: str, **values: Any) -> Page:
        """Press a button: the page that follows."""
        answer = self.client.post(f"{self.base}faire/", {"faire": word, **values}, follow=True)
        assert answer.status_code == 200
        return Page(answer.content.decode())

    def see(self, activity: str = "") -> str:
        return self.client.get(f"{self.base}?activite={activity}").text

    def say(self, number: int, activity: str, kind: str, **content: Any) -> None:
        said = Said(f"{kind}-{Event.objects.count()}", activity, kind, content)
        (answer,) = say(self.workshop.pk, f"p{number}", [said], timezone.now())
        assert answer.refusal is None, answer.refusal

    def last(self, kind: str) -> dict[str, Any]:
        found = Event.objects.filter(workshop=self.workshop.pk, kind=kind).order_by("number").last()
        assert found is not None
        return dict(found.content)


@pytest.fixture
def room(place: Ground, client: Client) -> Room:
    made = rooms.prepare(dossier=place.pk, author=place.owner.pk, title="Atelier", activities=PLAN, now=NOW)
    client.force_login(place.people[Role.FACILITATOR])
    base = f"/dossiers/{place.slug}/ateliers/{made.token}/"
    found = Room(made, client, base)
    found.do("ouvrir-la-salle")
    for name in ("Ana", "Bob", "Cid"):
        rooms.enter(workshop=made.pk, name=name, now=NOW)
    return found


def refused(page: Page) -> bool:
    """Whether the page says why something was not done."""
    return any("saying-card--alert" in one.attributes.get("class", "") for one in page.all("div"))


def test_a_workshop_is_prepared_from_a_design_reread_and_copied(place: Ground, client: Client) -> None:
    client.force_login(place.owner)
    base = f"/dossiers/{place.slug}/ateliers/"
    assert "?copie=" not in client.get(base).text
    code, design = next(iter(DESIGNS.items()))
    asked = {"modele": code, "language": "en", "title": "", "phase": "existing", "parcours": "not-there"}
    made = client.post(f"{base}nouveau/", asked, follow=True)
    room = Workshop.objects.get(dossier=place.pk)
    assert (room.title, room.phase, room.journey) == (design.title.en, "existing", "")
    assert [one.title for one in room.activities.all()] == [one.title.en for one in design.activities]
    assert made.status_code == 200
    assert (
        client.post(f"{base}nouveau/", {"modele": "vide", "language": "fr", "title": ""}).status_code == 422
    )
    plan = f"{base}{room.token}/activites/"
    assert client.get(plan).status_code == 200
    first, second = room.activities.all()[:2]
    client.post(plan, {"faire": "apres", "cle": first.key})
    assert room.activities.first() == second
    asked = {"cle": first.key, "title": "Autrement", "prompt": "Dites", "minutes": "7"}
    if first.kind not in ("position", "dots"):
        client.post(plan, asked)
        assert Activity.objects.get(pk=first.pk).title == "Autrement"
    client.post(plan, {"faire": "retirer", "cle": second.key})
    assert not Activity.objects.filter(pk=second.pk).exists()
    assert client.post(plan, {"faire": "retirer", "cle": "nowhere"}).status_code == 404
    voting = client.post(plan, {"genre": "dots", "title": "Voter", "dots": "3", "on": first.key})
    assert voting.status_code == 302
    copied = client.post(f"{base}nouveau/", {"copie": room.token, "language": "fr", "title": "Encore"})
    assert copied.status_code == 302
    again = Workshop.objects.get(title="Encore")
    assert [one.kind for one in again.activities.all()] == [one.kind for one in room.activities.all()]
    assert again.activities.get(title="Voter").settings["on"] == again.activities.get(title="Autrement").key
    assert "Encore" in client.get(base).text


def test_every_kind_of_activity_can_be_added_and_says_what_it_lacks(place: Ground, client: Client) -> None:
    client.force_login(place.owner)
    made = rooms.prepare(dossier=place.pk, author=None, title="A", activities=(), now=NOW)
    plan = f"/dossiers/{place.slug}/ateliers/{made.token}/activites/"
    position = client.get(f"{plan}?genre=position")
    item = re.search(r'value="([a-z-]+/[0-9.]+/[^"]+)"', position.text)
    assert item is not None
    further = {
        "position": {"item": item[1], "holder": "collective"},
        "dots": {"dots": "3", "items": "Une halle\nUne cuisine"},
        "consent": {"question": "Quand ?", "proposal": "Le mardi"},
    }
    for kind in ("existing", "threads", "position", "dots", "consent", "exit", "constraints", "learnings"):
        assert client.get(f"{plan}?genre={kind}").status_code == 200
        asked = {"genre": kind, "title": kind, "prompt": "", "minutes": "5", **further.get(kind, {})}
        assert client.post(plan, asked).status_code == 302, kind
    found = {one.kind: one.settings for one in made.activities.all()}
    assert {one["id"] for one in found["exit"]["options"]["actors"]} == {"l-ecole", "la-ferme", "la-ville"}
    assert found["threads"]["options"]["effects"] == [
        {"id": "repas", "label": "De bons repas", "challenges": ["La santé"]}
    ]
    assert found["position"]["levels"]
    assert found["position"]["holder"] == "collective"
    assert [one["label"] for one in found["dots"]["options"]["items"]] == ["Une halle", "Une cuisine"]
    for kind in ("position", "dots"):
        assert client.post(plan, {"genre": kind, "title": kind, "dots": "3"}).status_code == 422
    made.activities.filter(kind="dots").update(settings={"dots": 3})
    assert client.get(plan.removesuffix("activites/")).text.count("field__error") == 1


def test_no_option_is_a_row_that_members_do_not_see(place: Ground) -> None:
    for visibility in ("facilitators", "actor"):
        kept = {"kept_for": "la-ferme"} if visibility == "actor" else {}
        place.write(
            *(
                add(
                    table,
                    id=f"{table}-{visibility}",
                    name=f"Secret {visibility}",
                    visibility=visibility,
                    **kept,
                )
                for table in ("actors", "effects", "components", "challenges")
            ),
            by=place.people[Role.FACILITATOR],
        )
    living = find_living(place.slug, place.people[Role.FACILITATOR].pk)
    assert living is not None
    dossier = members_dossier(living)
    for kind in ("existing", "threads", "contributions", "exit", "constraints", "actors", "position"):
        told = json.dumps(with_options(kind, {}, dossier, "fr"))
        assert "Secret" not in told, kind
        assert "facilitators" not in told, kind
    assert "La ferme" in json.dumps(with_options("exit", {}, dossier, "fr"))


def test_what_falls_is_computed_on_what_members_see(place: Ground, room: Room) -> None:
    hidden = {"name": "Secret des accompagnateurs", "bearers": "la-ferme", "visibility": "facilitators"}
    place.write(add("components", id="cache", **hidden), by=place.people[Role.FACILITATOR])
    room.do("ouvrir", cle="a5")
    assert refused(room.do("depart", cle="a5"))
    room.do("depart", cle="a5", acteur="la-ferme")
    told = room.last("shown")
    assert told["actor"] == "id:la-ferme"
    assert told["sentences"]
    assert "Secret" not in json.dumps(told)
    assert told["what"] in room.see("a5")


def test_an_activity_is_opened_shown_timed_and_closed(room: Room) -> None:
    room.do("ouvrir", cle="a1", jeton="x")
    room.do("ouvrir", cle="a1", jeton="x")  # pressed twice
    assert Event.objects.filter(workshop=room.workshop.pk, kind="open").count() == 1
    room.do("minuteur", minutes="5")
    room.do("plus-une", jeton="y")
    assert 300 < room.last("timer")["seconds"] <= 360
    room.do("arreter")
    assert room.last("timer") == {"seconds": None}
    assert refused(room.do("minuteur", minutes="mille"))
    room.do("montrer", cle="")
    room.do("fermer", cle="a1")
    kinds = list(
        Event.objects.filter(workshop=room.workshop.pk, who="f")
        .order_by("number")
        .values_list("kind", flat=True)
    )
    assert kinds == ["open", "show", "timer", "timer", "timer", "show", "close"]
    removing = room.client.post(f"{room.base}activites/", {"faire": "retirer", "cle": "a1"}, follow=True)
    assert refused(Page(removing.text))
    assert refused(room.do("nothing known"))


def test_notes_are_hidden_grouped_renamed_and_told_apart(room: Room) -> None:
    room.do("ouvrir", cle="a1")
    for number, text in enumerate(
        ("Une AMAP depuis dix ans", "Une AMAP, depuis dix ans !", "<b>Le marché</b>"), 1
    ):
        room.say(number, "a1", "note", text=text, fields={})
    page = room.see("a1")
    assert "&lt;b&gt;Le marché" in page
    assert "<b>Le marché" not in page
    assert "Ana" in page
    numbers = list(
        Event.objects.filter(workshop=room.workshop.pk, kind="note").values_list("number", flat=True)
    )
    assert f'value="{numbers[0]},{numbers[1]}"' in page
    room.do("masquer", cle="a1", note=numbers[2])
    assert refused(room.do("grouper", cle="a1", note=[numbers[0]]))
    room.do("grouper", cle="a1", note=f"{numbers[0]},{numbers[1]}", titre="Les AMAP")
    grouped = room.see("a1")
    assert 'value="Les AMAP"' in grouped
    assert "note--hidden" in grouped
    assert 'class="alike"' not in grouped
    group = Event.objects.get(workshop=room.workshop.pk, kind="group").number
    room.do("remontrer", cle="a1", note=numbers[2])
    room.do("grouper", cle="a1", groupe=group, note=[numbers[2]], titre="Tout")
    assert room.last("group")["notes"] == [numbers[2], numbers[0], numbers[1]]
    group = Event.objects.filter(workshop=room.workshop.pk, kind="group").order_by("number").last().number  # type: ignore[union-attr]
    room.do("renommer", cle="a1", groupe=group, titre="Ce qui nourrit")
    assert 'value="Ce qui nourrit"' in room.see("a1")
    room.do("separer", cle="a1", groupe=group)
    assert 'class="group"' not in room.see("a1")


def test_positions_stay_hidden_until_they_are_revealed(room: Room) -> None:
    room.do("ouvrir", cle="a2")
    room.say(1, "a2", "stance", level="2", why="Parce que rien ne bouge")
    before = room.see("a2")
    assert "Parce que rien" not in before
    assert "people__done" in before
    room.do("devoiler", cle="a2")
    after = room.see("a2")
    assert "Parce que rien" in after
    assert "Ana" in after


def test_a_consent_round_says_objections_first_and_keeps_what_is_decided(room: Room) -> None:
    room.do("ouvrir", cle="a3")
    room.say(1, "a3", "stance", answer="consent", why="")
    room.say(2, "a3", "stance", answer="objection", why="Le mardi, je livre")
    room.do("devoiler", cle="a3")
    rows = [one.text for one in Page(room.see("a3")).all("th") if one.attributes.get("scope") == "row"]
    assert rows == ["Bob", "Ana"]
    assert refused(room.do("decider", cle="a3", texte=""))
    assert refused(room.do("decider", cle="a3", texte="Oui", revue="demain"))
    room.do("decider", cle="a3", texte="Le jeudi", revue="2027-03-15", objections="Le mardi\n\nLe soir")
    assert room.last("outcome") == {
        "text": "Le jeudi",
        "review_on": "2027-03-15",
        "objections": ["Le mardi", "Le soir"],
    }
    assert "Le jeudi" in room.see("a3")


def test_neighbours_are_paired_round_the_list_or_by_hand(room: Room) -> None:
    rooms.enter(workshop=room.workshop.pk, name="Dee", now=NOW)
    rooms.enter(workshop=room.workshop.pk, name="Eve", now=NOW)
    room.do("voisins", cle="a4")
    assert room.last("pair")["pairs"] == [["p1", "p2"], ["p3", "p4", "p5"]]
    room.do("voisiner", cle="a4", un="p1", autre="p3")
    assert room.last("pair")["pairs"] == [["p4", "p5"], ["p1", "p3"]]
    page = room.see("a4")
    assert "Ana – Cid" in page
    assert "Bob" in page
    assert refused(room.do("voisiner", cle="a4", un="p1", autre="p1"))
    room.do("sortir", numero="3", ici="a4")
    assert "Cid" not in room.see("a4")


def test_private_notes_are_seen_by_their_author_alone(place: Ground, room: Room) -> None:
    address = f"{room.base}notes/"
    room.client.post(address, {"texte": "Bob s’est tu tout du long"})
    assert "Bob s’est tu" in room.see()
    assert "Bob s’est tu" in room.client.get(address).text
    note = re.search(r'name="effacer" value="(\d+)"', room.see())
    assert note is not None
    other = Client()
    for who in (place.other_facilitator, place.owner):
        other.force_login(who)
        other.post(address, {"effacer": note[1]})
        for page in (room.base, address, f"/dossiers/{place.slug}/ateliers/"):
            assert "Bob s’est tu" not in other.get(page).text
    assert "Bob s’est tu" in room.see()
    room.client.post(address, {"effacer": note[1]})
    assert "Bob s’est tu" not in room.see()


def test_closing_kills_the_code_and_says_what_comes_next(place: Ground, room: Room) -> None:
    code = Workshop.objects.get(pk=room.workshop.pk).code or ""
    shown = f"{code[:3]} {code[3:]}"
    assert shown in room.see()
    room.do("changer-le-code")
    assert shown not in room.see()
    room.do("finir")
    closed = room.see()
    assert "console_shut" not in closed
    assert "Premier" not in closed
    assert Workshop.objects.get(pk=room.workshop.pk).state == "closed"
    assert room.do("ouvrir", cle="a1")  # said after the end: refused or harmless, never an error
    reader = Client()
    reader.force_login(place.people[Role.READER])
    listed = reader.get(f"/dossiers/{place.slug}/ateliers/")
    assert "Atelier" in listed.text
    assert room.workshop.token not in listed.text
    assert reader.get(room.base).status_code == 403
    assert "Atelier<" not in Client().get(f"/dossiers/{place.slug}/ateliers/").text


def test_a_workshop_of_a_journey_that_one_does_not_see_is_not_there(place: Ground, client: Client) -> None:
    place.write(
        add(
            "journeys",
            id="intime",
            title="Parcours intime",
            holder="la-ferme",
            visibility="actor",
            kept_for="la-ferme",
        ),
        by=place.people[Role.FACILITATOR],
    )
    made = rooms.prepare(
        dossier=place.pk, author=None, title="Confidence", activities=PLAN, journey="intime", now=NOW
    )
    base = f"/dossiers/{place.slug}/ateliers/"
    for who, seen in (
        (place.people[Role.FACILITATOR], True),
        (place.owner, False),
        (place.other_facilitator, False),
    ):
        client.force_login(who)
        assert ("Confidence" in client.get(base).text) is seen
        assert client.get(f"{base}{made.token}/").status_code == (200 if seen else 404)


def test_the_big_screen_shows_no_name_and_nothing_hidden(room: Room) -> None:
    screen = f"/ateliers/{room.workshop.token}/ecran/"
    room.do("ouvrir", cle="a1")
    room.say(1, "a1", "note", text="Un four à pain", fields={})
    room.say(2, "a1", "note", text="Une bêtise", fields={})
    number = Event.objects.filter(workshop=room.workshop.pk, kind="note").order_by("number").last().number  # type: ignore[union-attr]
    room.do("masquer", cle="a1", note=number)
    page = room.client.get(screen).text
    assert "Un four à pain" in page
    assert "Une bêtise" not in page
    assert "Ana" not in page
    room.do("ouvrir", cle="a2")
    room.say(1, "a2", "stance", level="1", why="Secret avant l’heure")
    assert "Secret avant" not in room.client.get(screen).text
    room.do("montrer", cle="")
    assert "screen__code" in room.client.get(screen).text
