"""Model cards: how each actor’s economic model and the dossier answer each other, and the path it takes."""
