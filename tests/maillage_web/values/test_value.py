"""The statement of value: what is counted, what is not, each figure with what it rests on, each as its reader may see."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.choices import Role
from tests.maillage_web.addresses import PREFIXES, SLUGS
from tests.maillage_web.living.people import Ground, add
from tests.maillage_web.reading import Page
from tests.maillage_web.values.conftest import PAGES, SECRET, SECRET_AMOUNT, enter, read, table_of

pytestmark = pytest.mark.django_db
NEVER = re.compile(r"\b(?:NaN|nan|inf|Infinity|None|Decimal|Text\()\b")
SETTINGS = "?de=2020&a=2032&taux=4,5&convention=middle&estimation=haut&sans-periode=chaque-annee&annee=2024"
ODD = (
    *("?de=abc&a=99999", "?de=2030&a=2020", "?de=1900&a=2200", "?taux=-3", "?taux=1e400", "?taux=nan"),
    *("?estimation=x&convention=y&sans-periode=z&annee=%00", "?annee=-1", "?le=0001&annee=2024"),
    "?" + "&".join(f"x{number}=1" for number in range(500)),
)


@pytest.mark.one_database
@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_is_read_in_both_languages(client: Client, slug: str) -> None:
    for path in PAGES.values():
        for prefix in PREFIXES.values():
            for query in ("", SETTINGS):
                answer = client.get(f"{prefix}dossiers/{slug}/{path}{query}")
                assert answer.status_code == 200
                page = Page(answer.content.decode())
                assert NEVER.findall(page.text) == []
                assert len(page.ids) == len(set(page.ids))
                anchors = {link[1:] for link in page.links if link.startswith("#")}
                assert anchors <= set(page.ids)
                assert not [one for one in page.elements if "style" in one.attributes]


def test_money_is_told_by_actor_by_component_and_by_year(client: Client, place: Ground) -> None:
    page = read(client, place, query="?a=2026", prefix="/en/")
    actors = table_of(page, "Money, actor by actor")
    assert re.search(r"La ferme.*36,000 € .*45,000 € −9,000 €", actors)
    assert re.search(r"La ville.*36,000 € −36,000 €", actors)
    parts = table_of(page, "Money, component by component")
    assert re.search(r"La cantine.*45,000 € La ville 36,000 € 9,000 € La ferme 9,000 €", parts)
    assert re.search("La cantine ?36,000 €", table_of(page, "Who finances what"))
    assert "20250 €15,000 €−15,000 €12,000 €" in table_of(page, "Money, year by year")
    assert "La ferme 45,000 €" in page.text
    assert "La ferme 9,000 €" in page.text


def test_what_is_unknown_is_a_word_and_never_a_zero(client: Client, place: Ground) -> None:
    page = read(client, place, prefix="/en/")
    line = next(one.text for one in page.all("li") if one.text.startswith("L’école"))
    assert "Gives: unknown." in line
    assert "Un don à préciser" in line
    assert "0 €" not in line
    assert "#left-out-contributions-don" in page.links
    assert "left-out-contributions-don" in page.ids


def test_what_is_not_money_is_never_added_to_money(client: Client, place: Ground) -> None:
    page = read(client, place, query="?a=2026")
    assert "unit-kind-hour" in page.ids
    hours = [one.text for one in page.all("table") if "300 h" in one.text]
    assert len(hours) == 1
    assert "€" not in hours[0]


@pytest.mark.one_database
def test_effects_have_no_balance_and_the_gap_of_montpellier_is_named_first(client: Client) -> None:
    page = Page(client.get("/en/dossiers/caisse-alimentaire-montpellier/valeur/").content.decode())
    (words,) = (one.text for one in page.all("ul") if one.attributes.get("class") == "in-words")
    assert (
        words.index("40 € is missing")
        < words.index("To fill this gap")
        < words.index("Ville et Métropole réunies")
    )
    (effects,) = (
        one.text for one in page.all("section") if one.attributes.get("aria-labelledby") == "effects"
    )
    assert "400 people" in effects
    assert "Made possible by: Caisse alimentaire commune" in effects
    assert "Balance" not in effects
    assert "−" not in effects
    planned = Page(client.get("/en/dossiers/ikos/valeur/").content.decode())
    assert "planned, not done yet For: Bordeaux Métropole" in planned.text
    land = next(one.text for one in planned.all("table") if one.text.startswith("Counted in ha"))
    assert "Balance" not in land
    assert "Brings" in land


def test_each_figure_leads_to_its_row_its_source_and_who_asserts_it(client: Client, place: Ground) -> None:
    page = read(client, place)
    rows = [
        one for one in page.all("a") if one.attributes.get("href", "").endswith("#contributions-subvention")
    ]
    assert any("€" in one.text for one in rows)
    proofs = [one.text for one in page.all("ul") if one.attributes.get("class") == "proofs"]
    assert any("Le budget de 2025" in one and "La ville" in one for one in proofs)


def test_the_estimate_the_years_and_the_rate_are_chosen_by_the_address(client: Client, place: Ground) -> None:
    def actors(query: str) -> str:
        return table_of(read(client, place, query=query, prefix="/en/"), "Money, actor by actor")

    assert "60,000 €" in actors("?estimation=haut")
    assert "15,000 €" in actors("?de=2025&a=2025")
    discounted = read(client, place, query="?a=2026&taux=4,5&convention=start", prefix="/en/")
    # 3000 + 3000 ÷ 1.045 + 3000 ÷ 1.045², each entry to the cent
    assert re.search(r"La ferme ?−9,000 €−8,618\.01 €", table_of(discounted, "Balances, discounted"))
    assert "4.5%" in discounted.text


def test_a_row_kept_for_one_actor_is_nowhere_for_the_others(client: Client, place: Ground) -> None:
    for role in Role:
        enter(client, place, role)
        sees = role in (Role.FACILITATOR, Role.LEADER)
        asked = read(client, place, "what-if", "?contributions:contrat=1")
        assert (SECRET in asked.text) is sees, role
        page = read(client, place, query="?a=2026")
        figures = page.text.replace(" ", "")
        assert (SECRET in page.text, SECRET_AMOUNT in figures) == (sees, sees), role
        assert ("−31173€" in figures) is sees, role  # what the farm is left with once it is counted
        assert ("−9000€" in figures) is not sees, role


def test_who_may_write_is_led_to_the_form_of_what_is_missing(client: Client, place: Ground) -> None:
    form = reverse("row", args=[place.slug, "contributions", place.row("contributions", "don").pk])
    enter(client, place, Role.CONTRIBUTOR)
    assert form in read(client, place).links
    enter(client, place, Role.READER)
    assert form not in read(client, place).links


def test_an_empty_ledger_says_what_to_begin_with(client: Client) -> None:
    page = Page(client.get("/en/dossiers/kalundborg/valeur/").content.decode())
    assert "No amount of money is counted yet" in page.text
    assert "#not-counted" in page.links
    assert "/en/dossiers/kalundborg/valeur/et-si/" in page.links


def test_forty_actors_are_drawn_and_all_are_in_the_table(client: Client, place: Ground) -> None:
    rows = [add("actors", id=f"acteur-{number}", name=f"Acteur {number}") for number in range(40)]
    gifts = [
        add("contributions", id=f"don-{number}", from_=f"acteur-{number}", to="la-ferme", kind="money",
            object=f"Don {number}", likely=str(100 + number), unit="eur", period="year", since="2024")
        for number in range(40)
    ]  # fmt: skip
    place.write(*rows, *gifts)
    page = read(client, place, prefix="/en/")
    drawn = next(one for one in page.all("svg") if one.attributes.get("class") == "flow")
    assert "Acteur 39" in drawn.text
    assert "Acteur 0 " not in drawn.text
    assert "Other actors" in drawn.text
    assert len(page.all("rect")) < 60
    table = next(one.text for one in page.all("table") if "Don 39" in one.text and "Don 0" in one.text)
    assert "Acteur 0" in table


@pytest.mark.one_database
def test_odd_addresses_are_answered_with_a_sentence_at_most(client: Client) -> None:
    quoted = re.compile("“[^”]*”")
    for query in ODD:
        for path in PAGES.values():
            answer = client.get(f"/en/dossiers/ikos/{path}{query}")
            assert answer.status_code == 200, query
            assert NEVER.findall(quoted.sub("", Page(answer.content.decode()).text)) == [], query


@pytest.mark.one_database
def test_a_setting_that_cannot_be_is_told_beside_its_field(client: Client) -> None:
    page = Page(client.get(f"/en/dossiers/ikos/valeur/?taux=80&a={quote('demain')}&de=2030").content.decode())
    wrong = [one.text for one in page.all("span") if one.attributes.get("class") == "wrong"]
    assert len(wrong) == 2
    assert any("between 0 and 50" in one for one in wrong)
    assert any("demain" in one for one in wrong)


@pytest.mark.one_database
def test_every_link_of_the_pages_leads_to_a_row_that_is_there(client: Client) -> None:
    links = {
        link
        for path in PAGES.values()
        for link in Page(client.get(f"/dossiers/ikos/{path}").content.decode()).links
        if link.startswith("/dossiers/ikos/")
    }
    pages = {address: set[str]() for address in {link.partition("#")[0] for link in links}}
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        pages[address] = set(Page(answer.content.decode()).ids) | {""}
    assert [link for link in links if link.partition("#")[2] not in pages[link.partition("#")[0]]] == []
