"""«This may be …»: records of the own agency that a new one resembles, told at the moment of entry."""
