"""The move from volume to use: many draws at once beside a plain loop."""
