"""Who is linked to whom: readings of a network in words, what falls if somebody leaves, what changed."""
