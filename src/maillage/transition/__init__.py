"""From volume to use: what the move does to one organisation’s accounts. See ``docs/methods/transition.md``."""
