"""Programmes on the site: who opens what, what a project shows and to whom, a portfolio read in few queries."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.choices import Role as DossierRole
from maillage_web.programmes.actions.programmes import RefusedError, add_project, choose, forget_person
from maillage_web.programmes.models import Effort, Place, Programme, Project, Referent, SharingChoice
from maillage_web.programmes.policies import Action, Role, Standing
from maillage_web.programmes.queries.kept import of_the_programmes
from tests.conftest import ROOT
from tests.maillage_web.living.people import Ground, add, ground, person
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOW = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 11, 2)


class Scene:
    """A public programme with one person per role, and a project whose dossier holds a mark of every visibility."""

    def __init__(self) -> None:
        self.people = {role: person(role.value) for role in Role}
        call_command("make_programme", "coop", "Coop", officer=self.people[Role.OFFICER].email)
        self.programme = Programme.objects.get(slug="coop")
        Programme.objects.update(public=True)
        for role in (Role.COMMITTEE, Role.REVIEWER, Role.OBSERVER):
            Place.objects.create(programme=self.programme, user=self.people[role], role=role.value, since=NOW)
        self.ground: Ground = ground()
        kept = {"Public": "public", "Unsaid": "", "Members": "members", "Facil": "facilitators"}
        self.ground.write(*(mark(name, seen) for name, seen in kept.items()))
        leader = self.ground.people[DossierRole.LEADER]
        self.ground.write(mark("Actor", "actor", holder="la-ferme"), by=leader)
        self.people[Role.REFERENT] = self.ground.owner
        self.project = self.add("Projet", self.ground.slug)

    def add(self, title: str, slug: str) -> Project:
        referent = self.people[Role.REFERENT].email
        return add_project(programme=self.programme, title=title, cohort="", referent=referent, dossier=slug, joined_on=DAY, now=NOW)  # fmt: skip

    def choose(self, *parts: str, public: tuple[str, ...] = (), **said: Any) -> SharingChoice:
        base = SharingChoice.objects.filter(project=self.project).count()
        given = {"unsaid": False, "research": False, "why": "", "base": base, **said}
        author = self.people[Role.REFERENT].pk
        return choose(project=self.project, author=author, parts=parts, public_parts=public, now=NOW, **given)

    def client(self, role: Role) -> Client:
        client = Client()
        if role is not Role.VISITOR:
            client.force_login(self.people[role])
        return client

    def address(self, name: str) -> str:
        token = [self.project.token] if name in ("programme-project", "programme-sharing") else []
        return reverse(name, args=["coop", *token])


def mark(name: str, seen: str, **cells: str) -> Edit:
    """The edit that adds an obstacle of this name and visibility."""
    return add("obstacles", id=f"o-{name.lower()}", obstacle=f"Marque{name}", visibility=seen, **cells)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def tables() -> list[dict[str, dict[str, bool]]]:
    """The tables of the page of rights: by name of the row, by role."""
    found = []
    for part in (ROOT / "docs/methods/rights-programmes.md").read_text().split("\n## ")[1:]:
        lines = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in part.splitlines()
            if line[:1] == "|"
        ]
        head = lines[0][1:]
        found.append(
            {
                line[0]: dict(zip(head, [cell == "yes" for cell in line[1:]], strict=True))
                for line in lines[2:]
            }
        )
    return found


def test_every_cell_of_the_tables_of_rights_holds(scene: Scene) -> None:
    scene.choose("obstacles", research=True)
    actions, addresses = tables()
    assert set(actions) == {action.value for action in Action}
    for role in Role:
        client = scene.client(role)
        for action in Action:
            assert Standing(role, public=True).may(action).allowed == actions[action.value][role.value]
        for name, allowed in addresses.items():
            answer = client.get(scene.address(name))
            assert answer.status_code == (200 if allowed[role.value] else 403), (name, role)
            if answer["Content-Type"].startswith("text/html") and allowed[role.value]:
                Page(answer.content.decode())
    Programme.objects.update(public=False)
    gone = {Client().get(scene.address(name)).status_code for name in addresses}
    assert gone == {404}
    assert Client().get(reverse("programmes")).status_code == 200
    assert scene.client(Role.OFFICER).get(reverse("programme-new")).status_code == 403
    staff = User.objects.create_user("staff@example.org", is_staff=True)
    client = Client()
    client.force_login(staff)
    client.post(reverse("programme-new"), {"title": "Deux", "slug": "deux", "officer": staff.email})
    assert Place.objects.get(programme__slug="deux").user == staff


def marks(client: Client, address: str) -> set[str]:
    page = client.get(address).content.decode()
    return {name for name in ("Public", "Unsaid", "Members", "Facil", "Actor") if f"Marque{name}" in page}


@pytest.mark.parametrize("name", ["programme-project", "programme-portfolio", "programme-portfolio-csv"])
def test_a_programme_never_sees_what_a_project_keeps(scene: Scene, name: str) -> None:
    officer, address = scene.client(Role.OFFICER), scene.address(name)
    assert marks(officer, address) == set()
    scene.choose("obstacles")
    assert marks(officer, address) == {"Public"}
    scene.choose("obstacles", unsaid=True)
    assert marks(officer, address) == {"Public", "Unsaid"}
    assert marks(Client(), scene.address("programme-project")) == set()
    scene.choose(public=("obstacles",), unsaid=True)
    assert marks(officer, address) == set()
    assert marks(Client(), scene.address("programme-project")) == {"Public"}


def test_a_referent_previews_then_chooses_and_each_choice_stays(scene: Scene) -> None:
    client, address = scene.client(Role.REFERENT), scene.address("programme-sharing")
    sent = {"parts": ["obstacles"], "base": "0", "why": "Pourquoi pas"}
    preview = client.post(address, {**sent, "preview": "1"}).content.decode()
    assert "MarquePublic" in preview
    assert "MarqueUnsaid" not in preview
    assert not SharingChoice.objects.exists()
    client.post(address, sent)
    client.post(address, {"parts": ["effects"], "base": "1"})
    late = client.post(address, {"parts": [], "base": "1"}).content.decode()
    assert [choice.parts for choice in SharingChoice.objects.order_by("number")] == [
        ["obstacles"],
        ["effects"],
    ]
    assert 'class="notice notice--alert"' in late
    assert (
        "Pourquoi pas" in scene.client(Role.OFFICER).get(scene.address("programme-project")).content.decode()
    )
    assert b"Pourquoi pas" not in Client().get(scene.address("programme-project")).content
    assert scene.client(Role.OFFICER).post(address, sent).status_code == 403


def test_a_dossier_is_linked_only_through_somebody_who_takes_part_in_it(scene: Scene) -> None:
    scene.people[Role.REFERENT] = scene.people[Role.VISITOR]
    for slug in (scene.ground.slug, "nowhere"):
        with pytest.raises(RefusedError) as refused:
            scene.add("Autre", slug)
        assert refused.value.field == "dossier"
    Referent.objects.create(project=scene.project, user=scene.people[Role.VISITOR], since=NOW)
    scene.choose("obstacles")
    assert marks(scene.client(Role.REFERENT), scene.address("programme-sharing")) == set()
    sent = {"parts": ["effects"], "base": "1"}
    assert scene.client(Role.REFERENT).post(scene.address("programme-sharing"), sent).status_code == 403


def test_a_department_of_the_portfolio_leads_to_its_figures(scene: Scene) -> None:
    record = scene.ground.dossier.slug
    scene.ground.write(scene.ground.change("dossier", record, territory="62041"))
    scene.choose("summary")
    page = Page(scene.client(Role.OFFICER).get(scene.address("programme-portfolio")).content.decode())
    leads = [one.attributes["href"] for one in page.all("a") if one.attributes["href"].endswith("/62/")]
    assert len(leads) == 1
    assert Client().get(leads[0]).status_code == 200


def test_a_portfolio_asks_as_few_queries_of_ten_projects_as_of_one(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    scene.choose("obstacles")
    client, address = scene.client(Role.OFFICER), scene.address("programme-portfolio")
    for _round in range(2):
        client.get(address)
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200
        for number in range(9):
            scene.add(f"Projet {number}", "")
    filtered = client.get(f"{address}?obstacle=MarquePublic").content.decode()
    assert "Projet 3" not in Page(filtered).one("main").text


def test_people_efforts_settings_and_research_are_written_and_read(scene: Scene) -> None:
    officer, people = scene.client(Role.OFFICER), scene.address("programme-people")
    officer.post(people, {"email": scene.people[Role.VISITOR].email, "role": "observer"})
    assert Place.objects.get(user=scene.people[Role.VISITOR]).role == "observer"
    mine = Place.objects.get(user=scene.people[Role.OFFICER])
    assert 'role="alert"' in officer.post(people, {"remove": mine.pk}).content.decode()
    assert scene.client(Role.OBSERVER).post(people, {"remove": mine.pk}).status_code == 403
    efforts = scene.address("programme-efforts")
    assert officer.post(efforts, {"on": "2026-11-03", "kind": "running"}).status_code == 200
    kind = officer.get(efforts).context["form"].fields["kind"].choices[0][0]
    officer.post(efforts, {"on": "2026-11-03", "kind": kind, "hours": "2.5", "what": "visite"})
    assert Effort.objects.count() == 1
    assert b"2,5" in officer.get(efforts).content
    sent = {"title": "Coop 2", "summary_fr": "Bonjour", "since": "2026-05-01", "until": "2026-01-01"}
    assert officer.post(scene.address("programme-settings"), sent).status_code == 200
    officer.post(scene.address("programme-settings"), {**sent, "until": "", "public": "on"})
    assert b"Bonjour" in Client().get(scene.address("programme")).content
    assert b"obstacles" not in research(officer, scene).get("obstacles.csv", b"").splitlines()[1:]
    scene.choose("obstacles", research=True)
    rows = research(officer, scene)["obstacles.csv"].decode()
    assert ",other," in rows
    assert "Marque" not in rows


def research(client: Client, scene: Scene) -> dict[str, bytes]:
    content = client.get(scene.address("programme-research-file")).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_what_programmes_keep_of_somebody_is_told_and_erased(scene: Scene) -> None:
    scene.choose("obstacles", why="Parce que")
    referent = scene.people[Role.REFERENT]
    kept = of_the_programmes(referent)["programmes"].content
    assert kept["choices"][0]["why"] == "Parce que"
    forget_person(referent, NOW)
    assert not any(of_the_programmes(referent)["programmes"].content.values())
    assert SharingChoice.objects.get().parts == ["obstacles"]
