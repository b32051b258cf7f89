"""Tests of the connector to the official directory, against a local server that answers in its shapes."""
