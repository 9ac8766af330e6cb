"""Names whose spellings are known, and what is made of them by rule: for tuning, for a test, for a pool."""
