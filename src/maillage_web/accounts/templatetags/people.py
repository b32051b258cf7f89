"""What the pages of accounts need to draw: the identity provider, the picture to be read by an application."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider: the name shown and where one enters by it."""

    name: str
    href: str


@register.simple_tag(takes_context=True)
def identity_provider(context: Context) -> Provider | None:
    """The provider of the settings, if there is one."""
    for provider in get_adapter().list_providers(context["request"]):
        return Provider(provider.name, reverse("openid_connect_login", args=[provider.app.provider_id]))
    return None


@register.filter
def drawn(picture: str) -> SafeString:
    """The picture that an application reads, in the page itself: nothing is fetched, no style is inline."""
    return mark_safe(picture[picture.index("<svg") :])  # noqa: S308 - drawn by allauth, from an encoded address
