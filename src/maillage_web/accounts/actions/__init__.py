"""Everything that writes about people: make an account, change it, write to somebody, erase."""

from __future__ import annotations

from maillage_web.accounts.actions.erasing import erase, is_the_code, remember_code
from maillage_web.accounts.actions.letters import addresses, addresses_from, post
from maillage_web.accounts.actions.people import change_profile, deactivate, make_account

__all__ = [
    "addresses",
    "addresses_from",
    "change_profile",
    "deactivate",
    "erase",
    "is_the_code",
    "make_account",
    "post",
    "remember_code",
]
