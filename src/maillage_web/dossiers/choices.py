"""Fixed choices of the app: where a dossier comes from, how much is kept, how long pages are."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.io.limits import Limits
from maillage.text import Text

_MIB = 1024 * 1024


class Origin(models.TextChoices):
    """Where a stored dossier comes from."""

    EXAMPLE = "example"
    UPLOAD = "upload"


class Role(models.TextChoices):
    """What somebody is in a living dossier. Who has no role there is a visitor."""

    OWNER = "owner", _("owner")
    FACILITATOR = "facilitator", _("facilitator")
    CONTRIBUTOR = "contributor", _("contributor")
    LEADER = "leader", _("leader of an actor")
    READER = "reader", _("reader")
    AUDITOR = "auditor", _("auditor")
    VISITOR = "visitor", _("visitor")

    @classmethod
    def granted(cls) -> list[tuple[str, str | Promise]]:
        """The roles that can be given, with their words: all but visitor."""
        return [(role.value, role.label) for role in cls if role is not cls.VISITOR]


class ActKind(models.TextChoices):
    """What an act was."""

    CREATE = "create", _("beginning")
    EDIT = "edit", _("change")
    IMPORT = "import", _("import")
    UNDO = "undo", _("undoing")
    ARCHIVE = "archive", _("archiving")
    RESTORE = "restore", _("restoring")
    SNAPSHOT = "snapshot", _("named state")
    PEOPLE = "people", _("people and roles")
    SETTINGS = "settings", _("settings")


class ChangeKind(models.TextChoices):
    """What became of a row."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    ARCHIVED = "archived", _("archived")
    RESTORED = "restored", _("restored")


class PeopleChange(models.TextChoices):
    """What an act about people did: the `did` of its details."""

    INVITED = "invited", _("invited somebody")
    INVITED_AGAIN = "invited-again", _("sent an invitation again")
    WITHDREW = "withdrew", _("withdrew an invitation")
    DECLINED = "declined", _("declined the invitation")
    JOINED = "joined", _("joined the dossier")
    ROLE = "role", _("changed a role")
    REMOVED = "removed", _("removed somebody")
    LEFT = "left", _("left the dossier")
    TRUSTED = "trusted", _("named a facilitator for an actor")
    DISTRUSTED = "distrusted", _("no longer names a facilitator for an actor")


INVITATION_LIFE = timedelta(days=14)
INVITATIONS_PER_DAY = 50
INVITATIONS_PER_PERSON = 20

UPLOAD_LIFE = timedelta(hours=2)
UPLOADS_PER_SESSION = 3
UPLOADS_IN_ALL = 300
UPLOAD_LIMITS = Limits(file=5 * _MIB, opened=20 * _MIB, rows=20_000, files=300)
UPLOAD_PREFIX = "essai-"
UPLOADS_TOKEN = "uploads"

ROWS_PER_PAGE = 100
ACTS_PER_PAGE = 50
CHANGES_PER_PAGE = 100
NAMES_OF_AN_ACT = 3
CARDS_PER_PAGE = 24
FINDINGS_PER_CHECK = 12
FINDINGS_PER_PAGE = 100
ROWS_OF_A_FINDING = 40
NAMES_IN_A_CELL = 8
OUTLINE_LINES = 1_500
REPAIRS_SHOWN = 200

NODE_KINDS = {
    "challenges": Text("enjeu", "challenge"),
    "effects": Text("effet", "effect"),
    "components": Text("composant", "component"),
    "actors": Text("acteur", "actor"),
}
