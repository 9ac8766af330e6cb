"""Who a rescued laborer is, sealed with keys that are not in the database (domain.md §4, docs/decisions/0014)."""
