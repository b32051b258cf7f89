"""Links that the templates of the journey ask for by an id."""

from __future__ import annotations

from django import template

from maillage_web.dossiers.queries.state import Link, State

register = template.Library()


@register.simple_tag
def source_link(state: State, source: str) -> Link:
    """A link to the source of this id, under its title."""
    return state.link_to_id("sources", source)
