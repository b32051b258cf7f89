"""Measurements of the value laboratory: shares, draws, many dossiers."""
