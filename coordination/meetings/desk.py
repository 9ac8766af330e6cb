"""What waits for somebody about minutes: to answer for the own country, to approve once all have answered."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.consulting import countries_of
from coordination.meetings.selectors import circulated, heard
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.people.desk import Waiting
from operation.plan.selectors import current_operation

MARK: dict[str, Any] = {"tlp": TLP.AMBER, "handling_code": HandlingCode.H1}


def minutes_waiting(principal: Principal) -> Iterator[Waiting]:
    """Four queries at most."""
    answers, approves = principal.holds("meeting.agree"), principal.holds("meeting.amend")
    operation = current_operation() if answers or approves else None
    if operation is None:
        return
    members = {country.code for country in countries_of(operation)} if approves else set()
    for minutes in circulated(principal, operation):
        url, said = reverse("meeting", args=[minutes.meeting_id]), heard(minutes)
        if answers and principal.country not in said:
            detail = _("Does your country agree?")
            yield Waiting(str(minutes.meeting), detail, url, _("Answer"), due=minutes.answer_by, **MARK)
        if approves and members <= said:
            yield Waiting(str(minutes.meeting), _("All countries have answered"), url, _("Approve"), **MARK)
