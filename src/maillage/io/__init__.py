"""The only code that opens files: the forms of a dossier (folder, workbook, archive), and how to write them."""

import os

# Before openpyxl is read: where lxml is installed, for Word documents, openpyxl would leave defusedxml for it.
os.environ["OPENPYXL_LXML"] = "False"  # noqa: TID251

from maillage.io.forms import Form, form_of, load, load_bytes, save

__all__ = ["Form", "form_of", "load", "load_bytes", "save"]
