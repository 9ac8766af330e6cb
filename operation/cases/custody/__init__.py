"""Who holds what was seized, from hand to hand: a chain to which one adds and from which one takes nothing."""
