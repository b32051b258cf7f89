"""The guide holds together: what it points to exists, in both languages, and nothing of it is markup that runs."""

from __future__ import annotations

import re

import pytest

from maillage.articulation.catalogue import catalogue
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.guide import GuidePage, page, pages, pages_for
from maillage.journey.templates import templates

PHASES = {f"{one.id}/{phase.code}" for one in templates() for phase in one.phases}
every_page = pytest.mark.parametrize("one", pages(), ids=[one.code for one in pages()])


@every_page
def test_a_page_points_to_what_exists_and_cites(one: GuidePage) -> None:
    assert set(one.phases) <= PHASES
    assert set(one.checks) <= set(catalogue())
    assert set(one.obstacles) <= set(vocabulary("obstacles").terms)
    assert one.sources
    assert all(source.url.startswith("http") for source in one.sources)


@every_page
def test_a_page_says_as_much_in_both_languages(one: GuidePage) -> None:
    french, english = (re.findall(r"<(h\d|li|p)>", one.html(language)) for language in ("fr", "en"))
    assert french == english, "the same parts in the same order"
    assert "<h1" not in one.html("fr")
    assert not re.search(r" [;:?!»]|« ", one.body.fr), "a no-break space stands before these signs"
    assert "'" not in one.body.fr + one.body.en


def test_every_phase_has_a_page_and_what_is_asked_is_found() -> None:
    assert {phase for one in pages() for phase in one.phases} == PHASES
    assert [one.code for one in pages_for(check="ART017")] == ["actors", "leader"]
    assert pages_for(obstacle="unfunded_facilitation") == (page("conditions"),)
    with pytest.raises(KeyError):
        page("nothing")
