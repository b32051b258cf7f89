"""The commons: kinds of items, their rules and licences, and a case drawn from a dossier made anonymous."""
