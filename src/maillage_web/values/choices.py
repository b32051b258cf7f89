"""What the pages of value are bound by, and the words of their addresses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ESTIMATES = {"bas": "low", "probable": "likely", "haut": "high"}
"""How addresses write which estimate is read: ``estimation=bas``."""
ESTIMATE_WORDS = {
    "probable": _("the likely estimates"),
    "bas": _("the low estimates"),
    "haut": _("the high estimates"),
}
ESTIMATE_FIRST = "probable"

UNSAIDS = {"a-part": "leave_out", "une-fois": "once", "chaque-annee": "year"}
"""How addresses write what becomes of an amount whose period is not said: ``sans-periode=une-fois``."""
UNSAID_WORDS = {
    "a-part": _("are left out, and asked for"),
    "une-fois": _("are counted once"),
    "chaque-annee": _("are counted every year"),
}
UNSAID_FIRST = "a-part"

YEARS = range(1900, 2201)
"""The years that an address may say."""
HIGHEST_RATE = 50
"""The highest yearly rate of discounting that is read, in percent."""
LARGEST_AMOUNT = 10**12
"""The largest amount that an address may say, in the unit of the row."""

DRAWN = 24
"""How many actors the flow picture draws; the smaller ones are drawn together, and the page says so."""
SLIDERS = 60
"""How many amounts the what-if page offers to move."""
SLIDERS_TO = 10**12
"""How far a slider goes at most."""
PERIODS = ("year", "month", "once")
"""How often a newcomer may bring something."""
CHANGES = 40
"""How many changes an address may hold; the others are left out, and the page says so."""
