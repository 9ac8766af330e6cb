"""The tables of this app, feature by feature, for Django to find."""

from coordination.alerts.models import Alert, AlertChoice, Mail, MailSetting
from coordination.clocks.models import Holiday
from coordination.deconfliction.matching.models import HeardName
from coordination.deconfliction.models import Match, MatchDisclosure, MatchSide, MatchStep, Probe, ProbeHit
from coordination.exchange.models import Feedback, Receipt
from coordination.joint.models import (
    GoDecision,
    JointAction,
    JointAgreement,
    JointClaim,
    JointInvestigation,
    JointMember,
    JointPerson,
    JointRecord,
    JointRole,
    JointSite,
    JointTotal,
)
from coordination.knowledge.models import KnowledgeItem, KnowledgeVoice
from coordination.meetings.models import AgendaItem, Decision, Delegation, Minutes, MinutesVoice
from coordination.messages.models import Message, Thread, ThreadSeen
from coordination.offers.models import OfferReceipt, SupportOffer
from coordination.removals.models import (
    Removal,
    RemovalCheck,
    RemovalIncident,
    RemovalItem,
    RemovalPerson,
    RemovalStep,
    RemovalTerms,
)
from coordination.requests.models import (
    Benchmark,
    DangerCall,
    Request,
    RequestPart,
    RequestReminder,
    RequestStep,
    RequestSubject,
)
from coordination.roster.models import DutyShift, HandoverNote, Secondment
from coordination.supervision.models import (
    Escalation,
    Finding,
    Inspection,
    InspectionStep,
    Recommendation,
    RecommendationStep,
)

__all__ = [
    "AgendaItem",
    "Alert",
    "AlertChoice",
    "Benchmark",
    "DangerCall",
    "Decision",
    "Delegation",
    "DutyShift",
    "Escalation",
    "Feedback",
    "Finding",
    "GoDecision",
    "HandoverNote",
    "HeardName",
    "Holiday",
    "Inspection",
    "InspectionStep",
    "JointAction",
    "JointAgreement",
    "JointClaim",
    "JointInvestigation",
    "JointMember",
    "JointPerson",
    "JointRecord",
    "JointRole",
    "JointSite",
    "JointTotal",
    "KnowledgeItem",
    "KnowledgeVoice",
    "Mail",
    "MailSetting",
    "Match",
    "MatchDisclosure",
    "MatchSide",
    "MatchStep",
    "Message",
    "Minutes",
    "MinutesVoice",
    "OfferReceipt",
    "Probe",
    "ProbeHit",
    "Receipt",
    "Recommendation",
    "RecommendationStep",
    "Removal",
    "RemovalCheck",
    "RemovalIncident",
    "RemovalItem",
    "RemovalPerson",
    "RemovalStep",
    "RemovalTerms",
    "Request",
    "RequestPart",
    "RequestReminder",
    "RequestStep",
    "RequestSubject",
    "Secondment",
    "SupportOffer",
    "Thread",
    "ThreadSeen",
]
