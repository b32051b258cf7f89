"""What the fields of a card and the parts of its interest are called."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def field_words(name: str) -> str:
    """What a field of a register is called. Raises `KeyError` for a field that is none."""
    return {
        "today": _("Today"),
        "aim": _("Where it wants to go"),
        "constraint": _("What holds it"),
        "displacement": _("What it must change in its own work"),
    }[name]


@register.filter
def part_words(code: str) -> str:
    """What a part of the interest in the solution is called. Raises `KeyError` for a part that is none."""
    return {
        "carries": _("What it carries"),
        "benefits": _("The effects it benefits from"),
        "gives": _("What it brings"),
        "receives": _("What it receives"),
        "promises": _("What it commits to"),
        "promised": _("What others commit to towards it"),
    }[code]
