"""Identifiers: telephones, accounts, documents and the like: each kind read and checked by its own rules."""
