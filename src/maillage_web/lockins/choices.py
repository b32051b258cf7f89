"""What the pages of lock-ins are bound by, and the words of their addresses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOTED, PROPOSED, WHOLE = "notes", "signes", "catalogue"
SCOPES = {
    NOTED: _("the obstacles noted"),
    PROPOSED: _("those and the ones that signs propose"),
    WHOLE: _("the whole catalogue"),
}
"""Which obstacles loops are looked for among."""

LOOPS = 12
LOOPS_OF_ALL = 24
PRACTICES = 3
HINTS = 3
HOLDERS = 6
ROWS = 6
DOSSIERS = 300
"""How many dossiers are read together, at most."""
