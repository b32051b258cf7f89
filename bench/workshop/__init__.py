"""A room of three hundred people: how soon a note is on every screen, and what is left after cuts and a kill."""
