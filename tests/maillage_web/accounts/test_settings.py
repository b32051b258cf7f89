"""How passwords are kept, and what the settings promise."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import get_default_password_validators
from django.db import IntegrityError, transaction

from maillage_web.accounts.models import User
from maillage_web.config import sign_in
from maillage_web.config.security import cookies_and_headers


def test_passwords_are_kept_by_a_hash_that_costs_memory() -> None:
    first, *_ = sign_in.passwords()["PASSWORD_HASHERS"]
    assert first.endswith("ScryptPasswordHasher")


@pytest.mark.parametrize("hasher", ["scrypt", "pbkdf2_sha256"])
def test_a_password_kept_either_way_is_recognised(settings, hasher: str) -> None:  # type: ignore[no-untyped-def]
    settings.PASSWORD_HASHERS = sign_in.passwords()["PASSWORD_HASHERS"]
    kept = make_password("une phrase que personne ne devine", hasher=hasher)
    assert check_password("une phrase que personne ne devine", kept)
    assert not check_password("une autre phrase", kept)


def test_passwords_are_checked() -> None:
    assert len(get_default_password_validators()) == 4


def test_sessions_last_twelve_hours_at_most() -> None:
    found = cookies_and_headers(https=True)
    assert found["SESSION_COOKIE_AGE"] == 12 * 3600
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SESSION_EXPIRE_AT_BROWSER_CLOSE"]


@pytest.mark.django_db
def test_an_address_is_kept_in_small_letters() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Facilitatrice@example.org")
