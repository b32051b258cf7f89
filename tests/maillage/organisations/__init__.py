"""Tests of what is made of an organisation of the official directory."""
