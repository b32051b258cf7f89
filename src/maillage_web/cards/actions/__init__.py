"""What is written by the pages of this app."""
