"""Many rows at once: every line is saved or says why not, and what two people wrote is never overwritten in silence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillage.dossier.tables import LISTED, TABLES
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.forms.grid import Grid
from maillage_web.dossiers.mappers.living import cells_of
from tests.maillage_web.editing.conftest import Enter
from tests.maillage_web.editing.test_row_forms import FOLDERS, example
from tests.maillage_web.living.people import Ground, add


def address(there: Ground, table: str = "actors") -> str:
    with translation.override("fr"):
        return reverse("grid", args=[there.slug, table])


def send(client: Client, there: Ground, *lines: Any, table: str = "actors", status: int = 200) -> Any:
    """Send lines as the script does: (key or none, base, cells)."""
    rows = [
        {"line": f"l{place}", "key": key, "base": base, "cells": cells}
        for place, (key, base, cells) in enumerate(lines)
    ]
    answer = client.post(address(there, table), json.dumps({"rows": rows}), content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json() if status == 200 else None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_a_grid_shows_is_read_back_as_the_same_cells(folder: Any, language: Any) -> None:
    dossier = example(folder.name)
    for table in LISTED:
        made = Grid(TABLES[table], dossier, language, wide=True)
        for row in dossier.rows(table):
            cells = cells_of(table, row)
            for field, shown in made.line(cells):
                text, wrong = made.read(field.name, shown)
                assert (text, wrong) == (cells.get(field.name, ""), ""), (table, field.name, shown)


def test_lines_are_added_and_changed_in_one_act(there: Ground, enter: Enter) -> None:
    client, before = enter(Role.CONTRIBUTOR), there.number()
    ville = there.row("actors", "la-ville").pk
    answer = send(
        client,
        there,
        (
            None,
            None,
            {"name": "Régie rurale", "legal_form": "Association déclarée", "roles": "Membre; Partenaire"},
        ),
        (ville, before, {"category": "Collectivité ou groupement"}),
    )
    assert there.number() == before + 1
    assert [row["saved"] for row in answer["rows"]] == [True, True]
    assert answer["number"] == before + 1
    made = there.row("actors", "regie-rurale")
    assert answer["rows"][0]["key"] == made.pk
    assert made.cells["roles"] == "member; partner"
    assert there.cells("actors", "la-ville")["category"] == "local_authority"


def test_a_wrong_line_says_why_and_does_not_keep_the_others(there: Ground, enter: Enter) -> None:
    answer = send(
        enter(),
        there,
        (None, None, {"name": "Bonne"}),
        (None, None, {"name": "Mauvaise", "siren": "12"}),
        (None, None, {"name": "", "note": "sans nom"}),
    )
    good, bad, nameless = answer["rows"]
    assert good["saved"]
    assert "« 12 » n’est pas un SIREN valide." in bad["errors"]["siren"]
    assert "manque" in nameless["errors"]["name"]
    assert there.cells("actors", "bonne")["name"] == "Bonne"
    assert not bad["saved"]


def test_a_line_that_breaks_a_rule_does_not_keep_the_others(there: Ground, enter: Enter) -> None:
    key, base = there.row("effects", "repas").pk, there.number()
    answer = send(
        enter(),
        there,
        (key, base, {"low": "5", "likely": "2"}),
        (None, None, {"name": "Moins de trajets"}),
        table="effects",
    )
    assert "likely" in answer["rows"][0]["errors"]
    assert answer["rows"][1]["saved"]
    assert "low" not in there.cells("effects", "repas")


def test_references_are_typed_by_name(there: Ground, enter: Enter) -> None:
    key, base = there.row("components", "cantine").pk, there.number()
    answer = send(enter(), there, (key, base, {"bearers": "l'ecole ; LA VILLE"}), table="components")
    assert answer["rows"][0]["saved"]
    assert there.cells("components", "cantine")["bearers"] == "l-ecole; la-ville"
    assert answer["rows"][0]["cells"]["bearers"] == "L’école; La ville"
    none = send(enter(), there, (key, there.number(), {"bearers": "aucun"}), table="components")
    assert none["rows"][0]["cells"]["bearers"] == "Aucun"
    unknown = send(enter(), there, (key, there.number(), {"bearers": "La mairie"}), table="components")
    assert "« La mairie » n’existe pas dans la table « Acteurs »" in unknown["rows"][0]["errors"]["bearers"]


def test_two_rows_of_the_same_name_are_told_apart_by_their_ids(there: Ground, enter: Enter) -> None:
    there.write(add("actors", id="autre-ville", name="La ville"))
    page = enter().get(address(there, "components")).content.decode()
    assert 'value="La ferme; la-ville"' in page
    key, base = there.row("components", "cantine").pk, there.number()
    answer = send(enter(), there, (key, base, {"bearers": "La ville"}), table="components")
    assert "bearers" in answer["rows"][0]["errors"]


def test_a_cell_changed_by_two_people_shows_both_versions(there: Ground, enter: Enter) -> None:
    key, base = there.row("actors", "la-ville").pk, there.number()
    there.write(there.change("actors", "la-ville", name="La commune", note="dite par l’autre"))
    answer = send(enter(Role.CONTRIBUTOR), there, (key, base, {"name": "La mairie", "siren": ""}))
    told = answer["rows"][0]
    assert not told["saved"]
    assert told["conflicts"]["name"] == {
        "theirs": "La commune",
        "who": "Porteuse",
        "when": "(23 novembre, 10:00)",
    }
    assert told["cells"]["note"] == "dite par l’autre"
    assert there.cells("actors", "la-ville")["name"] == "La commune"
    chosen = send(enter(Role.CONTRIBUTOR), there, (key, answer["number"], {"name": "La mairie"}))
    assert chosen["rows"][0]["saved"]
    assert there.cells("actors", "la-ville")["name"] == "La mairie"


def test_cells_that_others_changed_come_back_with_what_one_saved(there: Ground, enter: Enter) -> None:
    key, base = there.row("actors", "la-ville").pk, there.number()
    there.write(there.change("actors", "la-ville", category="citizens"))
    answer = send(enter(), there, (key, base, {"name": "La mairie"}))
    assert answer["rows"][0]["saved"]
    assert answer["rows"][0]["cells"]["category"] == "Citoyens"


def test_a_row_archived_meanwhile_is_told(there: Ground, enter: Enter) -> None:
    key, base = there.row("challenges", "sante").pk, there.number()
    with translation.override("fr"):
        enter().post(reverse("row-archive", args=[there.slug, "challenges", key]), {"base": base})
    told = send(enter(Role.CONTRIBUTOR), there, (key, base, {"name": "L’eau"}), table="challenges")["rows"][0]
    assert told["conflicts"][""]["whole"] == "yes"
    assert told["conflicts"][""]["who"] == "Porteuse"


def test_hidden_references_are_neither_shown_nor_lost(there: Ground, enter: Enter) -> None:
    there.write(add("actors", id="discret", name="Un discret", visibility="facilitators"))
    there.write(there.change("components", "cantine", bearers="la-ferme; discret"))
    client = enter(Role.CONTRIBUTOR)
    assert "discret" not in client.get(address(there, "components")).content.decode()
    key = there.row("components", "cantine").pk
    answer = send(client, there, (key, there.number(), {"bearers": "L’école"}), table="components")
    assert answer["rows"][0]["cells"]["bearers"] == "L’école"
    assert there.cells("components", "cantine")["bearers"] == "l-ecole; discret"
    hidden = there.row("actors", "discret").pk
    send(client, there, (hidden, there.number(), {"name": "Trouvé"}), status=404)


def test_a_leader_is_told_which_lines_are_not_theirs(there: Ground, enter: Enter) -> None:
    client, before = enter(Role.LEADER), there.number()
    answer = send(
        client,
        there,
        (None, None, {"actor": "La ville", "today": "x"}),
        (None, None, {"actor": "La ferme", "today": "y"}),
        table="models",
    )
    assert [row["saved"] for row in answer["rows"]] == [False, True]
    assert "" in answer["rows"][0]["errors"]
    assert there.number() == before + 1
    assert "data-locked" in client.get(address(there, "actors")).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"rows": []}',
        '{"rows": [1]}',
        '{"rows": [{"line": "a", "key": "x", "base": 1, "cells": {}}]}',
        '{"rows": [{"line": "a", "key": null, "base": null, "cells": {"nowhere": "x"}}]}',
        '{"rows": [{"line": "a", "key": null, "base": null, "cells": []}]}',
    ],
)
def test_what_is_no_batch_is_refused(there: Ground, enter: Enter, body: str) -> None:
    answer = enter().post(address(there), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_batch_is_bounded_and_who_may_not_write_sends_nothing(there: Ground, enter: Enter) -> None:
    lines = [(None, None, {"name": f"Acteur {number}"}) for number in range(26)]
    send(enter(), there, *lines, status=400)
    send(enter(Role.READER), there, lines[0], status=403)
    send(Client(), there, lines[0], status=404)


def test_the_page_offers_rows_and_words_without_any_script(there: Ground, enter: Enter) -> None:
    page = enter().get(address(there, "components")).content.decode()
    assert '<datalist id="list-bearers">' in page
    assert '<option value="La ferme">' in page
    with translation.override("fr"):
        assert reverse("row", args=[there.slug, "components", there.row("components", "cantine").pk]) in page
    assert "<noscript>" in page
    wide = enter().get(f"{address(there, 'components')}?colonnes=toutes").content.decode()
    assert 'data-column="note"' in wide
    assert 'data-column="note"' not in page
