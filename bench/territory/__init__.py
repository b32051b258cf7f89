"""The territory measured: INSEE's files to every indicator of every commune and EPCI, beside pandas and Polars."""
