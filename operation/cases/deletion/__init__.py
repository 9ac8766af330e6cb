"""Records taken out of use: gone for everybody, given back as they were, purged when nobody asks for them."""
