"""How long records are kept: review, longer keeping, legal hold, purge with a tombstone (domain.md §9)."""
