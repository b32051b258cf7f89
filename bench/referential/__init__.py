"""Speed of the scoring of a large frame, beside a plain loop over respondents and a figure published by a peer."""
