"""Speed of the readings of a network, beside the other graph libraries."""
