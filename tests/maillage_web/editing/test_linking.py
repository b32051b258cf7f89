"""A thread of the articulation is drawn or cut from a list; dragging sends the same form."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage_web.dossiers.choices import Role
from tests.maillage_web.editing.conftest import Enter
from tests.maillage_web.living.people import Ground, add


def link(client: Client, there: Ground, start: str, end: str, do: str = "link") -> str:
    """Send the form; give the page that follows."""
    with translation.override("fr"):
        address = reverse("link", args=[there.slug])
    answer = client.post(address, {"start": start, "end": end, "do": do}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("start", "end", "table", "row", "column", "before", "after"),
    [
        (
            "effects/repas",
            "components/potager",
            "effects",
            "repas",
            "components",
            "cantine",
            "cantine; potager",
        ),
        (
            "components/potager",
            "effects/repas",
            "effects",
            "repas",
            "components",
            "cantine",
            "cantine; potager",
        ),
        ("challenges/eau", "effects/repas", "effects", "repas", "challenges", "sante", "sante; eau"),
        ("effects/repas", "actors/l-ecole", "effects", "repas", "beneficiaries", "", "l-ecole"),
        ("actors/l-ecole", "components/potager", "components", "potager", "bearers", "none", "l-ecole"),
        ("components/potager", "challenges/eau", "components", "potager", "challenges", "", "eau"),
    ],
)
def test_two_rows_are_linked_then_unlinked(
    there: Ground,
    enter: Enter,
    start: str,
    end: str,
    table: str,
    row: str,
    column: str,
    before: str,
    after: str,
) -> None:
    there.write(
        add("challenges", id="eau", name="L’eau"),
        add("components", id="potager", name="Le potager", bearers="none"),
    )
    client = enter(Role.CONTRIBUTOR)
    assert there.cells(table, row).get(column, "") == before
    page = link(client, there, start, end)
    assert there.cells(table, row)[column] == after
    assert "/reprendre/" in page
    link(client, there, start, end, "unlink")
    assert there.cells(table, row).get(column, "") == ("" if before == "none" else before)


def test_what_is_linked_already_writes_nothing(there: Ground, enter: Enter) -> None:
    before = there.number()
    link(enter(), there, "effects/repas", "components/cantine")
    assert there.number() == before


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("actors/la-ferme", "actors/la-ville"),
        ("actors/la-ferme", "challenges/sante"),
        ("effects/repas", "effects/repas"),
        ("effects/repas", "components/nulle-part"),
        ("sources/x", "effects/repas"),
        ("", "effects/repas"),
        ("effects", "components/cantine"),
    ],
)
def test_what_cannot_be_linked_is_told(there: Ground, enter: Enter, start: str, end: str) -> None:
    before = there.number()
    assert "saying-card--alert" in link(enter(), there, start, end)
    assert there.number() == before


def test_a_hidden_row_cannot_be_linked_and_stays_linked(there: Ground, enter: Enter) -> None:
    there.write(add("actors", id="discret", name="Un discret", visibility="facilitators"))
    there.write(there.change("components", "cantine", bearers="la-ferme; discret"))
    client = enter(Role.CONTRIBUTOR)
    assert "saying-card--alert" in link(client, there, "components/cantine", "actors/discret", "unlink")
    link(client, there, "components/cantine", "actors/l-ecole")
    assert there.cells("components", "cantine")["bearers"] == "la-ferme; l-ecole; discret"


def test_the_articulation_offers_the_list_to_who_may_write_only(there: Ground, enter: Enter) -> None:
    with translation.override("fr"):
        address = reverse("articulation", args=[there.slug])
    assert '<option value="effects/repas">' in enter().get(address).content.decode()
    assert "data-threads" not in enter(Role.READER).get(address).content.decode()
