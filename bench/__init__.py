"""Measurements of speed and memory, beside tools that read the same tables. Run by ``make bench``."""
