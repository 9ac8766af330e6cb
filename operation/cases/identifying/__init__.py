"""Identifiers: telephones, accounts, documents and the like: read, checked, and kept with their record."""
