"""Removals of fugitives between two countries: asked, answered, prepared, handed over, received (domain.md §5)."""
