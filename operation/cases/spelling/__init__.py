"""How names are written: old encodings of Burmese, honorifics, and what sounds alike in six scripts."""
