"""Workshops: activities, what people contribute, the board they make, and the rows that come out of it."""
