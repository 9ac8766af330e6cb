"""Files that belong to a record: photographs, documents, warrants, chat exports (decision 27)."""
