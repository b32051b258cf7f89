"""The messages of the site and their translations.

    python -m tests.maillage_web.catalogues      adds to the .po files what templates and code say, drops the rest

Messages are written in English in templates and code; both languages have a complete catalogue.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from tests.conftest import ROOT

SITE = ROOT / "src" / "maillage_web"
LANGUAGES = ("fr", "en")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "_": None,
}
UNUSED_HEADERS = (
    '"Project-Id-Version',
    '"Report-Msgid-Bugs-To',
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Generated-By',
)
Message = str | tuple[str, ...]


def catalogue_path(language: str) -> Path:
    """Where the translations of a language are."""
    return SITE / "common" / "locale" / language / "LC_MESSAGES" / "django.po"


@cache
def messages() -> dict[Message, set[str]]:
    """Every message of the site (a pair when it has a plural), with the files that say it."""
    found: dict[Message, set[str]] = {}
    for path in sorted([*SITE.rglob("*.py"), *SITE.rglob("templates/**/*.html")]):
        for message in _messages_of(path):
            found.setdefault(message, set()).add(path.relative_to(SITE).as_posix())
    return found


def _messages_of(path: Path) -> Iterator[Message]:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        lines = templatize(content).splitlines()
        content = "\n".join(line.strip() for line in lines)  # what is not a message is no Python to indent
    for _line, message, _comments, _context in extract("python", io.BytesIO(content.encode()), KEYWORDS):
        yield message


def read_catalogue(language: str) -> Catalog:
    """The translations of a language as they stand."""
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> None:
    """Bring the catalogue in line with the messages; what was translated stays so."""
    path = catalogue_path(language)
    known = read_catalogue(language) if path.exists() else Catalog(locale=language)
    fresh = Catalog(
        locale=language,
        header_comment=f"# Words of the site ({language}).",
        fuzzy=False,
    )
    for message, files in messages().items():
        already = known.get(message if isinstance(message, str) else message[0])
        words = already.string if already else ("" if isinstance(message, str) else ("", ""))
        if language == "en" and not already:
            words = message
        fresh.add(message, words, locations=[(name, None) for name in sorted(files)])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(fresh))


def written(catalogue: Catalog) -> bytes:
    """The text of a .po file: no date nor blank to fill in its header, so that the same words give the same file."""
    target = io.BytesIO()
    write_po(target, catalogue, sort_output=True, include_lineno=False, width=110)
    lines = target.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(UNUSED_HEADERS)).encode()


if __name__ == "__main__":
    settings.configure()
    for name in LANGUAGES:
        update(name)
        print(f"updated {catalogue_path(name).relative_to(ROOT)}")
