"""Requests between countries, with clocks (domain.md §5)."""
