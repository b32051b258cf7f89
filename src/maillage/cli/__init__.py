"""The command line: a thin shell over the library. One file per command; each parses, calls, prints.

Example::

    maillage new epicerie.xlsx
    maillage check epicerie.xlsx
"""

from maillage.cli.app import app, main

__all__ = ["app", "main"]
