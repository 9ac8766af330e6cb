"""A name as it is heard, whichever script it is written in."""
