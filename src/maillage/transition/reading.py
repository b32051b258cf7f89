"""The inputs of a move out of a dossier: its ledger first, then its rows of coefficients; or a type, alone."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from maillage.articulation.chain import has_left
from maillage.dossier.dossier import Dossier, holds
from maillage.dossier.nearest import Nearest
from maillage.dossier.tables import Coefficient
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, fill, same
from maillage.transition.accounts import Books, accounts_of, books_of
from maillage.transition.coefficients import Definition, Stage, definitions
from maillage.transition.conflicts import conflicts_of
from maillage.transition.inputs import Given, Inputs, check, defaults, stage_named
from maillage.transition.presets import illustrated
from maillage.transition.wording import TransitionError, sentence, text
from maillage.value.money import Estimate, is_currency

_SCALES = {"mass": {"kg": 1, "t": 1000}, "energy": {"kwh": 1, "mwh": 1000}}
_EXPECTED = {"money": "eur", "mass": "kg", "energy": "kwh", "percent": "percent"}


def inputs_of(
    dossier: Dossier,
    actor: str,
    on: datetime.date,
    *,
    preset: str | None = None,
    asked: Iterable[Given] = (),
    books: Books | None = None,
) -> Inputs:
    """The numbers of the move of `actor` on the day `on`, each with where it comes from.

    First `asked`, then today's sales, contributions and costs that the ledger says come back each year, then the rows
    of the table `coefficients`: the first that speaks is used, and contradictions are in `notes`; what the ledger
    holds otherwise is in `apart`. With a `preset`, the figures of the type and `asked` alone: an illustration is whole,
    and nothing of the dossier is used. `books` spares making the ledger again.

    Raises `TransitionError` for an actor that is not there or a type that is not known.
    """
    name = same(_name(dossier, actor, on))
    if preset:
        return _illustration(actor, name, preset, asked)
    accounts = accounts_of(books or books_of(dossier, on), actor)
    notes: list[Text] = []
    rows = list(_rows(dossier, actor, on, notes))
    found = Inputs((*defaults(), *rows, *accounts.given, *asked), actor, name, "", accounts.year)
    told = (*notes, *conflicts_of(found), *accounts.notes)
    return dataclasses.replace(found, notes=told, apart=accounts.apart)


def _illustration(actor: str, name: Text, preset: str, asked: Iterable[Given]) -> Inputs:
    """The figures of a type, for the page of an actor."""
    whole = dataclasses.replace(illustrated(preset, *asked), actor=actor, name=name)
    return dataclasses.replace(whole, notes=conflicts_of(whole))


def actors_with_numbers(dossier: Dossier, on: datetime.date) -> dict[str, Inputs]:
    """The inputs of every actor there on the day, in the order of the dossier, from one ledger."""
    present = dict.fromkeys(one.id for one in dossier.actors if holds(one, on) and not has_left(one, on))
    books = books_of(dossier, on)
    return {actor: inputs_of(dossier, actor, on, books=books) for actor in present}


def _name(dossier: Dossier, actor: str, on: datetime.date) -> str:
    for one in dossier.actors:
        if actor == one.id and holds(one, on):
            return one.name
    near = Nearest({one.id for one in dossier.actors}).of(actor)
    hint = sentence("wrong.near", name=same(near)) if near else text("wrong.nothing")
    raise TransitionError(fill(text("wrong.actor"), found=same(actor), hint=hint))


# --- the rows of coefficients -----------------------------------------------------------------------------------------


def _rows(dossier: Dossier, actor: str, on: datetime.date, notes: list[Text]) -> Iterator[Given]:
    seen: dict[tuple[str, Stage | None], str] = {}
    for row in dossier.coefficients:
        if row.actor != actor or row.variant_of is not None or not holds(row, on):
            continue
        try:
            one = _given(dossier, row)
        except TransitionError as error:
            notes.append(error.text)
            continue
        if (one.code, one.stage) in seen:
            notes.append(sentence("note.several", name=one.definition.label, id=same(row.id)))
        seen[one.code, one.stage] = row.id
        yield one


def _given(dossier: Dossier, row: Coefficient) -> Given:
    """What a row says, in the unit of its coefficient. Raises `TransitionError` when it cannot be taken."""
    definition = definitions().get(row.coefficient)
    if definition is None:
        raise TransitionError(sentence("note.unknown", id=same(row.id), code=same(row.coefficient)))
    if not row.valued:
        raise TransitionError(sentence("note.empty", id=same(row.id), name=definition.label))
    factor = _factor(definition, row) * _per_year(definition, row) * (row.times or Decimal(1))
    said = Estimate(*(None if one is None else one * factor for one in (row.low, row.likely, row.high)))
    try:
        stage = stage_named(row.stage or "")
        check(definition, said.said)
    except TransitionError as error:
        raise TransitionError(sentence("note.bounds", id=same(row.id), said=error.text)) from error
    titles = {one.id: one for one in dossier.sources}
    cited = [titles[one] for one in row.source or () if one in titles]
    return Given(
        row.coefficient,
        stage,
        said,
        "row",
        (("coefficients", row.id),),
        source=", ".join(one.title for one in cited),
        date=str(row.since or next((one.date for one in cited if one.date), "")),
        by=row.asserted_by or "",
    )


def _factor(definition: Definition, row: Coefficient) -> Decimal:
    """What turns the unit of the row into that of the coefficient."""
    scales = _SCALES.get(definition.measure)
    if row.unit is None or definition.measure == "count":
        known = row.unit is None or not is_currency(row.unit)
    elif scales is not None:
        known = row.unit in scales
    elif definition.measure == "money":
        known = is_currency(row.unit)
    else:
        known = row.unit == _EXPECTED.get(definition.measure, "count")
    if not known:
        labels = vocabulary("units")
        expected = _EXPECTED.get(definition.measure)
        raise TransitionError(
            sentence(
                "note.unit",
                id=same(row.id),
                name=definition.label,
                unit=labels.label_of(row.unit or ""),
                expected=labels.label_of(expected) if expected else definition.unit,
            )
        )
    return Decimal(1) if scales is None or row.unit is None else Decimal(scales[row.unit])


def _per_year(definition: Definition, row: Coefficient) -> Decimal:
    """How many times a year the amount comes back, for a coefficient that is a year's; no period is a year's."""
    if not definition.yearly or row.period is None:
        return Decimal(1)
    term = vocabulary("periods").terms.get(row.period)
    often = term.properties.get("per_year") if term is not None else None
    if not often:
        period = vocabulary("periods").label_of(row.period)
        raise TransitionError(sentence("note.period", id=same(row.id), name=definition.label, period=period))
    return Decimal(often)
