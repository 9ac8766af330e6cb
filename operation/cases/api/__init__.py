"""The API of case records: what the core and its features offer, as one view set for each type."""
