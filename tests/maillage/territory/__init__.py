"""Tests of the territory: its perimeters, its indicators, its reading."""
