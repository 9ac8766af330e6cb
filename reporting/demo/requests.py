"""Requests between countries: asked, clarified, delayed, answered in part, refused, late; and calls for help taken."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from coordination.requests.actions import draft_request
from coordination.requests.calls import take_call
from coordination.requests.drafts import WRITTEN, RequestDraft
from coordination.requests.models import DangerCall
from coordination.requests.states import SENDER, SIDES
from coordination.requests.stepping import Given, take_step
from operation.access.principal import Principal
from reporting.demo.cast import Cast, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

FACTS = ("kind", "urgency", "offence", "dual_criminality", "tlp", "handling_code", "through_lmlecc", "language")
SAID = ("words", "language", "ground", "expected_on")


def requests(cast: Cast) -> Iterator[Entry]:
    """Drafted by an officer, sent and answered by coordinators; every step at its moment."""
    for told in content("requests")["request"]:
        yield from request(cast, told)
    for told in content("requests")["call"]:
        yield cast.entry(told["at"], told["by"], partial(_take, cast, told))


def request(cast: Cast, told: Mapping[str, Any]) -> Iterator[Entry]:
    """One request from its draft on, as data/requests.toml has it."""
    drafts = role(told.get("drafted_by", "officer"), told["from"])
    yield cast.entry(told["drafted"], drafts, partial(_draft, cast, told))
    for step in told["steps"]:
        side = told["from"] if SIDES[step["name"]] == SENDER else told["to"]
        yield cast.entry(step["at"], role("coordinator", side), partial(_step, cast, told["key"], step))


def _draft(cast: Cast, told: Mapping[str, Any], principal: Principal) -> None:
    draft = RequestDraft(
        recipient=cast.organisations[told["to"]],
        texts={kind: told[kind] for kind in WRITTEN if kind in told},
        references=[cast.records[key].reference for key in told.get("about", ())],
        repeats=cast.made[told["repeats"]].pk if "repeats" in told else None,
        **{name: told[name] for name in FACTS if name in told},
    )
    cast.made[told["key"]] = draft_request(principal=principal, operation=cast.operation, draft=draft, synthetic=True)


def _step(cast: Cast, key: str, told: Mapping[str, Any], principal: Principal) -> None:
    request = cast.again(principal, key)
    given = Given(**{name: told[name] for name in SAID if name in told})
    take_step(principal=principal, request=request, name=told["name"], given=given, version=request.version)


def _take(cast: Cast, told: Mapping[str, Any], principal: Principal) -> None:
    appeal = cast.records[told["appeal"]]
    call = DangerCall.objects.visible_to(principal).get(appeal_id=appeal.pk)
    take_call(principal=principal, call=call)
