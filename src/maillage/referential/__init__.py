"""Frames: versioned trees of questions and criteria, answers to them, scores where a frame has weights."""
