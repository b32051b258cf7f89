"""Set a PDF with the typst compiler, which the extra ``maillage[pdf]`` installs."""

from __future__ import annotations


class PdfMissingError(Exception):
    """The typst compiler is not installed."""


def compile(source: str) -> bytes:
    """The PDF of a typst `source` that needs no other file.

    It meets PDF/UA-1 (the accessibility standard) unless the dossier holds a character that no font of the machine
    can draw, which that standard forbids; then it is a plain tagged PDF.
    Raises `PdfMissingError` when typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise PdfMissingError("typst") from error
    content = source.encode("utf-8")
    try:
        return typst.compile(content, format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        return typst.compile(content, format="pdf")
