"""Read the stamp of a file that somebody gives back: from which state of a dossier it was made.

The file comes from a stranger: what is read is bounded, and anything odd is no stamp. A stamp proves nothing; whoever
relies on it checks that it names a state that this person could have been given.
"""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring
from openpyxl.xml.constants import ARC_CUSTOM, CUSTPROPS_NS

from maillage.dossier.problems import Place, UnreadableError
from maillage.io import archive, package
from maillage.io.forms import Form, form_of
from maillage.io.limits import DEFAULT_LIMITS, Limits
from maillage.io.stamping import ENTRY, PROPERTY, SECTION, is_stamp

_LONGEST_PROPERTIES = 256 * 1024  # bytes: some programs write a few lines there, none writes a book
_LONGEST_DESCRIPTOR = 4 * 1024 * 1024
_ODD = (UnreadableError, ParseError, ValueError, LookupError, TypeError, RecursionError)


def stamp_of(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> str | None:
    """The stamp of a workbook, an archive or a ``datapackage.json`` called `name`; `None` without one that is sound."""
    readers: dict[Form | None, Callable[[], Any]] = {
        "workbook": lambda: _of_workbook(content, limits),
        "archive": lambda: _of_archive(content, limits),
    }
    try:
        if name == package.DESCRIPTOR:
            found = _of_descriptor(content)
        else:
            read = readers.get(form_of(Path(name)) if Path(name).suffix else None)
            found = read() if read else None
    except _ODD:
        return None
    return found if is_stamp(found) else None


def _of_workbook(content: bytes, limits: Limits) -> Any:
    with archive.check(content, Place(), limits) as opened:
        parts = [entry for entry in opened.infolist() if entry.filename == ARC_CUSTOM]
        root = fromstring(_only(opened, parts, _LONGEST_PROPERTIES, limits), forbid_dtd=True)
    values = [
        "".join(element.itertext())
        for element in root.iterfind(f"{{{CUSTPROPS_NS}}}property")
        if element.get("name") == PROPERTY
    ]
    return values[0].strip() if len(values) == 1 else None


def _of_archive(content: bytes, limits: Limits) -> Any:
    with archive.check(content, Place(), limits) as opened:
        parts = [entry for entry in opened.infolist() if _is_descriptor(entry)]
        return _of_descriptor(_only(opened, parts, _LONGEST_DESCRIPTOR, limits))


def _is_descriptor(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return path.name == package.DESCRIPTOR and len(path.parts) <= 2


def _only(opened: zipfile.ZipFile, parts: list[zipfile.ZipInfo], longest: int, limits: Limits) -> bytes:
    """The content of the one part there is. Raises `ValueError` when there are none or several."""
    (part,) = parts
    return archive.content_of(opened, part, Place(), dataclasses.replace(limits, file=longest))


def _of_descriptor(content: bytes) -> Any:
    if len(content) > _LONGEST_DESCRIPTOR:
        return None
    described = json.loads(content.decode("utf-8-sig"))
    return described[SECTION][ENTRY]
