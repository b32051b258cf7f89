"""What is handed over: documents made from a dossier, for one kind of reader, on one day."""
