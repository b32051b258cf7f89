"""The questionnaire: answers become rows, once each, confidential first, never over somebody else's words."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.dossier.tables import Actor
from maillage.referential.frame import Frame, Item, Rule
from maillage.referential.shipped import shipped
from maillage.text import Language, Text
from maillage_web.cards.queries import asking
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingDossier, LivingRow
from tests.maillage_web.addresses import PREFIXES, SLUGS
from tests.maillage_web.editing.browsing import sent
from tests.maillage_web.living.people import Ground, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
FRAME = shipped("efc")
FIRST = FRAME.short[0].id
LEVELS = [level.code for level in FRAME.levels[FIRST]]
_tokens = itertools.count(1)


@pytest.fixture
def place() -> Ground:
    made = ground(public=True)
    made.write(made.change("actors", "la-ferme", legal_form="association_declared"))
    return made


def enter(place: Ground, role: Role) -> Client:
    client = Client()
    client.force_login(place.people[role])
    return client


def address(place: Ground, actor: str = "la-ferme") -> str:
    return f"/dossiers/{place.slug}/modeles/{actor}/questions/"


def give(client: Client, place: Ground, *, actor: str = "la-ferme", script: bool = True, **said: Any) -> Any:
    """Send an answer, as the script of the page does or as a form."""
    data = {
        "referentiel": FRAME.id, "version": FRAME.version, "question": FIRST, "voix": "La ferme",
        "jeton": f"token-{next(_tokens):04}", "base": place.number(), **said,
    }  # fmt: skip
    data = {name.replace("_", "-"): words for name, words in data.items()}
    headers = {"Accept": "application/json"} if script else {}
    return client.post(f"{address(place, actor)}repondre/", data, headers=headers)


def rows(place: Ground) -> list[dict[str, str]]:
    kept = LivingRow.objects.filter(dossier=place.pk, table="answers", archived=False).order_by("pk")
    return [dict(row.cells) for row in kept]


def words(text: str) -> str:
    """The words as a page gives them back, with single spaces."""
    return " ".join(text.split())


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_asks_the_short_entry_then_the_full_one_in_both_languages(place: Ground) -> None:
    client = enter(place, Role.LEADER)
    tongues: tuple[tuple[str, Language], ...] = (("", "fr"), ("/en", "en"))
    for prefix, tongue in tongues:
        for query, asked in (("", FRAME.short), ("?entree=complete", FRAME.asked)):
            page = Page(client.get(f"{prefix}{address(place)}{query}").content.decode())
            assert [one for one in page.ids if one.startswith("q-")] == [f"q-{item.id}" for item in asked]
            assert len(page.ids) == len(set(page.ids))
            first = asked[0]
            assert first.question is not None
            assert first.why is not None
            assert words(first.question.in_(tongue)) in page.text
            assert words(first.why.in_(tongue)) in page.text
            mine, other = (FRAME.meanings[first.id, one].said for one in ("association", "company"))
            assert words(mine.in_(tongue)) in page.text
            assert words(other.in_(tongue)) not in page.text
            assert not [one for one in page.elements if "style" in one.attributes]
    page = Page(client.get(f"{address(place)}?entree=complete&theme={FRAME.themes[1].id}").content.decode())
    assert {one for one in page.ids if one.startswith("q-")} == {
        f"q-{one}" for one in FRAME.themes[1].children
    }


def test_an_organisation_of_no_known_kind_reads_what_it_means_for_each(place: Ground) -> None:
    page = Page(enter(place, Role.OWNER).get(address(place, "la-ville")).content.decode())
    for family in asking.FAMILY_WORDS:
        assert words(FRAME.meanings[FIRST, family].said.fr) in page.text


@pytest.mark.one_database
def test_every_example_may_be_tried_without_being_kept(client: Client) -> None:
    for slug in SLUGS:
        dossier = client.get(f"/dossiers/{slug}/tables/actors/").content.decode()
        (actor, *_) = re.findall(r'id="actors-([^"]+)"', dossier)
        for prefix in PREFIXES.values():
            page = Page(client.get(f"{prefix}dossiers/{slug}/modeles/{actor}/questions/").content.decode())
            (quiz,) = (one for one in page.elements if "data-quiz" in one.attributes)
            assert quiz.attributes["data-mode"] == "try"
            assert not [one for one in page.all("button") if "data-save" in one.attributes]
            assert not [one for one in page.elements if one.attributes.get("name") == "voix"]
        assert client.post(f"/dossiers/{slug}/modeles/{actor}/questions/repondre/").status_code == 404


def test_who_may_not_write_is_told_why_and_may_try(place: Ground) -> None:
    for role, actor in ((Role.READER, "la-ferme"), (Role.VISITOR, "la-ferme"), (Role.LEADER, "la-ville")):
        page = Page(enter(place, role).get(f"/en{address(place, actor)}").content.decode())
        assert page.text.count("Nothing of this is kept in the dossier.") == 1
    past = Page(enter(place, Role.LEADER).get(f"/en{address(place)}?vu=2").content.decode())
    assert "You are looking at a past state of this dossier: answers are given today." in past.text
    for wrong in (address(place, "personne"), f"{address(place)}?referentiel=inconnu"):
        assert enter(place, Role.OWNER).get(wrong).status_code == 404


def test_what_rules_leave_out_is_not_asked_and_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    actor = Actor(id="a", name="A", legal_form="association_declared")
    why = Text("Une association n’a pas d’actionnaires.", "An association has no shareholders.")
    theme = FRAME.themes[0]
    frame = _with(FRAME, rules=(Rule(theme.id, "off", "identite(family, association)", why),))
    found = asking.asking_of(frame, asking.FULL, actor)
    assert {one.item.id for one in found.left_out} == set(theme.children)
    assert {one.why for one in found.left_out} == {why}
    assert not set(theme.children) & {one.item.id for one in found.asked}
    other = asking.asking_of(frame, asking.FULL, Actor(id="b", name="B", legal_form="sas"))
    assert other.left_out == ()


def _with(frame: Frame, **changes: Any) -> Frame:
    return dataclasses.replace(frame, **changes)


# --- answers ----------------------------------------------------------------------------------------------------------


def test_an_answer_becomes_a_row_confidential_first(place: Ground) -> None:
    leader = enter(place, Role.LEADER)
    told = give(
        leader, place, reponse=LEVELS[1], recit="Nous en parlons avec eux.", preuve="Le compte rendu"
    ).json()
    assert told["state"] == "saved"
    (row,) = rows(place)
    today = timezone.localdate().isoformat()
    expected = {
        "holder": "la-ferme", "frame": "efc", "version": FRAME.version, "item": FIRST, "value": LEVELS[1],
        "narrative": "Nous en parlons avec eux.", "evidence": "Le compte rendu", "rater": "La ferme",
        "date": today, "visibility": "actor",
    }  # fmt: skip
    assert {name: row.get(name) for name in expected} == expected
    give(enter(place, Role.CONTRIBUTOR), place, actor="la-ville", reponse="cannot_say", voix="Contributeur")
    give(enter(place, Role.FACILITATOR), place, reponse="not_concerned", voix="Accompagnateur", vue="members")
    assert [(one["rater"], one["value"], one["visibility"]) for one in rows(place)[1:]] == [
        ("Contributeur", "cannot_say", "members"),
        ("Accompagnateur", "not_concerned", "members"),
    ]
    outsider = Client()
    outsider.force_login(place.other_facilitator)
    assert (
        give(outsider, place, reponse=LEVELS[0], voix="Autre accompagnatrice", vue="actor").json()["state"]
        == "saved"
    )
    assert rows(place)[-1]["visibility"] == "members"


def test_the_same_day_changes_the_row_and_another_day_adds_one(place: Ground) -> None:
    leader = enter(place, Role.LEADER)
    today = timezone.localdate()
    yesterday = (today - datetime.timedelta(days=1)).isoformat()
    give(leader, place, reponse=LEVELS[0], jour=yesterday)
    give(leader, place, reponse=LEVELS[1])
    give(leader, place, reponse=LEVELS[2], voix="la  FERME")
    give(leader, place, reponse="cannot_say", jour="2001-01-01", question=FRAME.short[1].id)
    assert [(one["value"], one["date"]) for one in rows(place)] == [
        (LEVELS[0], yesterday),
        (LEVELS[2], today.isoformat()),
        ("cannot_say", today.isoformat()),
    ]
    page = leader.get(address(place)).content.decode()
    form = next(one for one in page.split("<form") if f'id="q-{FIRST}"' in one)
    assert sent(f"<form{form}")["reponse"] == LEVELS[2]
    assert Page(page).one("html").attributes["lang"] == "fr"


def test_an_answer_sent_twice_is_written_once(place: Ground) -> None:
    leader = enter(place, Role.LEADER)
    base = place.number()
    first = give(leader, place, reponse=LEVELS[0], jeton="token-once", base=base).json()
    give(leader, place, reponse=LEVELS[1])
    again = give(leader, place, reponse=LEVELS[0], jeton="token-once", base=base).json()
    assert again["act"] == first["act"]
    assert [one["value"] for one in rows(place)] == [LEVELS[1]]


def test_what_another_person_said_for_the_same_voice_is_not_overwritten(place: Ground) -> None:
    leader, facilitator = enter(place, Role.LEADER), enter(place, Role.FACILITATOR)
    base = place.number()
    give(facilitator, place, reponse=LEVELS[2], recit="Vu sur place.")
    told = give(leader, place, reponse=LEVELS[0], base=base).json()
    assert told["state"] == "met"
    assert told["theirs"] == {"reponse": LEVELS[2], "recit": "Vu sur place.", "preuve": ""}
    assert told["who"] == place.people[Role.FACILITATOR].name
    assert [one["value"] for one in rows(place)] == [LEVELS[2]]
    plain = give(leader, place, script=False, reponse=LEVELS[0], base=base)
    page = Page(plain.content.decode())
    assert "Vu sur place." in page.text
    assert place.people[Role.FACILITATOR].name in page.text
    assert give(leader, place, reponse=LEVELS[0], base=told["number"]).json()["state"] == "saved"
    assert [one["value"] for one in rows(place)] == [LEVELS[0]]


def test_the_last_answer_is_taken_back_by_who_gave_it(place: Ground) -> None:
    leader = enter(place, Role.LEADER)
    give(leader, place, reponse=LEVELS[0])
    act = give(leader, place, reponse=LEVELS[1]).json()["act"]
    post = f"{address(place)}repondre/"
    headers = {"Accept": "application/json"}
    stranger = enter(place, Role.FACILITATOR).post(post, {"annuler": act}, headers=headers).json()
    assert stranger["state"] == "wrong"
    assert leader.post(post, {"annuler": act}, headers=headers).json()["state"] == "undone"
    assert [one["value"] for one in rows(place)] == [LEVELS[0]]
    assert leader.post(post, {"annuler": "beaucoup"}, headers=headers).json()["state"] == "wrong"


def test_answers_are_opened_to_the_members_one_by_one(place: Ground) -> None:
    leader, reader = enter(place, Role.LEADER), enter(place, Role.READER)
    give(leader, place, reponse=LEVELS[0], recit="Marqueouverte")
    give(leader, place, reponse=LEVELS[1], recit="Marquegardee", question=FRAME.short[1].id)
    kept = LivingRow.objects.filter(dossier=place.pk, table="answers").order_by("pk")
    table = f"/dossiers/{place.slug}/tables/answers/"
    assert "Marque" not in reader.get(table).content.decode()
    done = leader.post(f"{address(place)}repondre/", {"ouvrir": "1", "ligne": [kept[0].pk]}, follow=True)
    assert done.status_code == 200
    words = reader.get(table).content.decode()
    assert "Marqueouverte" in words
    assert "Marquegardee" not in words
    assert leader.post(f"{address(place)}repondre/", {"ouvrir": "1"}).status_code == 302


def test_without_script_a_form_saves_and_says_so(place: Ground) -> None:
    leader = enter(place, Role.LEADER)
    page = leader.get(f"/en{address(place)}").content.decode()
    form = next(f"<form{one}" for one in page.split("<form") if f'id="q-{FIRST}"' in one)
    data = {**sent(form).dict(), "reponse": LEVELS[1]}
    answer = leader.post(f"/en{address(place)}repondre/", data, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"#q-{FIRST}")
    shown = Page(answer.content.decode())
    assert "Your answer is kept." in shown.text
    assert [one for one in shown.all("button") if one.text == "Undo"]
    assert f"Answered so far: 1 of {len(FRAME.short)}." in shown.text
    assert leader.post(f"/en{address(place)}repondre/", data, follow=True).status_code == 200
    assert len(rows(place)) == 1
    there = leader.get(f"/en{address(place)}repondre/")  # the language changed after a refusal
    assert there.headers["Location"] == f"/en{address(place)}"


# --- what is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"question": "inconnue", "reponse": "volume"}, "no question “inconnue”"),
        ({"reponse": "stade-12"}, "“stade-12” is not one of the answers"),
        ({"reponse": "volume", "recit": "x" * 4001}, "4001 characters, and 4000 at most"),
        ({"reponse": "volume", "version": "0.1"}, "no frame “efc 0.1”"),
        ({"reponse": "volume", "voix": ""}, "Say for which organisation"),
        ({"reponse": "volume", "voix": "leader"}, "never that of a person"),
        ({"reponse": "volume", "jeton": "x"}, "Reload it"),
        ({"reponse": ""}, "Choose an answer"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(
    place: Ground, said: dict[str, str], expected: str
) -> None:
    leader = enter(place, Role.LEADER)
    data = {
        "referentiel": "efc",
        "version": FRAME.version,
        "question": FIRST,
        "voix": "La ferme",
        "jeton": "token-0000",
    }
    for headers in ({"Accept": "application/json"}, {}):
        answer = leader.post(f"/en{address(place)}repondre/", data | said, headers=headers)
        assert answer.status_code == 200
        words = answer.json()["said"] if headers else Page(answer.content.decode()).text
        assert expected in words
    assert rows(place) == []


def test_who_may_not_write_is_refused_with_the_reason(place: Ground) -> None:
    for role, actor in ((Role.READER, "la-ferme"), (Role.LEADER, "la-ville"), (Role.VISITOR, "la-ferme")):
        answer = give(enter(place, role), place, actor=actor, reponse=LEVELS[0])
        assert answer.status_code == 403
        told = answer.json()["said"]
        plain = give(enter(place, role), place, actor=actor, reponse=LEVELS[0], script=False)
        assert plain.status_code == 403
        assert words(told) in Page(plain.content.decode()).text
    LivingDossier.objects.filter(pk=place.pk).update(archived_at=timezone.now())
    answer = give(enter(place, Role.LEADER), place, reponse=LEVELS[0])
    assert answer.status_code == 403
    page = Page(enter(place, Role.LEADER).get(f"/en{address(place)}").content.decode())
    assert "This dossier is archived: it is only read." in page.text
    assert rows(place) == []


# --- other kinds of answers -------------------------------------------------------------------------------------------


def _item(id: str, answer: str, **further: Any) -> Item:
    words = Text("mots", "words")
    return Item(id=id, parent=None, kind="item", label=words, question=words, answer=answer, **further)


def test_numbers_statuses_choices_and_narratives_are_asked_and_kept(
    place: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = {
        "nombre": _item("nombre", "number", unit="km"),
        "etat": _item("etat", "status"),
        "recit": _item("recit", "narrative"),
    }
    frame = _with(FRAME, id="autre", items=items, levels={}, meanings={}, rules=())
    monkeypatch.setattr(asking, "shipped", lambda id, version=None: frame)
    leader = enter(place, Role.LEADER)
    page = Page(leader.get(f"/en{address(place)}?referentiel=autre").content.decode())
    assert "A number (km)" in page.text
    assert "It is planned: decided, dated or funded." in page.text
    given: list[tuple[str, dict[str, Any], str, str]] = [
        ("nombre", {"reponse": "1 250,5"}, "saved", "1250.5"),
        ("nombre", {"reponse": "beaucoup"}, "wrong", "1250.5"),
        ("etat", {"reponse": "planned"}, "saved", "planned"),
        ("etat", {"reponse": "shares", "fait": "50", "prevu": "30", "pas_fait": "20"}, "saved", "50; 30; 20"),
        ("etat", {"reponse": "shares", "fait": "50", "prevu": "30"}, "wrong", "50; 30; 20"),
        ("recit", {"recit": "Nous avons commencé petit."}, "saved", ""),
    ]
    for item, said, state, value in given:
        told = give(leader, place, referentiel="autre", question=item, **said).json()
        assert told["state"] == state, (item, said, told)
        assert [one.get("value", "") for one in rows(place) if one["item"] == item] == [value]
    page = Page(leader.get(f"/en{address(place)}?referentiel=autre").content.decode())
    assert "Nous avons commencé petit." in page.text
    fields = {one.attributes.get("name", ""): one.attributes.get("value") for one in page.all("input")}
    assert (fields["fait"], fields["prevu"], fields["pas-fait"]) == ("50", "30", "20")


def test_the_voice_is_asked_once_and_its_answers_are_those_shown(place: Ground) -> None:
    facilitator = enter(place, Role.FACILITATOR)
    assert 'value="Accompagnateur"' in facilitator.get(address(place)).content.decode()
    give(facilitator, place, reponse=LEVELS[2], voix="L’équipe d’appui")
    page = facilitator.get(address(place)).content.decode()
    assert 'data-voice="L’équipe d’appui"' in page
    assert f'value="{LEVELS[2]}" checked' in page
    as_other = facilitator.get(f"{address(place)}?voix=La ferme").content.decode()
    assert f'value="{LEVELS[2]}" checked' not in as_other
    assert 'value="Accompagnateur"' in facilitator.get(address(place, "la-ville")).content.decode()
