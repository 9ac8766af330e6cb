"""What a rescued laborer agreed to: a log to which one adds and from which one takes nothing (domain.md §4)."""
