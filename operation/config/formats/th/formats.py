"""A Thai reader counts in the Buddhist Era: a Gregorian year says that it is one (ค.ศ.)."""

ERA = r"\ค\.\ศ\."

DATE_FORMAT = f"j F {ERA} Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = f"j F {ERA} Y, H:i"
YEAR_MONTH_FORMAT = f"F {ERA} Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = f"j M {ERA} Y"
SHORT_DATETIME_FORMAT = f"j M {ERA} Y, H:i"
