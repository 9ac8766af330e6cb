"""Requests as agencies write and answer them: through the actions, at a moment of the operation."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from coordination.requests.actions import draft_request
from coordination.requests.drafts import RequestDraft
from coordination.requests.models import PartKind, Request
from coordination.requests.stepping import Given, take_step
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

TEXTS: dict[str, str] = {PartKind.SUBJECT: "Accounts of a call centre", PartKind.ASKED: "Who opened the two accounts?"}
ZONES = {
    "KH": "Asia/Phnom_Penh",
    "CN": "Asia/Shanghai",
    "LA": "Asia/Vientiane",
    "MM": "Asia/Yangon",
    "TH": "Asia/Bangkok",
    "VN": "Asia/Ho_Chi_Minh",
}
MONDAY = "2024-09-02"
"""A Monday of the execution on which no country but Viet Nam has a holiday."""


def at(text: str, country: str = "TH") -> datetime:
    """«2024-09-02 10:00» on the clocks of a country."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONES[country]))


def drafted(by: User, to: User, **given: Any) -> Request:
    """A draft from the agency of one user to that of another."""
    principal = principal_of(by)
    assert to.organisation is not None
    wanted: dict[str, Any] = {"recipient": to.organisation, "texts": TEXTS} | given
    draft = RequestDraft(**wanted)
    with acting_as(principal, channel="test"):
        return draft_request(principal=principal, operation=Operation.objects.get(code="seagull"), draft=draft)


def step(request: Request, name: str, by: User, words: str = "as written", **given: Any) -> Request:
    """Take one step with what a request is by now."""
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        now = Request.objects.get(pk=request.pk)
        said = Given(words=words, **given)
        return take_step(principal=principal, request=now, name=name, given=said, version=now.version)


def sent(by: User, to: User, moment: datetime | None = None, **given: Any) -> Request:
    """A request that was sent, at a moment of the content's clock."""
    with clock.at(moment or clock.now()):
        return step(drafted(by, to, **given), "send", by)
