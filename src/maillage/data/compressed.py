"""Read the large tables shipped compressed inside the package."""

from __future__ import annotations

import csv
import gzip
from importlib.resources import files

_ROOT = files("maillage.data")


def lines(path: str) -> list[str]:
    """The lines of the packaged table `path`, e.g. ``"geography/communes.csv.gz"``, without its header.

    Nothing is kept here: whoever reads a large table keeps what it makes of it.
    """
    content = gzip.decompress(_ROOT.joinpath(path).read_bytes()).decode("utf-8")
    return content.splitlines()[1:]


def rows(path: str) -> list[list[str]]:
    """The rows of the packaged table `path`, e.g. ``"geography/epcis.csv.gz"``, without its header."""
    return list(csv.reader(lines(path)))
