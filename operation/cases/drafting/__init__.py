"""What somebody typed into the form of a record and has not saved: kept for him alone, published to nobody."""
