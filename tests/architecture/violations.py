"""One deliberate violation, at least, of each contract of ``.importlinter``.

A violation says which lines are added to which files, in a copy of ``src``; missing files are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """The contract to be broken, what happens, and the lines added to each file."""

    contract: str
    story: str
    lines: Mapping[str, str]


VIOLATIONS = (
    Violation(
        "shell-over-core", "library imports site", {"maillage/dossier/guilty.py": "import maillage_web"}
    ),
    Violation("no-framework", "engine imports Django", {"maillage/articulation/guilty.py": "import django"}),
    Violation("no-framework", "reader calls the network", {"maillage/io/guilty.py": "import requests"}),
    Violation(
        "no-framework",
        "organisations ask the network themselves",
        {"maillage/organisations/guilty.py": "import requests"},
    ),
    Violation(
        "no-framework", "connector goes under requests", {"maillage/io/directory/guilty.py": "import urllib3"}
    ),
    Violation("no-framework", "connector keeps rows", {"maillage/io/directory/guilty.py": "import sqlite3"}),
    Violation(
        "library-layers", "tables import a reader", {"maillage/dossier/guilty.py": "import maillage.io"}
    ),
    Violation("library-layers", "text imports data", {"maillage/text.py": "import maillage.data"}),
    Violation(
        "library-layers",
        "import hidden in a function",
        {"maillage/articulation/guilty.py": "def hidden():\n    import maillage.report"},
    ),
    Violation("library-layers", "package nobody declared", {"maillage/guilty/__init__.py": ""}),
    Violation("pure-engines", "tables import os", {"maillage/dossier/guilty.py": "import os"}),
    Violation(
        "pure-engines",
        "checks import pathlib",
        {"maillage/articulation/guilty.py": "from pathlib import Path"},
    ),
    Violation(
        "pure-engines", "communes are read from a path", {"maillage/geography/guilty.py": "import pathlib"}
    ),
    Violation(
        "pure-engines", "organisations look at the clock", {"maillage/organisations/guilty.py": "import time"}
    ),
    Violation("pure-engines", "report draws lots", {"maillage/report/guilty.py": "import random"}),
    Violation(
        "pure-engines", "tables open packages", {"maillage/dossier/guilty.py": "import importlib.resources"}
    ),
    Violation("pure-engines", "data open a socket", {"maillage/data/guilty.py": "import socket"}),
    Violation(
        "app-order",
        "lower app imports higher",
        {"maillage_web/common/models.py": "import maillage_web.dossiers"},
    ),
    Violation("app-order", "app nobody declared", {"maillage_web/guilty/__init__.py": ""}),
    Violation(
        "inside-an-app",
        "choices import forms",
        {
            "maillage_web/dossiers/forms.py": "",
            "maillage_web/dossiers/choices.py": "import maillage_web.dossiers.forms",
        },
    ),
    Violation("inside-an-app", "drawer for everything", {"maillage_web/dossiers/utils.py": ""}),
    Violation(
        "rows-behind-doors",
        "view reads rows by itself",
        {"maillage_web/dossiers/views.py": "import maillage_web.dossiers.models"},
    ),
    Violation(
        "no-cycles",
        "siblings lean on each other",
        {
            "maillage/dossier/guilty.py": "import maillage.dossier.accomplice",
            "maillage/dossier/accomplice.py": "import maillage.dossier.guilty",
        },
    ),
    Violation(
        "site-ignores-cli", "view runs a command", {"maillage_web/dossiers/views.py": "import maillage.cli"}
    ),
)
