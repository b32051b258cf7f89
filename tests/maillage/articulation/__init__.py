"""Tests of the articulation engine."""
