"""Settings and entry points. Upper apps appear here as strings only."""
