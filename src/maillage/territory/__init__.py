"""The territory: perimeters, official figures, the catalogue of indicators and their joint reading."""
