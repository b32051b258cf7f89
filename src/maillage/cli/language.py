"""Which language to speak: the one asked for, then the one of the environment, then French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maillage.text import LANGUAGES, Language

VARIABLE = "MAILLAGE_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_SAYS_NOTHING = {"", "c", "posix"}


def asked(arguments: Sequence[str]) -> Language | None:
    """The language that ``--lang`` asks for, wherever it stands on the line; the last one wins.

    >>> asked(["check", "a.xlsx", "--lang=en"])
    'en'
    """
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    found = None
    for index, argument in enumerate(options):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            found = _known(value if equals else "".join(options[index + 1 : index + 2])) or found
    return found


def spoken(environment: Mapping[str, str]) -> Language:
    """The language of the environment: ``MAILLAGE_LANG``, else the locale; French when neither says anything.

    A locale that names a language Maillage does not speak gets English.

    >>> spoken({"LANG": "en_GB.UTF-8"}), spoken({"LC_ALL": "C"}), spoken({"LANG": "de_DE"})
    ('en', 'fr', 'en')
    """
    if wanted := _known(environment.get(VARIABLE, "")[:2]):
        return wanted
    locale = next((value for name in _LOCALE if (value := environment.get(name))), "")
    code = locale.partition(".")[0].partition("_")[0].lower()
    return "fr" if code in _SAYS_NOTHING else _known(code) or "en"


def _known(words: str) -> Language | None:
    return next((language for language in LANGUAGES if language == words.lower()), None)
