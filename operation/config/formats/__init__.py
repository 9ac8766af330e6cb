"""How dates are written where Django has no form for a language, or one that misleads: day before month, 24 hours."""
