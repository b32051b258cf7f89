"""The dossier: its tables with one definition per field, how it is read, checked for integrity and compared."""
