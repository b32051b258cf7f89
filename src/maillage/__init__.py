"""Maillage: read the dossier of a territorial cooperative ecosystem, and see whether it holds together.

The library is layered (see ``docs/adr/0003-import-contracts.md``)::

    cli            commands, one file each
    io             the only code that opens files
    report         what is drawn and written, as text
    articulation   the chain, the checks, the findings
    dossier        the tables: one definition per field
    data           packaged vocabularies, checks, messages
    text           a text in French and English

Every value is frozen; the date, files and settings are arguments. Django is never imported here.

Example:
    >>> import maillage
    >>> isinstance(maillage.__version__, str)
    True
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
