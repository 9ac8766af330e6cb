"""Measures: rates, medians and counts of the work between countries, which no account of results can keep."""
