"""The pages of the journey of a dossier, whatever the app that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext_lazy as _

from maillage_web.dossiers.queries.state import State

register = template.Library()

_PAGES = (
    ("journey", ("journey", "phase"), _("Where we stand")),
    (
        "workshops",
        (
            "workshops",
            "workshop",
            "workshop-new",
            "workshop-plan",
            "workshop-notes",
            "workshop-review",
            "workshop-paper",
            "workshop-report",
        ),
        _("Workshops"),
    ),
    ("agenda", ("agenda",), _("What is coming")),
    ("decisions", ("decisions",), _("Decisions")),
    ("commitments", ("commitments",), _("Commitments")),
    ("learnings", ("learnings",), _("Learnings")),
    ("journal", ("journal",), _("Journal")),
    ("resources", ("resources",), _("Resources")),
    ("efforts", ("efforts",), _("Time given")),
    ("deliverables", ("deliverables", "deliverable"), _("Documents")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A page: its words, its address, whether one is there."""

    words: Any
    href: str
    here: bool


@register.simple_tag(takes_context=True)
def journey_tabs(context: Context, state: State) -> list[Tab]:
    """The pages, in the order in which one needs them."""
    match = context["request"].resolver_match
    here = match.url_name if match else ""
    return [Tab(words, state.address(name), here in names) for name, names, words in _PAGES]
