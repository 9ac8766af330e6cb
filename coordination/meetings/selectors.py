"""Reads of meetings: each starts from `visible_to`."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch

from coordination.meetings.models import AgendaItem, Decision, Delegation, Minutes, MinutesState, MinutesVoice
from operation.access.principal import Principal
from operation.plan.models import Meeting, Operation


def read_meeting(principal: Principal, meeting_id: UUID) -> Meeting | None:
    """None: there is none that the principal may see."""
    return Meeting.objects.visible_to(principal).select_related("operation").filter(pk=meeting_id).first()


def minutes_of(principal: Principal, meeting: Meeting) -> Minutes | None:
    """None before anything is written on the meeting, and for a partner before they are approved."""
    return Minutes.objects.visible_to(principal).filter(meeting=meeting).first()


def version_of(minutes: Minutes | None) -> int:
    """What a form carries: that of new minutes, where there are none yet."""
    return minutes.version if minutes else 1


def agenda_of(principal: Principal, meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.visible_to(principal).filter(meeting=meeting).select_related("speaker"))


def delegations_of(principal: Principal, meeting: Meeting) -> list[Delegation]:
    seen = Delegation.objects.visible_to(principal).filter(meeting=meeting)
    return list(seen.select_related("organisation"))


def decisions_of(principal: Principal, minutes: Minutes) -> list[Decision]:
    seen = Decision.objects.visible_to(principal).filter(minutes=minutes)
    return list(seen.select_related("leader", "action__line", "minutes"))


def decision_of(principal: Principal, meeting: Meeting, decision_id: UUID) -> Decision | None:
    seen = Decision.objects.visible_to(principal).filter(minutes__meeting=meeting, pk=decision_id)
    return seen.select_related("minutes__meeting", "leader").first()


def voices_of(principal: Principal, minutes: Minutes) -> list[MinutesVoice]:
    """What the countries said in the present round, as far as the principal may read it."""
    return list(MinutesVoice.objects.visible_to(principal).filter(minutes=minutes, round=minutes.round))


def decided(principal: Principal, actions: Sequence[UUID]) -> list[Decision]:
    """The decisions from which these actions of the plan come."""
    seen = Decision.objects.visible_to(principal).filter(action__in=actions)
    return list(seen.select_related("minutes__meeting"))


def circulated(principal: Principal, operation: Operation) -> list[Minutes]:
    """Minutes that are with the countries, with what these said in the present round; two queries."""
    seen = Minutes.objects.visible_to(principal).filter(meeting__operation=operation, state=MinutesState.CIRCULATED)
    said = Prefetch("voices", MinutesVoice.objects.visible_to(principal))
    return list(seen.select_related("meeting").prefetch_related(said).order_by("answer_by"))


def heard(minutes: Minutes) -> set[str]:
    """Codes of the countries that answered in the present round."""
    return {voice.country_id for voice in minutes.voices.all() if voice.round == minutes.round}
