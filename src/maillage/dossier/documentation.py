"""The documentation of the dossier, written from the definitions: every table, every field, every vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from maillage.dossier.fields import Field, Kind, Table
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import Vocabulary, vocabulary
from maillage.text import Language, Text, fill, listing, same

_TITLE = Text("Le dossier, table par table", "The dossier, table by table")
_INTRODUCTION = Text(
    "Un dossier tient en {count} tables, que l’on garde dans un dossier de fichiers CSV, dans un classeur .xlsx ou "
    "dans une archive .zip. Une seule ligne et un titre suffisent pour commencer ; tout le reste est facultatif, ce "
    "qui est vide voulant dire : on ne sait pas. Dans une liste, `none` (aucun) veut dire qu’il n’y en a pas.",
    "A dossier holds {count} tables, kept in a folder of CSV files, in an .xlsx workbook or in a .zip archive. A "
    "single row and a title are enough to begin; everything else is optional, and what is empty means: nobody "
    "knows. In a list, `none` means that there are none.",
)
_MORE = Text(
    "Les colonnes que Maillage ne connaît pas sont gardées. Les en-têtes se lisent en français, en anglais ou par "
    "leur code ; les codes se lisent aussi par leur libellé. Une ligne peut être écrite plusieurs fois, avec le même "
    "identifiant et des périodes qui ne se recouvrent pas : ce sont ses états successifs.",
    "Columns that Maillage does not know are kept. Headers are read in French, in English or by their code; codes "
    "are read by their labels too. A row may be written several times, with the same id and periods that do not "
    "overlap: these are its successive states.",
)
_GENERATED = Text(
    "Cette page est tirée des définitions du code : on ne la modifie pas à la main (`make docs`).",
    "This page is drawn from the definitions in the code: it is not edited by hand (`make docs`).",
)
_ONE_ROW = Text("Une ligne : {what}.", "One row: {what}.")
_COLUMNS = (
    Text("colonne", "column"),
    Text("libellé", "label"),
    Text("contenu", "content"),
    Text("obligatoire", "required"),
    Text("aide", "help"),
)
_TERMS = (Text("code", "code"), Text("libellé", "label"), Text("définition", "definition"))
_YES = Text("oui", "yes")
_VOCABULARIES = Text("Vocabulaires", "Vocabularies")
_OPEN = Text("Liste ouverte : d’autres mots sont acceptés.", "Open list: other words are accepted.")
_CLOSED = Text("Liste fermée.", "Closed list.")
_ORDINAL = Text("Les codes vont en ordre croissant.", "Codes are in ascending order.")

_KINDS: Mapping[Kind, Text] = {
    "slug": Text("identifiant", "id"),
    "text": Text("texte", "text"),
    "url": Text("adresse", "address"),
    "code": Text("code", "code"),
    "reference": Text("identifiant", "id"),
    "date": Text("date (année, mois ou jour)", "date (year, month or day)"),
    "decimal": Text("nombre", "number"),
    "integer": Text("nombre entier", "whole number"),
    "truth": Text("oui ou non", "yes or no"),
    "territory": Text("code de commune ou d’EPCI", "code of a commune or EPCI"),
    "commune": Text("code de commune", "commune code"),
    "siren": Text("numéro SIREN", "SIREN number"),
    "rna": Text("numéro RNA", "RNA number"),
}
if set(_KINDS) != set(get_args(Kind)):
    raise RuntimeError(f"kinds of field without words: {set(_KINDS) ^ set(get_args(Kind))}")


def page(language: Language) -> str:
    """The page that documents the dossier, in Markdown.

    >>> page("en").splitlines()[0]
    '# The dossier, table by table'
    """
    introduction = fill(_INTRODUCTION, count=len(TABLES))
    lines = [f"# {_TITLE.in_(language)}", ""]
    for paragraph in (introduction, _MORE, _GENERATED):
        lines += [paragraph.in_(language), ""]
    for table in TABLES.values():
        lines += _table(table, language)
    lines += [f"## {_VOCABULARIES.in_(language)}", ""]
    for name in _used():
        lines += _vocabulary(vocabulary(name), language)
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table, language: Language) -> Iterator[str]:
    yield f"## {table.label.in_(language)} (`{table.name}`)"
    yield ""
    yield fill(_ONE_ROW, what=table.one_row).in_(language)
    yield ""
    yield from _rows(_COLUMNS, (_field(field, table) for field in table.fields), language)


def _field(field: Field, table: Table) -> tuple[Text, ...]:
    content = _content(field, table)
    required = _YES if field.required and field.name != "id" else same("")
    return same(f"`{field.name}`"), field.label, content, required, field.help


def _content(field: Field, table: Table) -> Text:
    """What a cell holds, in words: the kind of value, where it comes from, whether there may be several."""
    content = _KINDS[field.kind]
    if field.vocabulary:
        asked = vocabulary(field.vocabulary)
        content = fill(
            Text("{kind} de [{label}](#{name})", "{kind} of [{label}](#{name})"),
            kind=content,
            label=asked.label,
            name=field.vocabulary,
        )
    elif field.kind == "reference":
        pointed = field.table or table.name
        content = fill(
            Text("{kind} de la table `{table}`", "{kind} of the table `{table}`"), kind=content, table=pointed
        )
    if field.parties:
        words = listing([same(f"`{party}`") for party in field.parties])
        content = fill(Text("{content}, ou {words}", "{content}, or {words}"), content=content, words=words)
    if field.many:
        content = fill(
            Text("liste, séparée par « ; » : {content}", "list, separated by “;”: {content}"), content=content
        )
    return content


def _used() -> list[str]:
    return list(
        dict.fromkeys(
            field.vocabulary for table in TABLES.values() for field in table.fields if field.vocabulary
        )
    )


def _vocabulary(found: Vocabulary, language: Language) -> Iterator[str]:
    yield f'<a id="{found.name}"></a>'
    yield ""
    yield f"### {found.label.in_(language)} (`{found.name}`)"
    yield ""
    said = [_OPEN if found.open else _CLOSED, *([_ORDINAL] if found.ordinal else [])]
    yield " ".join(sentence.in_(language) for sentence in said)
    yield ""
    terms = ((same(f"`{term.code}`"), term.label, term.definition) for term in found.terms.values())
    yield from _rows(_TERMS, terms, language)


def _rows(header: tuple[Text, ...], rows: Iterable[tuple[Text, ...]], language: Language) -> Iterator[str]:
    yield _row(header, language)
    yield "|" + "---|" * len(header)
    for row in rows:
        yield _row(row, language)
    yield ""


def _row(cells: tuple[Text, ...], language: Language) -> str:
    written = (cell.in_(language).replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(written)} |"
