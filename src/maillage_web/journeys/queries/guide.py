"""The guide as pages show it: what it holds, one page with what it is tied to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from maillage.articulation.catalogue import catalogue
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.guide import GuidePage, page, pages
from maillage.journey.templates import template
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.queries.state import Link


@dataclass(frozen=True, slots=True)
class Reading:
    """One page, its text as HTML, what it helps with, the pages before and after."""

    page: GuidePage
    html: SafeString
    phases: tuple[Link, ...]
    checks: tuple[Link, ...]
    obstacles: tuple[Link, ...]
    before: GuidePage | None
    after: GuidePage | None


def guide_contents() -> tuple[GuidePage, ...]:
    """Every page, in reading order."""
    return pages()


def guide_reading(code: str) -> Reading:
    """The page of this code. Raises `KeyError`."""
    found, every = page(code), pages()
    place = every.index(found)
    obstacles = vocabulary("obstacles")
    return Reading(
        page=found,
        html=mark_safe(found.html(language())),  # noqa: S308  our own Markdown, in which raw HTML stays text
        phases=tuple(_phase(one) for one in found.phases),
        checks=tuple(Link(catalogue()[one].title, reverse("check", args=(one,))) for one in found.checks),
        obstacles=tuple(
            Link(obstacles.label_of(one), reverse("obstacle", args=(one,))) for one in found.obstacles
        ),
        before=every[place - 1] if place else None,
        after=every[place + 1] if place + 1 < len(every) else None,
    )


def _phase(words: str) -> Link:
    journey, _, code = words.partition("/")
    found = template(journey)
    title = next(phase.title for phase in found.phases if phase.code == code)
    return Link(title)
