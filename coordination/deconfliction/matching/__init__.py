"""The same name in six scripts and their romanisations: read, kept under keys, compared (decision 42)."""
