"""The tables of this app, feature by feature, for Django to find."""

from coordination.deconfliction.models import Match, MatchDisclosure, MatchSide, MatchStep, Probe, ProbeHit

__all__ = ["Match", "MatchDisclosure", "MatchSide", "MatchStep", "Probe", "ProbeHit"]
