"""The map of crossings and sites: drawn on the server, without any border of its own (decision 52)."""
