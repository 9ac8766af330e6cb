"""Import: a spreadsheet becomes records, whole or not at all; every row is judged before one is written."""
