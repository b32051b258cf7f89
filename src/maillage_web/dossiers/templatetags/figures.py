"""The status of a figure, drawn as on the pages of territories."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from maillage.text import Text
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.queries.pictures import mark

register = template.Library()


@register.simple_tag
def status_mark(status: str, told: Text) -> SafeString:
    """The shape and the words of a status."""
    return mark(status, said(told))
