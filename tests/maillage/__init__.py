"""Tests of the library, in the folders of what they test."""
