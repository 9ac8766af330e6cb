"""Two records of the same person or thing become one; the other can be given back."""
