"""What people read and follow: who is in, the link and the code of an e-mail."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.test import Client

_LINK = re.compile(r"https?://\S+")


def who(client: Client) -> int | None:
    """The number of the person that this browser has entered as."""
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def link_of(letter: EmailMessage) -> str:
    """The address that an e-mail leads to, on our site."""
    parts = urlsplit(str(_LINK.findall(str(letter.body))[0]))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def code_of(letter: EmailMessage) -> str:
    """The code that an e-mail gives in its subject."""
    return letter.subject.rpartition(":")[2].strip()


def html_of(letter: Any) -> str:
    """The HTML half of an e-mail."""
    return str(letter.alternatives[0].content)
