"""What people send to import, and what they choose in it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maillage.dossier.problems import Place, Problem, UnreadableError, problem
from maillage.io import archive
from maillage.io.limits import Limits
from maillage_web.dossiers.actions.importing import Choice
from maillage_web.dossiers.actions.importing.choosing import SIDES
from maillage_web.dossiers.choices import UPLOAD_LIMITS

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES = "[Content_Types].xml"
_SPREADSHEET = b"spreadsheetml.sheet.main+xml"
_MACROS = (b"macroEnabled", b"vbaProject")
_LONGEST_NAME = 120
_LONGEST_WHY = 2_000


class ImportForm(forms.Form):
    """A workbook or an archive to import. `problems` says what keeps it from being opened, when something does."""

    file = forms.FileField(
        label=_("Workbook (.xlsx) or archive (.zip), 5 MB at most"),
        allow_empty_file=True,  # the library says it better
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.zip"}),
    )
    forget = forms.BooleanField(
        required=False, label=_("Compare it as if nobody knew which state of the dossier it was made from")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: tuple[Problem, ...] = ()
        self.content = b""
        self.name = ""

    def clean_file(self) -> Any:
        """Look at what the file is, whatever its name says."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > settings.UPLOAD_BYTES:
            raise forms.ValidationError(_("This file is bigger than 5 MB: remove pictures and side sheets."))
        self.content = file.read()
        try:
            ending = _ending_of(self.content, file.name or "")
        except UnreadableError as error:
            self.problems = error.problems
            raise forms.ValidationError(_("This file cannot be opened."), code="unreadable") from error
        self.name = _named(file.name or "", ending)
        return file


def _named(name: str, ending: str) -> str:
    """The name of a file, with the ending of what it really is: the library reads it by that."""
    plain = "".join(one for one in PurePosixPath(name.replace("\\", "/")).name if one.isprintable()).strip()
    stem = plain[: -len(ending)] if plain.lower().endswith(ending) else plain
    return f"{stem[:_LONGEST_NAME] or 'dossier'}{ending}"


def _ending_of(content: bytes, name: str) -> str:
    """``.xlsx`` or ``.zip``, by what a file holds. Raises `UnreadableError`, and `ValidationError` on another kind."""
    place = Place(name)
    if not content:
        raise UnreadableError([problem("empty-file", place)])
    if content.startswith(_OLE):
        raise UnreadableError([problem("encrypted-workbook", place)])
    if not content.startswith(_ZIP):
        raise forms.ValidationError(
            _("This is neither a workbook (.xlsx) nor an archive (.zip), whatever its name says."),
            code="kind",
        )
    with archive.check(content, place, UPLOAD_LIMITS) as opened:
        if _CONTENT_TYPES not in opened.namelist():
            return ".zip"
        types = archive.content_of(opened, opened.getinfo(_CONTENT_TYPES), place, Limits(file=1024 * 1024))
        if any(mark in types for mark in _MACROS) or any("vbaProject" in one for one in opened.namelist()):
            raise forms.ValidationError(
                _(
                    "This workbook holds macros (programs): save it as .xlsx without macros, then send it again."
                ),
                code="macros",
            )
    if _SPREADSHEET not in types:
        raise forms.ValidationError(
            _(
                "This is an office document, but not a workbook: save your tables as .xlsx, then send them again."
            ),
            code="kind",
        )
    return ".xlsx"


def choice_of(data: QueryDict) -> Choice:
    """What a page of an import says. Each field holds the key of an item, which has no colon in it."""
    verb, _sep, target = data.get("do", "").partition(":")
    sides: dict[tuple[str, str], str] = {}
    asserted: dict[str, str] = {}
    for name in data:
        kind, _sep, rest = name.partition(":")
        key, _sep, column = rest.partition(":")
        if kind == "side" and data[name] in SIDES:
            sides[key, column] = data[name]
        elif kind == "asserted":
            asserted[key] = " ".join(data[name].split())[:_LONGEST_NAME]
    return Choice(
        shown=frozenset(data.getlist("shown")),
        ticked=frozenset(data.getlist("take")),
        sides=sides,
        asserted=asserted,
        why=data.get("why", "").strip()[:_LONGEST_WHY],
        verb=verb,
        target=target,
    )


def number_of(data: QueryDict, name: str) -> int:
    """A number that a page carries; 1 when it is not one."""
    words = data.get(name, "")
    return int(words[:9]) if words.isascii() and words.isdigit() else 1
