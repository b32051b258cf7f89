"""Where one is and where one can go: the other language, the current tab."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.urls import reverse
from django.utils.translation import get_language

register = template.Library()
_NAMES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the site and the address of this very page in it."""

    code: str
    name: str
    href: str
    current: bool


@register.simple_tag
def tongues(request: HttpRequest) -> list[Tongue]:
    """The page in each language. Addresses are the same but for the prefix of the second one."""
    path = request.path.removeprefix("/en/").removeprefix("/")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    here = get_language()
    return [
        Tongue(
            code,
            _NAMES[code],
            f"{'/' if code == settings.LANGUAGE_CODE else f'/{code}/'}{path}{query}",
            code == here,
        )
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def in_section(context: Context, *names: str) -> bool:
    """Whether the page shown belongs to one of the named addresses."""
    match = context["request"].resolver_match
    return match is not None and match.url_name in names


@register.simple_tag(takes_context=True)
def under(context: Context, name: str) -> bool:
    """Whether the page shown stands at the named address or below it."""
    request: HttpRequest = context["request"]
    return request.path.startswith(reverse(name))


@register.simple_tag
def with_query(query: QueryDict, **changes: object) -> str:
    """The query of this page with some values changed; an empty value leaves it out."""
    values = {name: query[name] for name in query} | {
        name: str(value or "") for name, value in changes.items()
    }
    kept = {name: value for name, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"
