"""The link that a projector opens without an account: signed, for one workshop, of no use once it has ended."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare

_SIGNER = Signer(salt="maillage.workshops.screen")


def screen_link(token: str) -> str:
    """What proves that somebody who runs the workshop gave the link."""
    return _SIGNER.signature(token)


def is_screen_link(token: str, link: str) -> bool:
    """Whether `link` was given for this workshop."""
    try:
        return constant_time_compare(_SIGNER.unsign(f"{token}:{link}"), token)
    except BadSignature:
        return False
