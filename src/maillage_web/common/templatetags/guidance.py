"""Pages of the guide that help with what is on screen."""

from __future__ import annotations

from django import template

from maillage.journey.guide import GuidePage, pages_for

register = template.Library()


@register.simple_tag
def guide_pages(phase: str = "", check: str = "", obstacle: str = "") -> tuple[GuidePage, ...]:
    """The pages of the guide about a phase (``collective/existing``), a check or an obstacle."""
    return pages_for(phase=phase, check=check, obstacle=obstacle)
