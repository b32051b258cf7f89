"""The articulation: challenges reached by effects, produced by components, carried by actors, and what breaks it."""
