"""The forms of a dossier: what is written is read again, what people make is read too, what is wrong is said."""
