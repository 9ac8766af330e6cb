"""Tags: short labels of an agency on its own records, for its own eyes."""
