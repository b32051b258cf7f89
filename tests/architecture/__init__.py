"""Tests on the code itself: its contracts, its sizes, its words, its dependencies."""
