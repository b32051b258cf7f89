"""What one asks to receive about a dossier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage_web.calendars.models import Subscription


class AskingForm(forms.Form):
    """Reminders or not, and how often a digest."""

    reminders = forms.BooleanField(
        label=_("Remind me of sessions and reviews, a week before and on the day"), required=False
    )
    digest = forms.ChoiceField(
        label=_("What moved, by e-mail"),
        choices=[
            (Subscription.Digest.NONE, _("never")),
            (Subscription.Digest.WEEKLY, _("every week")),
            (Subscription.Digest.MONTHLY, _("every month")),
        ],
    )
