"""Deconfliction: two countries hold the same person, and learn that there is a match."""
