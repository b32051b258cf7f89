"""The same work done with pandas and with Polars: read, carry to today's codes, sum by EPCI, every formula, peers.

Each is written as its users would: whole columns, no loop over rows. The formulas, the columns they need, the history
of codes and the composition are given; reading, carrying, summing and computing are timed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.territory.formulas import formula


@dataclass(frozen=True, slots=True)
class Work:
    """One indicator to compute: its formula, the column of the file for each of its measures, its years."""

    name: str
    formula: str
    columns: Mapping[str, str]
    span: float


@dataclass(frozen=True, slots=True)
class Codes:
    """What every tool is given: old code to today's, commune to EPCI, and the districts that would count twice."""

    today: Mapping[str, str]
    epci: Mapping[str, str]
    districts: frozenset[str]


def pandas_catalogue(path: Path, work: Sequence[Work], codes: Codes) -> dict[str, Any]:
    """Every indicator of every commune and EPCI, with pandas."""
    import pandas

    with zipfile.ZipFile(path) as archive, archive.open("base_cc_comparateur.CSV") as member:
        raw = pandas.read_csv(member, sep=";", dtype={"CODGEO": str})
    raw = raw[~raw["CODGEO"].isin(codes.districts)]
    raw["CODGEO"] = raw["CODGEO"].map(codes.today)
    counts = raw.groupby("CODGEO").sum(min_count=1)
    levels = {"commune": counts.index.to_series(), "epci": counts.index.to_series().map(codes.epci)}
    return {level: _pandas_level(counts, keys, work) for level, keys in levels.items()}


def _pandas_level(counts: Any, keys: Any, work: Sequence[Work]) -> Any:
    import pandas

    found = {}
    for one in work:
        inputs = counts[list(one.columns.values())]
        complete = inputs.notna().all(axis=1)
        sums = inputs[complete].groupby(keys[complete]).sum()
        columns = {measure: sums[column] for measure, column in one.columns.items()}
        found[one.name] = formula(one.formula).build(columns, one.span)
    return pandas.DataFrame(found)


def polars_catalogue(path: Path, work: Sequence[Work], codes: Codes) -> dict[str, Any]:
    """Every indicator of every commune and EPCI, with Polars."""
    import polars as pl

    with zipfile.ZipFile(path) as archive:
        content = archive.read("base_cc_comparateur.CSV")
    raw = pl.read_csv(
        content, separator=";", schema_overrides={"CODGEO": pl.String}, infer_schema_length=None
    )
    measures = [pl.col(name).cast(pl.Float64) for name in raw.columns if name != "CODGEO"]
    counts = (
        raw.lazy()
        .filter(~pl.col("CODGEO").is_in(list(codes.districts)))
        .select(pl.col("CODGEO").replace_strict(codes.today, default=None).alias("commune"), *measures)
        .group_by("commune")
        .agg(pl.all().sum())
        .with_columns(pl.col("commune").replace_strict(codes.epci, default=None).alias("epci"))
    )
    return {level: _polars_level(counts, level, work).collect() for level in ("commune", "epci")}


def _polars_level(counts: Any, level: str, work: Sequence[Work]) -> Any:
    import polars as pl

    found = []
    for one in work:
        complete = pl.all_horizontal([pl.col(column).is_not_null() for column in one.columns.values()])
        sums = {name: pl.col(column).filter(complete).sum() for name, column in one.columns.items()}
        found.append(formula(one.formula).build(sums, one.span).alias(one.name))
    return counts.group_by(level).agg(found)


def pandas_equipment(path: Path, kinds: Mapping[str, str], codes: Codes) -> Any:
    """Equipment of each kind by EPCI from the raw list, with pandas."""
    import pandas

    raw = pandas.read_csv(path, sep=";", dtype={"DEPCOM": str, "DEP": str, "DCIRIS": str, "TYPEQU": str})
    raw["measure"] = raw["TYPEQU"].map(kinds)
    raw["epci"] = raw["DEPCOM"].map(codes.today).map(codes.epci)
    kept = raw.dropna(subset=["measure", "epci"])
    return kept.pivot_table(index="epci", columns="measure", values="NB_EQUIP", aggfunc="sum", fill_value=0)


def polars_equipment(path: Path, kinds: Mapping[str, str], codes: Codes) -> Any:
    """Equipment of each kind by EPCI from the raw list, with Polars."""
    import polars as pl

    texts = dict.fromkeys(("DEPCOM", "DEP", "DCIRIS"), pl.String)
    today = pl.col("DEPCOM").replace_strict(codes.today, default=None)
    raw = pl.scan_csv(path, separator=";", schema_overrides=texts)
    named = raw.with_columns(
        pl.col("TYPEQU").replace_strict(kinds, default=None).alias("measure"),
        today.replace_strict(codes.epci, default=None).alias("epci"),
    )
    sums = named.drop_nulls(["measure", "epci"]).group_by("epci", "measure").agg(pl.col("NB_EQUIP").sum())
    return sums.collect().pivot(on="measure", index="epci", values="NB_EQUIP").fill_null(0)


def pandas_peers(
    columns: Mapping[str, Mapping[str, float]], transforms: Mapping[str, str], count: int
) -> Any:
    """The nearest `count` of every territory, with pandas: one matrix of distances, robustly scaled."""
    import numpy
    import pandas

    table = pandas.DataFrame(columns)
    for name, how in transforms.items():
        table[name] = _transformed(table[name], how)
    table = table.replace([numpy.inf, -numpy.inf], numpy.nan).dropna()
    spread = table.quantile(0.75) - table.quantile(0.25)
    scaled = ((table - table.median()) / spread).to_numpy()
    squares = ((scaled[:, None, :] - scaled[None, :, :]) ** 2).sum(axis=2)
    return squares.argsort(axis=1)[:, 1 : count + 1]


def _transformed(column: Any, how: str) -> Any:
    import numpy

    with numpy.errstate(divide="ignore"):
        return {"log": numpy.log, "root": numpy.sqrt}.get(how, lambda values: values)(column)
