"""The demonstration: five months of an invented operation, made from a seed and logged through the real actions."""
