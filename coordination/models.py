"""The tables of this app, feature by feature, for Django to find."""

from coordination.knowledge.models import KnowledgeItem, KnowledgeVoice
from coordination.meetings.models import AgendaItem, Decision, Delegation, Minutes, MinutesVoice
from coordination.offers.models import OfferReceipt, SupportOffer

__all__ = [
    "AgendaItem",
    "Decision",
    "Delegation",
    "KnowledgeItem",
    "KnowledgeVoice",
    "Minutes",
    "MinutesVoice",
    "OfferReceipt",
    "SupportOffer",
]
