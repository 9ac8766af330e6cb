"""What joint investigations tell the rest of the application."""

from dataclasses import dataclass

from coordination.joint.models import JointInvestigation


@dataclass(frozen=True)
class JointOpened:
    """A second agency has joined: the group works."""

    joint: JointInvestigation
