"""``maillage organisation``: find an organisation in the official directory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from maillage.cli import options
from maillage.cli.shell import Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.vocabularies import vocabulary
from maillage.io.directory import OFFICIAL, Answer, Directory
from maillage.organisations import Organisation
from maillage.text import LANGUAGES

ADDRESS = "MAILLAGE_DIRECTORY_URL"
CACHE = "MAILLAGE_CACHE"
_PATIENCE = 10.0  # seconds: somebody is looking at the terminal
_NOTHING, _CANNOT = 1, 2


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    asked = click.Argument(
        ["asked"], nargs=-1, required=True, metavar=words("metavar.asked"), help=words("organisation.asked")
    )
    commune = click.Option(["--commune"], metavar=words("metavar.code"), help=words("organisation.commune"))
    department = click.Option(
        ["--department"], metavar=words("metavar.code"), help=words("organisation.department")
    )
    page = click.Option(
        ["--page"],
        type=options.Count(words),
        default=1,
        metavar=words("metavar.number"),
        help=words("organisation.page"),
    )
    params = [asked, commune, department, page, options.form(words)]
    return Spoken(words, "organisation", callback=run, params=params)


@click.pass_obj
def run(
    shell: Shell, asked: tuple[str, ...], commune: str | None, department: str | None, page: int, format: str
) -> int:
    """Print the organisations found: 0 when there are some, 1 when there is none, 2 when the directory cannot say."""
    address = os.environ.get(ADDRESS) or OFFICIAL
    with (
        shell.waiting("say.asking"),
        Directory(address, cache_folder(os.environ), patience=_PATIENCE) as directory,
    ):
        answer = directory.search(" ".join(asked), commune=commune, department=department, page=page)
    if format == "json":
        shell.json(_as_json(shell, answer))
    else:
        _tell(shell, answer, page)
    if answer.problem is not None and not answer.stale:
        return _CANNOT
    return 0 if answer.organisations else _NOTHING


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where the answers of the directory are kept: ``MAILLAGE_CACHE``, else the cache of the user.

    >>> cache_folder({"XDG_CACHE_HOME": "cache"}).as_posix()
    'cache/maillage'
    """
    if given := environment.get(CACHE):
        return Path(given)
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "maillage"


# --- for people ---


def _tell(shell: Shell, answer: Answer, page: int) -> None:
    if answer.problem is not None:
        shell.warn(shell.words.of(answer.problem.message), style="yellow" if answer.stale else "red")
    for organisation in answer.organisations:
        _tell_organisation(shell, organisation)
    if answer.unread:
        shell.line(shell.words.count("unread", answer.unread))
    if answer.asked_at is None:
        return
    if not answer.organisations:
        shell.say("organisation.none")
        return
    shell.line()
    shell.line(shell.words.count("organisations", answer.total, page=page), style="bold")
    source = answer.organisations[0].source
    licence = vocabulary("licences").label_of(source.licence)
    day = answer.asked_at.date().isoformat()
    shell.say("organisation.source", author=source.author, licence=shell.words.of(licence), day=day)


def _tell_organisation(shell: Shell, organisation: Organisation) -> None:
    name = f"{organisation.name} ({organisation.acronym})" if organisation.acronym else organisation.name
    shell.line(name, style="bold")
    shell.line(" · ".join(_said(shell, organisation)), indent=2)
    for caveat in organisation.caveats:
        shell.line(shell.words.of(caveat), indent=2, head="? ")


def _said(shell: Shell, organisation: Organisation) -> list[str]:
    """What is said of it in one line: number, form, place, what it is known for."""
    forms = vocabulary("legal_forms")
    form = (
        forms.label_of(organisation.legal_form) if organisation.legal_form else organisation.legal_form_label
    )
    place = f"{organisation.commune_label or ''} ({organisation.commune})" if organisation.commune else ""
    known = {
        "organisation.ess": organisation.is_ess,
        "organisation.mission": organisation.is_mission,
        "organisation.inclusion": organisation.is_inclusion,
    }
    marks = [shell.words(key) for key, true in known.items() if true]
    said = [f"SIREN {organisation.siren}", shell.words.of(form) if form else "", place.strip(), *marks]
    return [words for words in said if words]


# --- for programs ---


def _as_json(shell: Shell, answer: Answer) -> dict[str, Any]:
    """The keys are always there; without an answer, `asked_at` is null and `problem` says why."""
    return {
        "organisations": [_organisation_json(shell, one) for one in answer.organisations],
        "total": answer.total,
        "asked_at": answer.asked_at.isoformat() if answer.asked_at else None,
        "from_cache": answer.from_cache,
        "stale": answer.stale,
        "unread": answer.unread,
        "problem": {
            "code": answer.problem.code,
            "seconds": answer.problem.seconds,
            "message": shell.words.of(answer.problem.message),
        }
        if answer.problem
        else None,
    }


def _organisation_json(shell: Shell, one: Organisation) -> dict[str, Any]:
    plain = (
        "siren", "name", "acronym", "address", "commune", "commune_label", "legal_form", "insee_code", "activity",
        "is_ess", "is_mission", "is_inclusion", "rna", "active",
    )  # fmt: skip
    label = one.legal_form_label
    return {name: getattr(one, name) for name in plain} | {
        "legal_form_label": {language: label.in_(language) for language in LANGUAGES} if label else None,
        "created_on": one.created_on.isoformat() if one.created_on else None,
        "closed_on": one.closed_on.isoformat() if one.closed_on else None,
        "caveats": [shell.words.of(caveat) for caveat in one.caveats],
        "actor": one.to_cells(shell.language),
        "source": one.source_cells(shell.language),
    }
