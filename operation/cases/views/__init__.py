"""Pages of case records, generic over the record types."""
