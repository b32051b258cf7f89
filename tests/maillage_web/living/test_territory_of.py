"""The territory of a dossier: challenges with their figures, open data beside them, lock-ins; each as its reader may see."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingRow
from tests.maillage_web.living.ground_figures import ACHICOURT, ARRAS
from tests.maillage_web.living.people import Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_communes")]
FREE = f"free:{ACHICOURT}+{ARRAS}"


def record(place: Ground, **cells: str) -> Edit:
    row = LivingRow.objects.get(dossier=place.pk, table="dossier")
    return Edit("change", "dossier", row.pk, cells)


@pytest.fixture
def place() -> Ground:
    """A dossier on two communes, with a figure of each kind and lock-ins of several."""
    made = ground(public=True)
    made.write(
        record(made, territory=f"{ARRAS}; {ACHICOURT}", territory_name="Le pays d’Arras", spheres="eat; dwell"),
        made.change("challenges", "sante", sphere="eat", dimensions="societal"),
        add("sources", id="porte", title="Porte-à-porte", date="2025"),
        add(
            "figures", id="foyers", name="Foyers sans voiture", challenges="sante", value="212", unit="household",
            vintage="2025", status="known", source="porte", asserted_by="Les habitants", note="Comptés à pied.",
        ),
        add("figures", id="attente", name="Délai chez le médecin", challenges="sante"),
        add("figures", id="seul", name="Un chiffre seul", value="3", unit="count"),
        add("figures", id="cache", name="Marquecachee", challenges="sante", value="1", visibility="facilitators"),
        add("obstacles", id="foncier", holder="territory", obstacle="land_out_of_reach", intensity="strong",
            narrative="Trois ans d’attente.", asserted_by="La ville"),
        add("obstacles", id="ailleurs", holder="la-ferme", obstacle="tight_budgets", narrative="Marqueferme"),
        add("obstacles", id="volume", holder="territory", obstacle="volume_logic", narrative="Marquevolume"),
    )  # fmt: skip
    return made


def page(client: Client, place: Ground, query: str = "") -> str:
    answer = client.get(reverse("territory-of", args=[place.slug]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def enter(client: Client, place: Ground, role: Role) -> Client:
    client.logout()
    if role is not Role.VISITOR:
        client.force_login(place.people[role])
    return client


def section(html: str, begin: str, end: str = "</section>") -> str:
    """The part of a page from `begin` to the next `end`."""
    return html.split(begin, 1)[1].split(end, 1)[0]


def test_challenges_figures_open_data_and_lock_ins_stand_side_by_side(client: Client, place: Ground) -> None:
    html = page(enter(client, place, Role.OWNER), place)
    assert "Le pays d’Arras" in html
    assert f"{reverse('territory', args=['free', f'{ACHICOURT}+{ARRAS}'])}" in html
    eat = section(html, 'id="sphere-eat"')
    for words in (
        "La santé",
        "Foyers sans voiture",
        "212",
        "Porte-à-porte",
        "Les habitants",
        "Comptés à pied.",
    ):
        assert words in eat, words
    dwell = section(html, 'id="sphere-dwell"', '<section class="sphere"')
    assert "9,3" in dwell
    assert "2018" in dwell
    told = re.findall(r'<ul class="sentences">.*?</ul>', html, re.DOTALL)
    assert any(f"{ACHICOURT}+{ARRAS}/?nom=" in sentences and "#" in sentences for sentences in told)
    assert 'id="figures-seul"' in section(html, 'id="unattached"')
    locks = section(html, 'id="locks"')
    assert "Trois ans d’attente." in locks
    assert "Marqueferme" not in locks
    assert "Marquevolume" not in locks


def test_a_figure_that_says_nothing_is_no_zero(client: Client, place: Ground) -> None:
    html = page(client, place)
    line = section(html, 'id="figures-attente"', "</li>")
    assert "pill--unsaid" in line
    assert "<strong>" not in line


@pytest.mark.parametrize("role", Role)
def test_who_may_write_is_offered_to_and_who_may_not_see_does_not(
    client: Client, place: Ground, role: Role
) -> None:
    html = page(enter(client, place, role), place)
    writes = role in (Role.OWNER, Role.FACILITATOR, Role.CONTRIBUTOR, Role.LEADER)
    assert (f"/dossiers/{place.slug}/tables/figures/ajouter/" in html) is writes
    assert (f"/dossiers/{place.slug}/tables/obstacles/ajouter/" in html) is writes
    assert ("/dossiers/porter/" in html) is writes
    assert ("Marquecachee" in html) is (role in (Role.OWNER, Role.FACILITATOR, Role.AUDITOR))


def test_the_buttons_lead_to_forms_that_know_what_it_is_about(client: Client, place: Ground) -> None:
    enter(client, place, Role.CONTRIBUTOR)
    found = Page(page(client, place))
    links = [link for link in found.links if "/ajouter/?" in link]
    asked = [(urlsplit(link).path.split("/")[-3], parse_qs(urlsplit(link).query)) for link in links]
    here = {"next": [reverse("territory-of", args=[place.slug])]}
    assert ("figures", {"challenges": ["sante"], "perimeter": [FREE], **here}) in asked
    assert ("obstacles", {"holder": ["territory"], "obstacle": ["tight_budgets"], **here}) in asked
    assert ("obstacles", {"holder": ["territory"], "obstacle": ["land_out_of_reach"], **here}) not in asked
    form = client.get(next(link for link in links if "challenges=sante" in link)).content.decode()
    assert re.search(r'<option value="sante"[^>]* selected', form)
    assert FREE in form
    assert re.search(rf'name="next" value="{reverse("territory-of", args=[place.slug])}"', form)
    sent = {"name": "Marches trop hautes", "challenges": "sante", "value": "14", "status": "known"}
    answer = client.post(
        f"/dossiers/{place.slug}/tables/figures/ajouter/", sent | {"next": here["next"][0]}, follow=True
    )
    assert "Marches trop hautes" in section(answer.content.decode(), 'id="sphere-eat"')
    assert "/reprendre/" in answer.content.decode()


def test_a_leader_adds_figures_and_lock_ins_kept_by_their_actor(client: Client, place: Ground) -> None:
    enter(client, place, Role.LEADER)
    found = Page(page(client, place))
    for table, typed in (("figures", {"name": "Bus par jour"}), ("obstacles", {"obstacle": "tight_budgets"})):
        link = next(link for link in found.links if f"/{table}/ajouter/?" in link)
        first = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
        answer = client.post(link, first | typed, follow=True)
        assert answer.redirect_chain, answer.content.decode()[-1500:]
        row = LivingRow.objects.filter(dossier=place.pk, table=table).last()
        assert row is not None
        assert row.cells["kept_for"] == "la-ferme"
        assert row.cells.get("holder") in (None, "territory")
        assert 'value="la-ferme"' in client.get(link).content.decode()


def test_an_open_figure_is_carried_from_here_and_then_known_as_carried(client: Client, place: Ground) -> None:
    enter(client, place, Role.OWNER)
    found = Page(page(client, place))
    (first, *others) = [link for link in found.links if "indicateur=vacancy_rate" in link]
    assert others == []
    answer = client.post(first, {"challenges": ["sante"]}, follow=True)
    html = answer.content.decode()
    figure = LivingRow.objects.get(dossier=place.pk, table="figures", cells__indicator="vacancy_rate")
    assert figure.cells["perimeter"] == FREE
    assert "Le pays d’Arras" in figure.cells["name"]
    assert "counted here" not in section(html, f'id="figures-{figure.identity}"', "</li>")
    dwell = section(html, 'id="sphere-dwell"', '<section class="sphere"')
    assert dwell.count("pill--plain") == 1


def test_a_figure_of_two_challenges_is_shown_under_both_and_has_one_address(
    client: Client, place: Ground
) -> None:
    place.write(
        add("challenges", id="mobilite", name="Se déplacer sans voiture", sphere="move"),
        place.change("figures", "foyers", challenges="mobilite; sante"),
    )
    html = page(enter(client, place, Role.OWNER), place)
    assert html.count("Comptés à pied.") == 2
    found = re.findall(r'\sid="([^"]+)"', html)
    assert (found.count("figures-foyers"), len(found)) == (1, len(set(found)))


def test_a_figure_whose_challenge_one_does_not_see_is_not_lost(client: Client, place: Ground) -> None:
    place.write(place.change("challenges", "sante", visibility="facilitators"))
    html = page(enter(client, place, Role.READER), place)
    assert "La santé" not in html
    assert "Foyers sans voiture" in section(html, 'id="unattached"')


def test_the_past_shows_the_figures_and_lock_ins_of_then_and_writes_nothing(
    client: Client, place: Ground
) -> None:
    then = place.number()
    place.write(Edit("archive", "figures", place.row("figures", "foyers").pk))
    place.write(place.change("obstacles", "foncier", narrative="Enfin un terrain."))
    place.write(place.change("figures", "seul", visibility="facilitators"))
    enter(client, place, Role.CONTRIBUTOR)
    now, past = page(client, place), page(client, place, f"?vu={then}")
    assert ("Foyers sans voiture" in now, "Foyers sans voiture" in past) == (False, True)
    assert "Trois ans d’attente." in past
    assert "Un chiffre seul" not in past
    assert "/ajouter/" not in past
    assert "/dossiers/porter/" not in past


def test_a_dossier_that_says_nothing_yet_is_told_what_to_do(client: Client) -> None:
    place = ground()
    place.write(Edit("archive", "challenges", place.row("challenges", "sante").pk))
    html = page(enter(client, place, Role.OWNER), place)
    key = LivingRow.objects.get(dossier=place.pk, table="dossier").pk
    assert f'href="{reverse("row", args=[place.slug, "dossier", key])}"' in html
    assert f'href="{reverse("row-add", args=[place.slug, "challenges"])}"' in html


def test_codes_that_mean_nothing_are_told_and_the_others_are_drawn(client: Client, place: Ground) -> None:
    place.write(record(place, territory=f"{ARRAS}; 99999"))
    html = page(enter(client, place, Role.OWNER), place)
    assert "99999" in html
    assert reverse("territory", args=["free", ARRAS]) in html
    place.write(record(place, territory="99998; 99999"))
    assert "99998, 99999" in page(client, place)


def test_a_single_code_is_the_territory_itself(client: Client, place: Ground) -> None:
    place.write(record(place, territory=ARRAS))
    assert reverse("territory", args=["commune", ARRAS]) in page(client, place)


@pytest.mark.parametrize("slug", ["ecopole-audruicq", "kalundborg", "ikos"])
def test_every_example_has_its_territory_page(client: Client, slug: str) -> None:
    answer = client.get(reverse("territory-of", args=[slug]))
    assert answer.status_code == 200
    assert "/ajouter/" not in answer.content.decode()
