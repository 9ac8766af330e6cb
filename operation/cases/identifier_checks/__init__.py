"""Identifiers that do not pass their check: on their record, on the desk, and confirmed as written so."""
