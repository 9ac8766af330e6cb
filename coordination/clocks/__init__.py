"""Clocks that run on a country's time: its zone, its working days and its holidays."""
