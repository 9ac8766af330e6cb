"""What this feature registers with the features below."""
