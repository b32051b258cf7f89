"""The people who enter the site: an address, the name they go by, the language they read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage_web.accounts.choices import ERASED_PERSON


class People(BaseUserManager["User"]):
    """Creates people by their address; addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """A person who enters with `email`; without a password, by a code sent there."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> User:
        """A person who may open the administration pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)

    def get_by_natural_key(self, username: str | None) -> User:
        """The person of this address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Erased, they keep a row without name nor address, so that what they asserted keeps an author."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name shown to the others"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(
        _("language of the e-mails"),
        max_length=2,
        choices=[("fr", "Français"), ("en", "English")],
        default="fr",
    )
    is_staff = models.BooleanField(_("may open the administration pages"), default=False)
    is_active = models.BooleanField(_("may enter"), default=True)
    joined_at = models.DateTimeField(_("here since"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased on"), null=True, blank=True)

    objects: ClassVar[People] = People()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="addresses_are_in_lower_case"),
        ]

    def __str__(self) -> str:
        return str(ERASED_PERSON) if self.erased_at else self.name or self.email

    def get_full_name(self) -> str:
        """The name they go by, or the part of the address before the @; of an erased person, only that they are."""
        return str(ERASED_PERSON) if self.erased_at else self.name or self.email.split("@")[0]
