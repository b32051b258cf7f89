"""Make the extract that ships with the product: ``python -m tools.extract FOLDER``.

FOLDER is a territory folder where the official files were loaded (``maillage territory load``) and, if wanted, the
outlines (``maillage territory outlines``). What is kept: the inter-municipalities of the examples, the territories most
like each of them, and their communes; with the provenance of each file. The same folder gives the same bytes.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from maillage.io import load
from maillage.io.open_data.outline_files import outlines_of
from maillage.io.open_data.outline_store import KeptOutlines, file_of, write_outlines
from maillage.io.territory.extract import write_extract
from maillage.io.territory.store import Store
from maillage.territory.perimeters import Perimeter, perimeter
from maillage.territory.similar import Space, all_peers, similarity_variables

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "maillage" / "data" / "territory" / "extract"
KIND = "epci"
PEERS = 12
DIGITS = 3
"""Decimals of the outlines: about a hundred metres, enough for a picture of an inter-municipality."""


def of_the_examples() -> tuple[str, ...]:
    """The inter-municipalities of the example dossiers."""
    dossiers = [load(path.parent).dossier for path in sorted((ROOT / "examples").glob("*/dossier.csv"))]
    named = [code for one in dossiers if one is not None for code in one.record.territory or ()]
    return tuple(dict.fromkeys(code for code in named if perimeter(KIND, code)))


def and_their_peers(store: Store, codes: Sequence[str]) -> tuple[str, ...]:
    """The same, and the territories nearest to each by the variables of similarity."""
    variables = similarity_variables()
    newest = {edition.year for edition in store.editions if edition.dataset == "insee_comparateur"}
    columns = {one.indicator: store.column(KIND, one.indicator, max(newest)) for one in variables}
    near = all_peers(Space.of(columns, variables), PEERS)
    found = [*codes, *(peer for code in codes for _distance, peer in near.get(code, ()))]
    return tuple(dict.fromkeys(found))


def keep_outlines(source: Path, kind: str, codes: Iterable[str]) -> None:
    """Keep the outlines of `codes`, rounded, with their provenance."""
    kept = KeptOutlines.at(file_of(source / "outlines", kind))
    if kept is None:
        print(f"no outlines of kind {kind} in {source}: the map of the extract will be a list")
        return
    for said in kept.sources.values():
        features = [one for one in kept.features(codes).values() if one["properties"]["source"] == said.id]
        if features:
            write_outlines(TARGET / "outlines", kind, outlines_of(features, kind, DIGITS), said)


def main(arguments: Sequence[str]) -> None:
    """Write the extract, and say how large it is."""
    source = Path(arguments[0])
    shutil.rmtree(TARGET, ignore_errors=True)
    store = Store.at(source)
    examples = of_the_examples()
    kept = [found for code in and_their_peers(store, examples) if (found := perimeter(KIND, code))]
    write_extract(store, kept, TARGET)
    keep_outlines(source, KIND, [one.code for one in kept])
    keep_outlines(source, "commune", communes_of(examples))
    for path in sorted(TARGET.rglob("*")):
        if path.is_file():
            print(f"{path.relative_to(TARGET)}: {path.stat().st_size:,} bytes")


def communes_of(codes: Iterable[str]) -> list[str]:
    """The communes of these inter-municipalities."""
    perimeters: list[Perimeter] = [found for code in codes if (found := perimeter(KIND, code))]
    return [commune for one in perimeters for commune in one.communes]


if __name__ == "__main__":
    main(sys.argv[1:])
