"""A programme: its workflow as data, its reviews, what its projects show, comparable without ranking."""
