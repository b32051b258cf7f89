"""The corpus: every input that must be refused, by family. Each knows how to write itself and what must be said.

>>> len(BAD_INPUTS) >= 150
True
"""

from __future__ import annotations

from collections import Counter

from tests.corpus.bad_archives import BAD_ARCHIVES
from tests.corpus.bad_cells import BAD_CELLS
from tests.corpus.bad_files import BAD_FILES
from tests.corpus.bad_rows import BAD_ROWS
from tests.corpus.bad_workbooks import BAD_WORKBOOKS
from tests.corpus.case import BadInput

FAMILIES: dict[str, tuple[BadInput, ...]] = {
    "cells": BAD_CELLS,
    "rows": BAD_ROWS,
    "files": BAD_FILES,
    "archives": BAD_ARCHIVES,
    "workbooks": BAD_WORKBOOKS,
}

BAD_INPUTS: tuple[BadInput, ...] = tuple(case for family in FAMILIES.values() for case in family)


def counts() -> dict[str, int]:
    """How many inputs each family holds."""
    return {name: len(family) for name, family in FAMILIES.items()}


def codes() -> Counter[str]:
    """How many inputs expect each code."""
    return Counter(code for case in BAD_INPUTS for code in case.codes)
