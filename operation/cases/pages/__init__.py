"""Pages of case records, generic over the record types, with what every feature adds to them."""
