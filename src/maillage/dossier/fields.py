"""What a field is. A table is a dataclass; each attribute carries its whole definition as metadata.

The loader, the workbook template, the Table Schema, the documentation and, later, forms and the API all read
the same `Field`. Adding a field to the product is adding one attribute to one dataclass.
"""

from __future__ import annotations

import dataclasses
import keyword
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from maillage.text import Text

Kind = Literal[
    "slug",
    "text",
    "url",
    "code",
    "reference",
    "date",
    "decimal",
    "integer",
    "truth",
    "territory",
    "commune",
    "siren",
    "rna",
]

_METADATA = "maillage"


@dataclass(frozen=True, slots=True)
class Field:
    """The single definition of a field.

    `kind` is the type of one value; `many` says that a cell holds a list separated by ";".
    `vocabulary` names the list of codes of a code; `table` the table a reference points to;
    `parties` the words usable in place of a reference (such as ``collective``).
    """

    name: str
    kind: Kind
    label: Text
    help: Text
    required: bool = False
    many: bool = False
    vocabulary: str | None = None
    table: str | None = None
    parties: tuple[str, ...] = ()
    attribute: str = dataclasses.field(init=False)
    """The attribute of the row class that holds the value (Python keywords take a trailing underscore)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "attribute", f"{self.name}_" if keyword.iskeyword(self.name) else self.name)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the dossier: its name, labels, what one row is, its row class and its fields in column order."""

    name: str
    label: Text
    one_row: Text
    row_class: type[Any]
    fields: tuple[Field, ...]

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields that every row must fill."""
        return tuple(field for field in self.fields if field.required)

    def field(self, name: str) -> Field:
        """The field named `name`. Raises `KeyError`."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")


def define(kind: Kind, label: Text, help: Text, **options: Any) -> Any:
    """An attribute of a row class, with its definition. Empty is `None`, in lists too: not said."""
    definition = Field(name="", kind=kind, label=label, help=help, **options)
    if definition.required:
        return dataclasses.field(metadata={_METADATA: definition})
    return dataclasses.field(default=None, metadata={_METADATA: definition})


def text(label: Text, help: Text, *, required: bool = False, many: bool = False) -> Any:
    """Free words; `many` for a list of them."""
    return define("text", label, help, required=required, many=many)


def code(vocabulary: str, label: Text, help: Text, *, required: bool = False) -> Any:
    """One code of a vocabulary."""
    return define("code", label, help, vocabulary=vocabulary, required=required)


def codes(vocabulary: str, label: Text, help: Text) -> Any:
    """Several codes of a vocabulary."""
    return define("code", label, help, vocabulary=vocabulary, many=True)


def reference(
    table: str, label: Text, help: Text, *, parties: tuple[str, ...] = (), required: bool = False
) -> Any:
    """The id of one row of `table`, or one of the words in `parties`."""
    return define("reference", label, help, table=table, parties=parties, required=required)


def references(table: str, label: Text, help: Text) -> Any:
    """The ids of several rows of `table`; ``none`` says that there are none, which is not the same as empty."""
    return define("reference", label, help, table=table, many=True)


def date(label: Text, help: Text, *, required: bool = False) -> Any:
    """A year, a month or a day (`PartialDate`)."""
    return define("date", label, help, required=required)


def decimal(label: Text, help: Text) -> Any:
    """An exact number (`Decimal`), whose unit and period stand in other fields of the row."""
    return define("decimal", label, help)


def integer(label: Text, help: Text) -> Any:
    """A whole number."""
    return define("integer", label, help)


def truth(label: Text, help: Text) -> Any:
    """Yes, no, or not said."""
    return define("truth", label, help)


_Row = TypeVar("_Row")


def fields_of(row_class: type[Any]) -> tuple[Field, ...]:
    """The fields of a row class in column order: the id, its own fields, then the common ones."""
    inherited = {name for base in row_class.__mro__[1:] for name in getattr(base, "__annotations__", {})}
    found = [
        dataclasses.replace(item.metadata[_METADATA], name=item.name.removesuffix("_"))
        for item in dataclasses.fields(row_class)
        if _METADATA in item.metadata
    ]
    return tuple(sorted(found, key=lambda field: (field.name != "id", field.attribute in inherited)))
