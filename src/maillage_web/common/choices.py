"""What error pages say: what happened, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Mishap:
    """An error as people are told of it: its status, what happened, why, what they can do."""

    status: int
    title: str | Promise
    reason: str | Promise
    advice: str | Promise


BAD_REQUEST = Mishap(
    400,
    _("This request was not understood"),
    _("Something in the address or in the form does not have the expected shape."),
    _("Go back to the home page and follow the links from there."),
)
FORBIDDEN = Mishap(
    403,
    _("You cannot open this page"),
    _("It is reserved to somebody else."),
    _("Go back to the home page and follow the links from there."),
)
STALE_FORM = Mishap(
    403,
    _("The form has expired"),
    _("It was opened too long ago, or your browser refuses the cookie that proves that it comes from here."),
    _("Go back, reload the page and send the form again. Nothing was kept of what you sent."),
)
NOT_FOUND = Mishap(
    404,
    _("There is nothing at this address"),
    _(
        "The page may have moved; a workbook that you sent is deleted after two hours, and opens in your browser only."
    ),
    _("Look for it among the dossiers, or send your workbook again."),
)
TOO_BIG = Mishap(
    413,
    _("This file is too big"),
    _("A workbook or an archive of at most 5 MB is accepted. Nothing was read nor kept."),
    _("Remove what is not the dossier (pictures, side sheets), then send it again."),
)
BROKEN = Mishap(
    500,
    _("Something broke on our side"),
    _("The page could not be made. It is not your fault."),
    _("Try again in a moment; if it happens again, tell those who run this site what you were doing."),
)
NO_PDF = Mishap(
    503,
    _("The PDF cannot be made here"),
    _("The program that sets it is not installed on this site."),
    _("Download the HTML report instead: any browser can print it to PDF."),
)

LAST_RESORT = Text(
    "<h1>Une panne est survenue</h1><p>La page n’a pas pu être faite. Réessayez dans un instant.</p>",
    "<h1>Something broke</h1><p>The page could not be made. Try again in a moment.</p>",
)
