"""The pages of history show everybody what they may see of it, whole, and nothing that tells of the rest."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage_web.accounts.actions.erasing import erase
from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.actions.living import change_settings
from maillage_web.dossiers.actions.people import name_confidant
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.choices import ACTS_PER_PAGE, Role
from maillage_web.dossiers.mappers.living import seal
from maillage_web.dossiers.models import Act, Membership
from maillage_web.dossiers.queries.acts import Chronicle
from maillage_web.dossiers.queries.history import row_history
from maillage_web.dossiers.queries.living import find_living
from maillage_web.dossiers.queries.shelf import forget_all
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of
from tests.conftest import ROOT
from tests.maillage_web.living.people import NOW, Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
MEMBERS = [role for role in Role if role is not Role.VISITOR]


@pytest.fixture
def place() -> Ground:
    return ground()


def address(place: Ground, rest: str = "historique/", prefix: str = "/") -> str:
    return f"{prefix}dossiers/{place.slug}/{rest}"


def enter(client: Client, place: Ground, role: Role) -> Client:
    client.force_login(place.people[role])
    return client


def seen(client: Client, place: Ground, role: Role, rest: str = "historique/") -> Page:
    response = enter(client, place, role).get(address(place, rest))
    assert response.status_code == 200, response.status_code
    return Page(response.content.decode())


def status(client: Client, place: Ground, role: Role, rest: str) -> int:
    return enter(client, place, role).get(address(place, rest)).status_code


def listed(page: Page) -> list[int]:
    """The numbers of the acts that a list shows."""
    heads = [element for element in page.all("h2") if element.attributes.get("class") == "act__head"]
    return [int(head.text.split()[2]) for head in heads]


def numbers(place: Ground, role: Role) -> list[int]:
    living = find_living(place.slug, place.people[role].pk)
    assert living
    return [act.number for act in Chronicle(living).acts()]


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_tells_who_when_what_and_why(client: Client, place: Ground) -> None:
    place.write(
        place.change("actors", "la-ferme", name="La ferme haute"),
        by=place.people[Role.CONTRIBUTOR],
        why="Le nom de l’enseigne",
    )
    page = seen(client, place, Role.READER)
    assert listed(page) == [3, 2, 1]
    for words in ("contributor", "Le nom de l’enseigne", "La ferme haute", "23 novembre 2026"):
        assert words in page.text


def test_the_pages_are_in_both_languages(client: Client, place: Ground) -> None:
    enter(client, place, Role.OWNER)
    for rest in ("historique/", "historique/2/", "etats/", "comparer/?avant=1"):
        french, english = (client.get(address(place, rest, prefix)) for prefix in ("/", "/en/"))
        assert (french.status_code, english.status_code) == (200, 200)
        assert Page(english.content.decode()).one("html").attributes["lang"] == "en"
        assert Page(french.content.decode()).one("html").attributes["lang"] == "fr"
    assert (
        "3 rows added to Actors: La ferme"
        in Page(client.get(address(place, prefix="/en/")).content.decode()).text
    )


def test_an_act_of_the_site_says_so(client: Client, place: Ground) -> None:
    write(dossier=place.pk, author=None, edits=[place.change("actors", "la-ville", note="vue")], now=NOW)
    response = enter(client, place, Role.READER).get(address(place, "historique/3/", "/en/"))
    assert "the site" in Page(response.content.decode()).text


def test_an_erased_person_keeps_their_acts_without_a_name(client: Client, place: Ground) -> None:
    author = place.people[Role.CONTRIBUTOR]
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), by=author)
    erase(person=User.objects.get(pk=author.pk), now=NOW)
    page = seen(client, place, Role.READER, "historique/3/")
    (who,) = [one for one in page.all("p") if one.attributes.get("class") == "act__who"]
    assert str(User.objects.get(pk=author.pk)) in who.text
    assert author.name not in who.text
    assert author.email not in seen(client, place, Role.READER).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("genre=create", [1]),
        ("table=challenges", [2]),
        ("table=actors", [4, 2]),
        ("mots=ENSEIGNE", [4]),
        ("mots=absent", []),
        ("du=2026-11-24", [5]),
        ("au=2026-11-22", []),
        ("genre=nonsense&qui=x", [5, 4, 3, 2, 1]),
    ],
)
def test_the_list_is_narrowed(client: Client, place: Ground, query: str, expected: list[int]) -> None:
    place.write(place.change("components", "cantine", note="midi"))
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), why="Le nom de l’enseigne")
    place.write(place.change("components", "cantine", note="soir"), at=60 * 24)
    assert listed(seen(client, place, Role.READER, f"historique/?{query}")) == expected


def test_the_list_is_narrowed_to_a_person_and_to_a_row(client: Client, place: Ground) -> None:
    writer = place.people[Role.CONTRIBUTOR]
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), by=writer)
    place.write(place.change("actors", "la-ville", name="La mairie"))
    assert listed(seen(client, place, Role.READER, f"historique/?qui={writer.pk}")) == [3]
    key = place.row("actors", "la-ville").pk
    page = seen(client, place, Role.READER, f"historique/?ligne={key}")
    assert listed(page) == [4, 2]
    assert "La mairie" in page.text


def test_pages_follow_one_another_without_a_count(client: Client, place: Ground) -> None:
    for turn in range(ACTS_PER_PAGE + 3):
        place.write(place.change("actors", "la-ferme", note=f"tour {turn}"))
    last = place.number()
    first = seen(client, place, Role.READER)
    assert listed(first) == list(range(last, last - ACTS_PER_PAGE, -1))
    older = next(link for link in first.links if "avant=" in link)
    second = seen(client, place, Role.READER, f"historique/{older}")
    assert listed(second) == list(range(last - ACTS_PER_PAGE, 0, -1))
    assert any("avant" not in link and link.startswith("?") for link in second.links)


# --- what one may not see --------------------------------------------------------------------------------------------


def test_what_is_for_facilitators_is_in_their_history_only(client: Client, place: Ground) -> None:
    place.write(
        add("challenges", id="secret", name="Le secret", visibility="facilitators"),
        why="Entre nous seulement",
    )
    for role in MEMBERS:
        page = seen(client, place, role)
        shown = role in (Role.OWNER, Role.FACILITATOR, Role.AUDITOR)
        assert (3 in listed(page)) is shown, role
        assert ("Le secret" in page.text, "Entre nous" in page.text) == (shown, shown)
        assert status(client, place, role, "historique/3/") == (200 if shown else 404)


def test_what_is_kept_for_an_actor_is_for_its_leader_and_who_it_trusts(client: Client, place: Ground) -> None:
    card = add(
        "models", id="carte", actor="la-ferme", register="creation", today="En secret", visibility="actor"
    )
    place.write(card, by=place.people[Role.LEADER], why="Ma carte")
    for role in MEMBERS:
        shown = role in (Role.LEADER, Role.FACILITATOR)
        assert (3 in numbers(place, role)) is shown, role
        assert ("En secret" in seen(client, place, role).text) is False
        page = enter(client, place, role).get(address(place, "historique/3/"))
        assert page.status_code == (200 if shown else 404)
        assert ("En secret" in page.content.decode()) is shown
    client.force_login(place.other_facilitator)
    assert client.get(address(place, "historique/3/")).status_code == 404


def test_a_row_hidden_today_has_no_history_even_where_it_was_seen(client: Client, place: Ground) -> None:
    place.write(add("challenges", id="discret", name="Le discret"))
    key = place.row("challenges", "discret").pk
    place.write(place.change("challenges", "discret", visibility="facilitators"))
    for number in (3, 4):
        assert status(client, place, Role.READER, f"historique/{number}/") == 404
        assert status(client, place, Role.AUDITOR, f"historique/{number}/") == 200
    assert listed(seen(client, place, Role.READER, f"historique/?ligne={key}")) == []
    assert "discret" not in seen(client, place, Role.READER).text


def test_a_row_shown_today_does_not_tell_what_it_hid(client: Client, place: Ground) -> None:
    place.write(add("challenges", id="discret", name="Le discret", visibility="facilitators", note="tu"))
    place.write(place.change("challenges", "discret", note=""))
    place.write(place.change("challenges", "discret", visibility="members"))
    place.write(place.change("challenges", "discret", name="Le connu"))
    assert numbers(place, Role.READER) == [6, 2, 1]
    assert numbers(place, Role.OWNER) == [6, 5, 4, 3, 2, 1]


def test_references_to_hidden_rows_are_left_out_of_what_was(client: Client, place: Ground) -> None:
    place.write(place.change("components", "cantine", bearers="la-ville; l-ecole"))
    place.write(place.change("components", "cantine", bearers="la-ferme; l-ecole"))
    place.write(place.change("actors", "la-ferme", visibility="facilitators"))
    for number, shown in ((2, "La ville"), (3, "La ville, L’école"), (4, "L’école")):
        page = seen(client, place, Role.READER, f"historique/{number}/")
        assert "ferme" not in page.text
        assert shown in page.text
        assert "La ferme" in seen(client, place, Role.OWNER, f"historique/{number}/").text


def test_a_change_of_hidden_references_alone_is_not_there(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", visibility="facilitators"))
    place.write(place.change("components", "cantine", bearers="la-ville"))
    assert 4 not in numbers(place, Role.READER)
    assert 4 in numbers(place, Role.OWNER)


def test_a_row_that_needs_a_hidden_one_is_hidden_with_it(place: Ground) -> None:
    place.write(add("ties", id="lien", actor_a="la-ferme", actor_b="la-ville"))
    assert 3 in numbers(place, Role.READER)
    place.write(place.change("actors", "la-ferme", visibility="facilitators"))
    assert 3 not in numbers(place, Role.READER)
    assert 3 in numbers(place, Role.AUDITOR)


def test_the_reason_of_an_act_partly_hidden_is_for_its_author_and_who_sees_it_all(
    client: Client, place: Ground
) -> None:
    place.write(
        place.change("actors", "la-ville", note="vue"),
        add("challenges", id="secret", name="Le secret", visibility="facilitators"),
        why="À cause du secret",
    )
    assert "À cause du secret" in seen(client, place, Role.OWNER).text
    reader = seen(client, place, Role.READER)
    assert 3 in listed(reader)
    assert "secret" not in reader.text.casefold()
    assert listed(seen(client, place, Role.READER, "historique/?mots=secret")) == []


def test_trust_given_for_a_hidden_actor_is_not_told(client: Client, place: Ground) -> None:
    member = Membership.objects.get(dossier=place.pk, user=place.other_facilitator)
    leader = place.people[Role.LEADER].pk
    name_confidant(dossier=place.pk, member=member.pk, actor="la-ferme", author=leader, now=NOW)
    page = seen(client, place, Role.READER, "historique/3/")
    for words in (place.other_facilitator.name, "La ferme"):
        assert words in page.text
    place.write(place.change("actors", "la-ferme", visibility="facilitators"))
    assert 3 not in numbers(place, Role.READER)
    assert 3 in numbers(place, Role.OWNER)


def test_an_act_that_takes_back_a_hidden_one_does_not_say_which(client: Client, place: Ground) -> None:
    place.write(add("challenges", id="discret", name="Le discret", visibility="facilitators", note="tu"))
    place.write(place.change("challenges", "discret", note="tu et bien tu"))
    place.write(place.change("challenges", "discret", visibility="members"))
    take_back(client, place, Role.OWNER, 4)
    target = address(place, "historique/4/")
    for rest in ("historique/", "historique/6/"):
        assert target in seen(client, place, Role.AUDITOR, rest).links
        assert target not in seen(client, place, Role.READER, rest).links
    assert numbers(place, Role.READER) == [6, 2, 1]


def test_a_day_does_not_tell_which_act_was_its_last(client: Client, place: Ground) -> None:
    place.write(add("challenges", id="secret", name="Le secret", visibility="facilitators"), at=7)
    place.write(place.change("actors", "la-ville", note="vue"), at=60 * 24 * 2)
    for rest in ("?vu=2026-11-23", "comparer/?avant=2026-11-23"):
        page = seen(client, place, Role.READER, rest)
        assert "23 novembre 2026" in page.text
        assert not re.search(r"(no\.|n°)\s*3\b", page.text)


def test_a_public_visitor_has_no_history_and_a_private_dossier_does_not_exist(client: Client) -> None:
    private, public = ground(), ground(public=True)
    for rest in ("historique/", "historique/1/", "etats/", "comparer/", "historique/piste.csv"):
        assert status(client, private, Role.VISITOR, rest) == 404
        assert status(client, public, Role.VISITOR, rest) == 403
        assert Client().get(address(private, rest)).status_code == 404
        assert Client().get(address(public, rest)).status_code == 403


def test_an_example_has_no_history(client: Client) -> None:
    assert client.get("/dossiers/ecopole-audruicq/historique/").status_code == 404


def test_pages_of_history_are_kept_by_no_cache(client: Client, place: Ground) -> None:
    response = enter(client, place, Role.OWNER).get(address(place))
    assert "no-store" in response["Cache-Control"]


def test_numbers_that_are_not_there_are_not_found(client: Client, place: Ground) -> None:
    for number in (0, 3, 10**9):
        assert status(client, place, Role.OWNER, f"historique/{number}/") == 404


# --- one act ----------------------------------------------------------------------------------------------------------


def test_an_act_shows_every_field_before_and_after_in_words(client: Client, place: Ground) -> None:
    place.write(
        place.change(
            "actors",
            "la-ferme",
            name="La ferme haute",
            legal_form="scic",
            joined_on="2015-03",
            note="Elle vend des légumes de saison aux cantines de la vallée.",
        )
    )
    place.write(
        place.change(
            "actors", "la-ferme", note="Elle vend des légumes de saison aux cantines des deux vallées."
        )
    )
    page = seen(client, place, Role.READER, "historique/3/")
    for words in ("La ferme", "La ferme haute", "mars 2015", "Nom"):
        assert words in page.text
    assert "scic" not in page.text
    page = seen(client, place, Role.READER, "historique/4/")
    assert page.all("del")[0].text.endswith("de la vallée.")
    assert page.all("ins")[0].text.endswith("des deux vallées.")
    assert any("vu=4" in link for link in page.links)


def test_the_past_says_that_it_is_the_past(client: Client, place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"))
    page = seen(client, place, Role.READER, "acteurs/?vu=2")
    assert "La ferme haute" not in page.text
    notes = [element.text for element in page.all("p") if element.attributes.get("role") == "note"]
    assert len(notes) == 1
    assert "2" in notes[0]
    assert any(link.endswith("acteurs/?") for link in page.links)
    assert not [
        element
        for element in seen(client, place, Role.READER, "acteurs/").all("p")
        if element.attributes.get("role") == "note"
    ]


def test_the_past_does_not_date_an_act_that_one_does_not_see(client: Client, place: Ground) -> None:
    place.write(add("challenges", id="secret", name="Le secret", visibility="facilitators"), at=7)
    place.write(place.change("actors", "la-ville", note="vue"), at=60)
    assert "10:07" in seen(client, place, Role.OWNER, "?vu=3").text
    assert "10:07" not in seen(client, place, Role.READER, "?vu=3").text


# --- taking back ------------------------------------------------------------------------------------------------------


def take_back(client: Client, place: Ground, role: Role, number: int, **data: str) -> HttpResponse:
    return enter(client, place, role).post(address(place, f"historique/{number}/annuler/"), data, follow=True)


def test_an_act_is_taken_back_with_a_reason_and_the_taking_back_too(client: Client, place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"))
    response = take_back(client, place, Role.OWNER, 3, why="C’était une erreur")
    assert response.redirect_chain == [(address(place, "historique/4/"), 302)]
    assert "C’était une erreur" in response.content.decode()
    assert place.cells("actors", "la-ferme")["name"] == "La ferme"
    page = seen(client, place, Role.READER)
    assert any(
        link.endswith("historique/4/") for link in seen(client, place, Role.READER, "historique/3/").links
    )
    assert listed(page)[0] == 4
    take_back(client, place, Role.OWNER, 4)
    assert place.cells("actors", "la-ferme")["name"] == "La ferme haute"


@pytest.mark.parametrize("role", MEMBERS)
def test_the_button_is_there_for_who_may(client: Client, place: Ground, role: Role) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), by=place.people[Role.CONTRIBUTOR])
    may = role in (Role.OWNER, Role.FACILITATOR, Role.CONTRIBUTOR)
    page = seen(client, place, role, "historique/3/")
    forms = [form for form in page.all("form") if form.attributes.get("action", "").endswith("/annuler/")]
    assert bool(forms) is may
    assert take_back(client, place, role, 3).status_code == (200 if may else 403)
    assert (place.cells("actors", "la-ferme")["name"] == "La ferme") is may


def test_nobody_takes_back_what_they_do_not_see(client: Client, place: Ground) -> None:
    card = add("models", id="carte", actor="la-ferme", register="creation", visibility="actor")
    place.write(card, by=place.people[Role.LEADER])
    assert take_back(client, place, Role.OWNER, 3).status_code == 404
    assert take_back(client, place, Role.OWNER, 1).status_code == 403
    assert place.number() == 3


def test_asking_takes_nothing_back(client: Client, place: Ground) -> None:
    assert enter(client, place, Role.OWNER).get(address(place, "historique/2/annuler/")).status_code == 405


def test_what_changed_since_is_shown_and_the_rest_can_be_taken_back(client: Client, place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute", commune="62053"))
    place.write(
        place.change("actors", "la-ferme", name="La ferme basse"), by=place.people[Role.CONTRIBUTOR], at=5
    )
    response = take_back(client, place, Role.OWNER, 3, why="Trop tôt")
    assert response.status_code == 409
    page = Page(response.content.decode())
    for words in ("La ferme haute", "La ferme basse", "contributor"):
        assert words in page.text
    assert any(link.endswith("historique/4/") for link in page.links)
    sent = {
        one.attributes["name"]: one.attributes["value"]
        for one in page.all("input")
        if "name" in one.attributes
    }
    assert (sent["rest"], sent["why"]) == ("1", "Trop tôt")
    take_back(client, place, Role.OWNER, 3, rest="1", why="Trop tôt")
    assert place.cells("actors", "la-ferme") == {"id": "la-ferme", "name": "La ferme basse"}
    assert Act.objects.get(dossier=place.pk, number=5).why == "Trop tôt"


def test_hidden_rows_of_an_act_neither_stand_in_the_way_nor_change(client: Client, place: Ground) -> None:
    leader = place.people[Role.LEADER]
    card = add(
        "models", id="carte", actor="la-ferme", register="creation", today="En secret", visibility="actor"
    )
    place.write(card, place.change("actors", "la-ferme", name="La ferme haute"), by=leader)
    place.write(place.change("models", "carte", today="Autrement"), by=leader)
    response = take_back(client, place, Role.OWNER, 3)
    assert response.status_code == 200
    assert place.cells("actors", "la-ferme")["name"] == "La ferme"
    assert place.cells("models", "carte")["today"] == "Autrement"
    assert "carte" not in response.content.decode()


def test_when_all_has_changed_since_one_is_told_so(client: Client, place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"))
    place.write(place.change("actors", "la-ferme", name="La ferme basse"))
    before = place.number()
    response = take_back(client, place, Role.OWNER, 3, rest="1")
    assert place.number() == before
    assert response.redirect_chain[-1][0] == address(place, "historique/3/")


def test_what_others_lean_on_is_not_taken_back(client: Client, place: Ground) -> None:
    place.write(Edit("archive", "actors", place.row("actors", "l-ecole").pk))
    place.write(add("actors", id="l-ecole", name="L’autre école"))
    response = take_back(client, place, Role.OWNER, 3)
    assert response.status_code == 422
    assert place.number() == 4
    assert "l-ecole" in response.content.decode()


def test_an_archived_dossier_is_read_and_nothing_is_taken_back(client: Client, place: Ground) -> None:
    change_settings(dossier=place.pk, author=place.owner.pk, now=NOW, archived=True)
    assert take_back(client, place, Role.OWNER, 2).status_code == 403
    assert listed(seen(client, place, Role.OWNER))[0] == 3


# --- one row ----------------------------------------------------------------------------------------------------------


def test_the_history_of_a_row_goes_from_its_last_change_to_its_beginning(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"))
    place.write(place.change("actors", "la-ville", name="La mairie"))
    key = place.row("actors", "la-ferme").pk
    living = find_living(place.slug, place.people[Role.READER].pk)
    assert living
    assert [(line.act.number, line.change.kind) for line in row_history(living, key)] == [
        (3, "changed"),
        (2, "added"),
    ]
    place.write(place.change("actors", "la-ferme", visibility="facilitators"))
    forget_all()
    living = find_living(place.slug, place.people[Role.READER].pk)
    assert living
    assert row_history(living, key) == []


def test_the_fragment_of_a_row_tells_each_change(place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), why="Le nom")
    living = find_living(place.slug, place.people[Role.READER].pk)
    assert living
    entry = living.entry()
    state = State(entry, analysis_of(entry, NOW.date()), "", living)
    lines = row_history(living, place.row("actors", "la-ferme").pk)
    words = render_to_string("dossiers/history/row.html", {"lines": lines, "state": state})
    page = Page(f"<body>{words}</body>")
    assert "La ferme haute" in page.text
    assert "Le nom" in page.text
    assert len(page.all("li")) == 2


# --- the trail --------------------------------------------------------------------------------------------------------


def downloaded(client: Client, place: Ground, role: Role, form: str) -> bytes:
    response = enter(client, place, role).get(address(place, f"historique/piste.{form}"))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("role", MEMBERS)
def test_the_trail_is_for_owners_and_auditors(client: Client, place: Ground, role: Role) -> None:
    expected = 200 if role in (Role.OWNER, Role.AUDITOR) else 403
    for form in ("csv", "jsonl"):
        assert status(client, place, role, f"historique/piste.{form}") == expected
    assert status(client, place, role, "historique/piste.pdf") in (403, 404)


def test_the_seals_of_the_trail_can_be_computed_again(client: Client, place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), why="Pourquoi")
    take_back(client, place, Role.OWNER, 3)
    lines = [
        json.loads(line) for line in downloaded(client, place, Role.AUDITOR, "jsonl").decode().splitlines()
    ]
    assert [line["number"] for line in lines] == [4, 3, 2, 1]
    previous = ""
    for line in reversed(lines):
        content = {
            key: value for key, value in line.items() if key not in ("author_name", "complete", "seal")
        }
        assert line["complete"]
        assert seal(previous, content) == line["seal"]
        previous = line["seal"]


def test_the_program_of_the_documentation_finds_what_was_rewritten(
    client: Client,
    place: Ground,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place.write(place.change("actors", "la-ferme", name="La ferme haute"), why="Pourquoi")
    guide = (ROOT / "docs/methods/history.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.+?)```", guide, re.DOTALL)
    assert program
    monkeypatch.chdir(tmp_path)
    trail = downloaded(client, place, Role.AUDITOR, "jsonl").decode()
    for content, told in ((trail, ""), (trail.replace("Pourquoi", "Parce que"), "3 was rewritten\n")):
        Path("piste.jsonl").write_text(content, encoding="utf-8")
        exec(compile(program.group(1), "history.md", "exec"), {})
        assert capsys.readouterr().out == told


def test_the_trail_leaves_out_what_its_reader_does_not_see_and_says_what_is_not_complete(
    client: Client, place: Ground
) -> None:
    leader = place.people[Role.LEADER]
    card = add(
        "models", id="carte", actor="la-ferme", register="creation", today="En secret", visibility="actor"
    )
    place.write(card, place.change("actors", "la-ferme", name="La ferme haute"), by=leader)
    place.write(place.change("models", "carte", today="Autrement"), by=leader)
    for role in (Role.OWNER, Role.AUDITOR):
        content = downloaded(client, place, role, "jsonl").decode()
        lines = [json.loads(line) for line in content.splitlines()]
        assert [(line["number"], line["complete"]) for line in lines] == [(3, False), (2, True), (1, True)]
        assert "secret" not in content
        table = downloaded(client, place, role, "csv").decode("utf-8-sig")
        assert "secret" not in table
        rows = list(csv.DictReader(io.StringIO(table)))
        assert {row["complete"] for row in rows if row["number"] == "3"} == {"no"}


def test_no_cell_of_the_trail_runs_as_a_formula(client: Client, place: Ground) -> None:
    place.write(place.change("actors", "la-ferme", note="=1+1"), why="@SUM(A1)")
    table = downloaded(client, place, Role.OWNER, "csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert "'=1+1" in cells
    assert "'@SUM(A1)" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


# --- how much is asked of the database -----------------------------------------------------------------------------------


def test_long_histories_ask_no_more_of_the_database(client: Client, place: Ground) -> None:
    pages = ("historique/", "historique/?mots=absent", "historique/2/", "etats/", "comparer/?avant=1")
    enter(client, place, Role.READER)

    def counted() -> list[int]:
        found = []
        for page in pages:
            client.get(address(place, page))  # what is at hand is at hand
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address(place, page)).status_code == 200
            found.append(len(queries))
        return found

    short = counted()
    for turn in range(3 * ACTS_PER_PAGE):
        place.write(place.change("actors", "la-ferme", note=f"tour {turn}"))
    assert counted() == short
    assert max(short) <= 22, short
