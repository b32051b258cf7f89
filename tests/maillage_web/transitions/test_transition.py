"""The move of an actor on its pages: numbers of the ledger and of rows, trials in the address, nothing written."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from maillage.transition.outlook import Series
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingRow
from maillage_web.transitions.queries.pictures import HEIGHT, WIDTH, Frame, years_picture
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
SECRET = "4242"
FULL = {
    "volume": "48", "uses_per_item": "10", "production_cost": "50", "maintenance_cost": "2", "running_cost": "0",
    "facilitation_cost": "100", "contracted_share": "50", "fee": "4", "held_share": "100", "risk_premium": "5",
    "rebound": "2", "move_years": "3", "cannibalisation": "0", "equipment_investment": "900",
    "intangible_investment": "300", "contributions": "0", "effects_value": "1", "effects_share": "10",
}  # fmt: skip


@pytest.fixture
def place() -> Ground:
    """A farm with sales, a cost and two coefficients, one of which is kept for it; a school without any number."""
    made = ground(public=True)
    made.write(
        add("sources", id="carnet", title="Le carnet de 2025", date="2025"),
        add("flows", id="ventes", from_="la-ville", to="la-ferme", object="Des paniers", amount="1000", unit="eur",
            period="month", since="2024"),
        add("costs", id="salaires", bearer="la-ferme", likely="9000", unit="eur", period="year", since="2024"),
        add("coefficients", id="vie", actor="la-ferme", coefficient="life_span", low="4", likely="5", high="7",
            source="carnet", asserted_by="La ferme"),
    )  # fmt: skip
    hidden = add("coefficients", id="prix", actor="la-ferme", coefficient="price", likely=SECRET, unit="eur",
                 visibility="actor", kept_for="la-ferme")  # fmt: skip
    made.write(hidden, by=made.people[Role.FACILITATOR])
    return made


def ask(
    client: Client, place: Ground, actor: str = "la-ferme", prefix: str = "/en/", **asked: object
) -> Page:
    words = urlencode({name.replace("__", ":"): value for name, value in asked.items()}, doseq=True)
    answer = client.get(f"{prefix}dossiers/{place.slug}/passage/{actor}/?{words}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def field(page: Page, name: str) -> str:
    return next(one for one in page.all("input") if one.attributes.get("name") == name).attributes["value"]


def line(page: Page, head: str) -> str:
    return next(one.text for one in page.all("tr") if one.text.startswith(head)).replace("\u00a0", " ")


def test_the_list_tells_who_has_numbers_and_what_is_missing(client: Client, place: Ground) -> None:
    page = Page(client.get(f"/en/dossiers/{place.slug}/passage/").content.decode())
    assert "3 numbers are said" in page.text
    assert "say next: volume sold, price of an item, uses per item and year" in page.text
    assert "Without any number yet" in page.text
    assert client.get(f"/dossiers/{place.slug}/passage/personne/").status_code == 404


def test_numbers_are_those_of_the_ledger_and_of_rows_with_where_they_come_from(
    client: Client, place: Ground
) -> None:
    page = ask(client, place)
    assert (field(page, "revenue"), field(page, "costs"), field(page, "life_span")) == (
        "12000",
        "9000",
        "4/5/7",
    )
    assert "Accounts of 2026, 1 row" in page.text
    assert "Le carnet de 2025 · La ferme" in page.text
    assert "What is not known stays unknown" in page.text
    assert "Costs9,000 €" in line(page, "Costs")
    assert SECRET not in page.text


def test_a_trial_is_in_the_address_and_is_not_written(client: Client, place: Ground) -> None:
    rows = LivingRow.objects.count()
    page = ask(client, place, type="pay_per_use", ans=5, fee="0.9", price="12", **{"life_span:volume": "3"})
    assert "except those you try here; those of the dossier are left out" in page.text
    assert "Accounts of 2026" not in page.text
    assert field(page, "revenue") == ""
    assert "This illustration does not say it." in page.text
    assert (field(page, "fee"), field(page, "life_span:volume")) == ("0.9", "3")
    assert "Tried here, not written." in page.text
    assert "Low point of cash" in page.text
    assert len(page.all("svg")) == 5
    assert LivingRow.objects.count() == rows
    assert "The same move in the accounts of all" not in page.text


def test_what_happens_once_is_named_and_is_in_no_year(client: Client, place: Ground) -> None:
    built = {"bearer": "l-ecole", "unit": "eur", "since": "2024"}
    place.write(
        add("costs", id="chantier", likely="18500000", period="once", kind="investment", **built),
        add("costs", id="budget", likely="480000", kind="operation", **built),
    )
    page = ask(client, place, "l-ecole", prefix="/")
    words = page.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "18 500 000 € à sa charge, en 2024 ; un investissement." in words
    assert "480 000 € : par mois, par an, en une fois ? La période n’est pas dite. Dites la période" in words
    assert field(page, "costs") == ""
    listed = Page(client.get(f"/en/dossiers/{place.slug}/passage/").content.decode()).text
    assert "1 amount counted once. 1 amount whose period is not said." in listed


def test_a_trial_that_contradicts_what_is_said_is_told(client: Client, place: Ground) -> None:
    page = ask(client, place, volume="10", uses_per_item="3", demand="900")
    assert "The stated demand for use (900" in page.text
    assert "is not what the stated sales serve (150" in page.text


def test_a_move_without_invented_figures_can_be_seen_in_the_accounts_of_all(
    client: Client, place: Ground
) -> None:
    page = ask(client, place, **FULL)
    told = [one.attributes["href"] for one in page.all("a") if "si=" in one.attributes.get("href", "")]
    assert len(told) == 2
    carried = parse_qs(urlsplit(told[-1]).query)["si"]
    assert any(words.startswith("amount flows:ventes likely=") for words in carried)
    follow = client.get(told[-1])
    assert follow.status_code == 200
    assert "is not among what you see" not in follow.content.decode()


def test_what_moves_is_answered_alone_with_the_shortest_address(client: Client, place: Ground) -> None:
    asked = {"life_span": "4/5/7", "fee": "2", "type": "", "de": "", "ans": "20"}
    answer = client.get(f"/en/dossiers/{place.slug}/passage/la-ferme/", asked, headers={"hx-request": "true"})
    assert "<html" not in answer.content.decode()
    assert "hx-swap-oob" in answer.content.decode()
    assert answer["HX-Replace-Url"] == f"/en/dossiers/{place.slug}/passage/la-ferme/?fee=2"


def test_another_type_takes_the_numbers_of_the_one_before_away(client: Client, place: Ground) -> None:
    first = ask(client, place, type="sharing")
    held = {
        one.attributes["name"]: one.attributes.get("value", "")
        for one in first.all("input")
        if one.attributes.get("name") and one.attributes.get("type") != "hidden"
    }
    page = ask(client, place, **(held | {"type": "advice", "de": "sharing"}))
    plain = ask(client, place, type="advice")
    assert field(page, "fee") == field(plain, "fee")
    assert "Tried here" not in page.text


def test_what_cannot_be_read_is_told_beside_its_field(client: Client, place: Ground) -> None:
    for name, value, said in (
        ("fee", "cher", "is not a number"),
        ("risk_premium", "300", "between 0 and 100"),
        ("ans", "900", "from 1 to 40"),
        ("type", "louer", "no type of this page"),
        ("life_span:volume", "0", "more than 0"),
    ):
        page = ask(client, place, **{name: value})
        assert said in page.text, name


def test_an_actor_without_any_number_is_told_how_to_begin(client: Client, place: Ground) -> None:
    page = ask(client, place, "l-ecole")
    assert "Three ways to begin" in page.text
    assert "Nothing can be computed yet" in page.text
    french = ask(client, place, "l-ecole", prefix="/")
    assert "Rien ne peut" in french.text or "Nothing can be computed yet" in french.text


def test_who_may_write_is_offered_to_keep_a_trial_and_a_kept_row_is_seen_by_its_own(
    client: Client, place: Ground
) -> None:
    assert "row" not in json.dumps([one.attributes.get("class", "") for one in ask(client, place).all("a")])
    client.force_login(place.people[Role.LEADER])
    page = ask(client, place, fee="3", par="life_span")
    keep = next(one for one in page.all("a") if "Price of a use" in one.text and "Keep" in one.text)
    assert parse_qs(urlsplit(keep.attributes["href"]).query) == {
        "actor": ["la-ferme"], "coefficient": ["fee"], "likely": ["3"], "unit": ["eur"]
    }  # fmt: skip
    form = Page(client.get(keep.attributes["href"]).content.decode())
    assert any(one.attributes.get("value") == "3" for one in form.all("input"))
    assert field(page, "price") == SECRET
    assert field(page, "life_span:territorial") == "4/5/7"


@pytest.mark.one_database
def test_a_picture_holds_its_lines_whatever_their_amounts() -> None:
    known = Series((-5.0, 3e7), (-8.0, 2e7), (1.0, 4e7), "exact", frozenset())
    flat = Series((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), "exact", frozenset())
    unknown = Series((), (), (), "unknown", frozenset({"fee"}))
    drawn = years_picture([known, flat, unknown], "cash", "L’essai <tout>")
    assert drawn.count("years__line--") == 2
    assert "years__band--0" in drawn
    assert "&lt;tout&gt;" in drawn
    frame = Frame.over([known])
    assert all(0 <= frame.y(value) <= HEIGHT for value in (-8.0, 4e7))
    assert 0 < frame.x(1) < frame.x(2) < WIDTH
    assert "nan" not in years_picture(
        [Series((0.0,), (0.0,), (0.0,), "exact", frozenset())] * 3, "cash", "rien"
    )
