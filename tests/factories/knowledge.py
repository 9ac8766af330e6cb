"""Knowledge, offers of support and meetings as people make them: through the actions, at each of their states."""

from collections.abc import Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from coordination.knowledge import actions as knowledge
from coordination.knowledge.models import KnowledgeItem
from coordination.meetings import actions as meetings
from coordination.meetings.models import Decision, Minutes
from coordination.offers import actions as offers
from coordination.offers.models import SupportOffer
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from operation.plan.models import Meeting, Operation

COUNTRIES = ("kh", "cn", "la", "mm", "th", "vn")
ITEM = {
    "kind": "lesson",
    "title": "Freeze within the first hour",
    "text": "Money that is not frozen within an hour is gone.",
    "happened": "Accounts were emptied while a letter was under way.",
    "why": "Banks waited for paper.",
    "todo": "Agree on one telephone number for each bank.",
    "line": None,
    "fraud_types": ["investment"],
}
OFFER = {
    "kind": "training",
    "title": "Course on tracing crypto assets",
    "text": "Two weeks for twelve investigators.",
    "countries": ["TH", "KH"],
    "value": None,
    "due_on": None,
}
DECISION: dict[str, Any] = {
    "text": "Share numbers of mule accounts weekly",
    "agreed_by": [],
    "leader": None,
    "due_on": None,
}


def seagull() -> Operation:
    return Operation.objects.get(code="seagull")


def drafted(by: User, **given: Any) -> KnowledgeItem:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return knowledge.write_item(principal=principal, operation=seagull(), draft=ITEM | given)


def stepped(by: User, item: KnowledgeItem, name: str, words: str = "") -> KnowledgeItem:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return knowledge.take_step(principal=principal, item=item, name=name, version=item.version, words=words)


def proposed(cast: SimpleNamespace, **given: Any) -> KnowledgeItem:
    return stepped(cast.coordinator_th, drafted(cast.officer_th, **given), "propose")


def validated(cast: SimpleNamespace, **given: Any) -> KnowledgeItem:
    return stepped(cast.desk_information, proposed(cast, **given), "validate")


def answered(by: User, item: KnowledgeItem, answer: str = "agreed", words: str = "") -> None:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        knowledge.answer_item(principal=principal, item=item, answer=answer, words=words)


def all_answered(cast: SimpleNamespace, item: KnowledgeItem, objects: Sequence[str] = ()) -> None:
    """Every country agrees, but those that object."""
    for code in COUNTRIES:
        said = ("noted", f"an objection of {code}") if code in objects else ("agreed", "")
        answered(getattr(cast, f"coordinator_{code}"), item, *said)


def marked(by: User, item: KnowledgeItem, *, for_partners: bool = True) -> KnowledgeItem:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return knowledge.mark_item(principal=principal, item=item, for_partners=for_partners, version=item.version)


def adopted(cast: SimpleNamespace, *, for_partners: bool = False, **given: Any) -> KnowledgeItem:
    item = validated(cast, **given)
    all_answered(cast, item)
    item = stepped(cast.director, item, "adopt")
    return marked(cast.coordinator_th, item) if for_partners else item


def offered(by: User, partner: str = "", **given: Any) -> SupportOffer:
    """By an observer for the own organisation; by LMLECC for `partner`."""
    principal = principal_of(by)
    whose = Organisation.objects.get(code=partner).pk if partner else principal.own_organisation
    with acting_as(principal, channel="test"):
        return offers.make_offer(principal=principal, operation=seagull(), partner_id=whose, draft=OFFER | given)


def offer_stepped(by: User, offer: SupportOffer, name: str, words: str = "") -> SupportOffer:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return offers.take_step(principal=principal, offer=offer, name=name, version=offer.version, words=words)


def under_way(cast: SimpleNamespace, **given: Any) -> SupportOffer:
    accepted = offer_stepped(cast.desk_communication, offered(cast.observer_unodc, **given), "accept", "with thanks")
    return offer_stepped(cast.director, accepted, "begin")


def called(by: User, **given: Any) -> Meeting:
    principal = principal_of(by)
    day = date(2024, 10, 15)
    draft = {"title": "Liaison meeting", "place": "Kunming", "starts_on": day, "ends_on": day, "for_partners": False}
    with acting_as(principal, channel="test"):
        return meetings.call_meeting(principal=principal, operation=seagull(), draft=draft | given)


def minutes_of(by: User, meeting: Meeting) -> Minutes:
    with acting_as(principal_of(by), channel="test"):
        return Minutes.objects.select_related("meeting__operation").get(meeting=meeting)


def decided(by: User, meeting: Meeting, **given: Any) -> Decision:
    principal, minutes = principal_of(by), minutes_of(by, meeting)
    with acting_as(principal, channel="test"):
        return meetings.set_decision(
            principal=principal, meeting=meeting, decision=None, draft=DECISION | given, version=minutes.version
        )


def minuted(by: User, meeting: Meeting, text: str = "The countries agreed.") -> Minutes:
    """An agenda of one point, and a text."""
    principal, minutes = principal_of(by), minutes_of(by, meeting)
    with acting_as(principal, channel="test"):
        meetings.set_agenda(principal=principal, meeting=meeting, points=[("Opening", None)], version=minutes.version)
        return meetings.write_minutes(principal=principal, meeting=meeting, text=text, version=minutes.version + 1)


def circulated(by: User, **given: Any) -> Meeting:
    """A meeting with an agenda, minutes and one decision, which are with the countries."""
    meeting = called(by, **given)
    decided(by, meeting)
    minuted(by, meeting)
    minutes_stepped(by, meeting, "circulate")
    return meeting


def minutes_stepped(by: User, meeting: Meeting, name: str, *, version: int = 0) -> Minutes:
    principal = principal_of(by)
    seen = version or minutes_of(by, meeting).version
    with acting_as(principal, channel="test"):
        return meetings.take_step(
            principal=principal,
            meeting=meeting,
            name=name,
            version=seen,
            answer_by=clock.today() + timedelta(days=7),
        )


def minutes_answered(by: User, meeting: Meeting, answer: str = "agreed", words: str = "") -> None:
    principal, minutes = principal_of(by), minutes_of(by, meeting)
    with acting_as(principal, channel="test"):
        meetings.answer_minutes(principal=principal, minutes=minutes, answer=answer, words=words)


def approved(cast: SimpleNamespace, objects: Sequence[str] = (), **given: Any) -> Meeting:
    """Minutes to which every country has answered, approved."""
    meeting = circulated(cast.desk_communication, **given)
    for code in COUNTRIES:
        said = ("noted", f"an objection of {code}") if code in objects else ("agreed", "")
        minutes_answered(getattr(cast, f"coordinator_{code}"), meeting, *said)
    minutes_stepped(cast.director, meeting, "approve")
    return meeting
