"""Inputs that must be refused, made by code."""
