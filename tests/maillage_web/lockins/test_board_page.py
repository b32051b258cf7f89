"""The board and the loops of a dossier: what each reader sees, what writers are offered, what signs propose."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Element, Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BOTTLES = "jaime-mes-bouteilles"


@pytest.fixture
def place() -> Ground:
    """A public dossier with an obstacle noted, one kept for facilitators, and a model that is a sign."""
    made = ground(public=True)
    made.write(
        add("obstacles", id="budget", holder="la-ferme", obstacle="tight_budgets", narrative="Marquebudget",
            intensity="strong", levers="pool_funders"),
        add("obstacles", id="cache", holder="ecosystem", obstacle="power_relations", narrative="Marquecachee",
            visibility="facilitators"),
        add("obstacles", id="mot", holder="territory", obstacle="Des routes coupées"),
        add("models", id="recule", actor="la-ferme", register="overall", stage="volume", direction="receding"),
    )  # fmt: skip
    return made


def read(client: Client, name: str, slug: str, query: str = "", tongue: str = "fr") -> str:
    with translation.override(tongue):
        address = reverse(name, args=[slug])
    answer = client.get(f"{address}{query}")
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def classed(page: Page, name: str) -> list[Element]:
    return [one for one in page.elements if name in one.attributes.get("class", "").split()]


def test_a_visitor_sees_what_is_public_and_is_offered_nothing_to_write(client: Client, place: Ground) -> None:
    html = read(client, "lockins", place.slug)
    assert "Marquebudget" in html
    assert "Marquecachee" not in html
    assert "Des routes coupées" in html
    assert "/ajouter/" not in html
    page = Page(html)
    assert page.one("main").text.count("Retour au volume") == 1


def test_who_writes_adds_a_card_accepts_a_sign_or_sets_it_aside(client: Client, place: Ground) -> None:
    client.force_login(place.people[Role.CONTRIBUTOR])
    html = read(client, "lockins", place.slug)
    links = [
        one.attributes["href"].replace("&amp;", "&")
        for one in Page(html).all("a")
        if "/ajouter/" in one.attributes.get("href", "")
    ]
    asked = [(urlsplit(one).path.split("/")[-3], parse_qs(urlsplit(one).query)) for one in links]
    accept = next(
        said for table, said in asked if table == "obstacles" and said.get("obstacle") == ["volume_relapse"]
    )
    assert accept["holder"] == ["la-ferme"]
    assert accept["narrative"][0].replace("\u00a0", " ") == "Vue d’ensemble : Recule."
    aside = next(said for table, said in asked if table == "silences" and said["code"] == ["volume_relapse"])
    assert (aside["table"], aside["row"]) == (["actors"], ["la-ferme"])
    for one in (next(link for link in links if "volume_relapse" in link and "obstacles" in link), links[-1]):
        assert client.get(one).status_code == 200
    (quick,) = classed(Page(html), "quick-add")
    assert quick.attributes["action"] == reverse("row-add", args=[place.slug, "obstacles"])
    form = client.get(f"{quick.attributes['action']}?obstacle=key_partner&holder=ecosystem").content.decode()
    assert 'value="ecosystem" selected' in form or "ecosystem" in form


def test_a_sign_that_was_answered_says_so(client: Client, place: Ground) -> None:
    place.write(
        add("obstacles", id="note", holder="la-ferme", obstacle="volume_relapse"),
        Edit("add", "silences", None, {"id": "non", "code": "volume_logic", "table": "actors", "row": "la-ferme",
                                       "reason": "Plus vrai", "date": "2026"}),
    )  # fmt: skip
    html = read(client, "lockins", place.slug)
    assert "Déjà noté." in html
    assert "Mis de côté : Plus vrai" in html


@pytest.mark.parametrize(
    ("tongue", "words"), [("fr", "Si le verrou coûte aux uns"), ("en", "If the lock costs some")]
)
def test_loops_are_drawn_and_told_in_both_languages(client: Client, tongue: str, words: str) -> None:
    page = Page(read(client, "loops", BOTTLES, "?parmi=signes", tongue))
    pictures = classed(page, "loop-picture")
    assert len(pictures) == len(classed(page, "loops__one")) > 1
    assert all(one.attributes["role"] == "img" and one.attributes["aria-label"] for one in pictures)
    assert words in page.one("main").text
    through = read(client, "loops", BOTTLES, "?parmi=catalogue&frein=volume_logic", tongue)
    assert len(classed(Page(through), "loops__one")) > 3
    assert len(classed(Page(read(client, "loops", BOTTLES, "?parmi=nimporte&frein=quoi")), "loops__one")) == 1


def test_empty_pages_say_what_to_do_next(client: Client) -> None:
    board = read(client, "lockins", "kalundborg", tongue="en")
    assert "read them together, keep what you recognise" in board
    loops = read(client, "loops", "kalundborg", tongue="en")
    assert "Look also at what signs propose" in loops
    every = read(client, "loops", "kalundborg", "?le=1900", tongue="en")
    assert "the catalogue knows no loop" in every


def test_more_cards_make_no_more_queries(client: Client, place: Ground) -> None:
    def queries() -> list[int]:
        counts = []
        for name in ("lockins", "loops"):
            forget_all()
            with CaptureQueriesContext(connection) as made:
                read(client, name, place.slug)
            counts.append(len(made))
        return counts

    before = queries()
    place.write(
        *(add("obstacles", holder="ecosystem", obstacle="key_partner", id=f"k{n}") for n in range(30))
    )
    assert queries() == before


def test_the_board_shows_what_one_holder_alone_meets(client: Client, place: Ground) -> None:
    page = Page(read(client, "lockins", place.slug, "?acteur=la-ferme", "en"))
    words = page.one("main").text
    assert "Marquebudget" in words
    assert "Des routes coupées" not in words
    assert [one.attributes["value"] for one in page.all("option") if "selected" in one.attributes] == [
        "la-ferme"
    ]
    assert f"/en/dossiers/{place.slug}/modeles/la-ferme/" in page.links
    assert all("open" in one.attributes for one in classed(page, "board__signs")[:1])
    nobody = Page(read(client, "lockins", place.slug, "?acteur=l-ecole", "en")).one("main").text
    assert "No obstacle of “L’école” is noted" in nobody
    for odd in ("", "personne", "%00", "a" * 3000):
        assert "Des routes coupées" in read(client, "lockins", place.slug, f"?acteur={odd}", "en")


def test_a_column_that_holds_most_is_given_more_room(client: Client, place: Ground) -> None:
    assert classed(Page(read(client, "lockins", place.slug)), "board__column--leading") == []
    place.write(*(add("obstacles", id=f"n{n}", holder="ecosystem", obstacle="key_partner") for n in range(5)))
    (leading,) = classed(Page(read(client, "lockins", place.slug)), "board__column--leading")
    assert leading.attributes["aria-labelledby"] == "column-ecosystem"
