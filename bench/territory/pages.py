"""Pages of territories under twenty readers: ``python -m bench.territory.pages [FOLDER]``.

FOLDER holds loaded figures (``maillage territory load``); without it the site knows the extract that ships. Readers
ask, wait for the whole page, and ask again without a pause, which no person does: the machine is never idle.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin

from bench.web import READERS, demo, fetch, timed
from maillage.io.territory.store import Store

REQUESTS = 200
FEW = 40
SEED = 2026


def main(arguments: Sequence[str]) -> None:
    """Serve the demo, read territories, print a table of Markdown."""
    folder = Path(arguments[0]) if arguments else None
    if folder:
        os.environ["MAILLAGE_TERRITORY"] = str(folder.absolute())
    codes = sorted(Store.at(folder).known_codes("epci"))
    with demo() as site:
        pages = [urljoin(site, f"territoires/epci/{code}/") for code in codes]
        print("| pages of EPCI | asked | median ms | p95 ms |\n|---|---:|---:|---:|")
        for what, asked in every(pages):
            print(line(what, asked), flush=True)


def every(pages: Sequence[str]) -> Sequence[tuple[str, Sequence[str]]]:
    """What is read: one page, a few that were read before, all of them for the first time."""
    draw = random.Random(SEED)
    few = draw.sample(pages, min(FEW, len(pages)))
    for page in few * 2:  # once for each of the two processes, as likely as not
        fetch(page)
    others = [page for page in pages if page not in few]
    new = draw.sample(others, min(REQUESTS, len(others)))
    return [
        ("one, read before", few[:1] * REQUESTS),
        (f"{len(few)}, read before", [draw.choice(few) for _ in range(REQUESTS)]),
        (f"{len(new)} different ones, read for the first time", new),
    ]


def line(what: str, asked: Sequence[str]) -> str:
    """Have all the readers read these pages; a line of the table."""
    with ThreadPoolExecutor(READERS) as readers:
        durations = sorted(readers.map(timed, asked))
    late = statistics.quantiles(durations, n=20)[-1]
    return f"| {what} | {len(durations)} | {statistics.median(durations):.0f} | {late:.0f} |"


if __name__ == "__main__":
    main(sys.argv[1:])
