"""Journeys: templates as data, where a collective or a leader stands, the guide, what is due."""
