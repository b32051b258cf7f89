"""The dossier: values, cells, headers, reading, integrity, states, comparison, descriptor, vocabularies."""
