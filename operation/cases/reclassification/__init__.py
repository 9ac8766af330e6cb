"""A suspect who turns out to be a victim: the record moves, the name goes into the vault (domain.md §4)."""
