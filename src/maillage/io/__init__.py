"""The only code that opens files: the forms of a dossier (folder, workbook, archive), and how to write them."""

from maillage.io.forms import Form, form_of, load, load_bytes, save

__all__ = ["Form", "form_of", "load", "load_bytes", "save"]
