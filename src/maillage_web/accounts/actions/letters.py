"""Write to people: one letter, in their language or in both."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from smtplib import SMTPException
from typing import Any
from urllib.parse import urljoin

from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from maillage.text import LANGUAGES, Language, Text, fill
from maillage_web.accounts.choices import Letter, LetterNotSent

_log = logging.getLogger(__name__)


def post(
    letter: Letter,
    *,
    to: str,
    language: Language | None,
    values: Mapping[str, object] | None = None,
    link: Text | None = None,
) -> None:
    """Send `letter` to one address, in `language`, or in both (French first) when it is unknown (None).

    `values` fill the holes of its words (a `Text` gives each language its own); `link` is the address that its link
    leads to, in each language: see `addresses`. Raises `LetterNotSent` when the mail server does not take it.
    """
    languages = LANGUAGES if language is None else (language,)
    parts = [_part(letter, one, dict(values or {}), link) for one in languages]
    subject = " / ".join(dict.fromkeys(" ".join(part["subject"].split()) for part in parts))
    body = render_to_string("accounts/letters/letter.txt", {"parts": parts})
    message = EmailMultiAlternatives(subject, body, to=[to])
    html = render_to_string("accounts/letters/letter.html", {"parts": parts, "subject": subject})
    message.attach_alternative(html, "text/html")
    _hand_over(message)


def _part(letter: Letter, language: Language, values: dict[str, object], link: Text | None) -> dict[str, Any]:
    """What a letter says in one language."""
    return {
        "language": language,
        "subject": fill(letter.subject, **values).in_(language),
        "lines": [fill(line, **values).in_(language) for line in letter.lines],
        "link_words": letter.link.in_(language) if letter.link and link else "",
        "link": link.in_(language) if letter.link and link else "",
    }


def _hand_over(message: EmailMultiAlternatives) -> None:
    try:
        message.send()
    except (SMTPException, OSError) as failure:
        _log.error("an e-mail was not sent: %s", type(failure).__name__)  # its text may hold an address
        raise LetterNotSent from None


def addresses(request: HttpRequest, name: str, *arguments: object, query: str = "") -> Text:
    """The whole address of a page of the site in each language, for the link of a letter."""
    paths = _paths(name, arguments)
    return Text(*(request.build_absolute_uri(f"{path}?{query}" if query else path) for path in paths))


def addresses_from(origin: str, name: str, *arguments: object) -> Text:
    """The same where nobody asks for a page: `origin` is the address of the site, as somebody came to it."""
    return Text(*(urljoin(origin, path) for path in _paths(name, arguments)))


def _paths(name: str, arguments: Sequence[object]) -> list[str]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(reverse(name, args=arguments))
    return found
