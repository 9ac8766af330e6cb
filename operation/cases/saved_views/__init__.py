"""Lists that somebody comes back to: a filter address with a name, private or for the own agency."""
