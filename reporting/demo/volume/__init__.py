"""Volume: a million invented records in a database of their own, to measure what a page costs when there are many."""
