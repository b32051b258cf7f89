"""A living dossier, and browsers without script in which its people have entered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from maillage_web.accounts.models import User
from maillage_web.dossiers.choices import Role
from tests.maillage_web.living.people import Ground, ground

Enter = Callable[..., Client]


@pytest.fixture
def there(db: None) -> Ground:
    return ground()


@pytest.fixture
def enter(there: Ground) -> Enter:
    """Enter as somebody of the dossier: by their role, or the person themselves."""

    def as_one(who: Role | User = Role.OWNER) -> Client:
        client = Client()
        client.force_login(there.people[who] if isinstance(who, Role) else who)
        return client

    return as_one
