"""Tests of the communes and EPCI, and of how they are found."""
