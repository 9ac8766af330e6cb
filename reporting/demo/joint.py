"""Joint investigations: proposed, joined, left, declined; actions planned, decided on, carried out, reconciled."""

from collections.abc import Callable, Iterator, Mapping
from datetime import time
from decimal import Decimal
from functools import partial
from typing import Any

from coordination.joint.bringing import bring_record
from coordination.joint.claiming import Numbers, agree_totals, object_totals, propose_totals, state_claims
from coordination.joint.deciding import ask_decision, call_off, carry_out, decide_go, decide_no_go
from coordination.joint.grouping import (
    JointDraft,
    close_group,
    decline_invitation,
    invite_agencies,
    join_group,
    leave_group,
    name_persons,
    propose_joint,
)
from coordination.joint.models import Claimed
from coordination.joint.planning import ActionDraft, add_site, give_role, plan_action
from operation.access.principal import Principal
from operation.people.models import Country
from reporting.demo.cast import Cast, role
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content

Told = Mapping[str, Any]
Do = Callable[[Cast, Principal, Any, Told], object]


def joint(cast: Cast) -> Iterator[Entry]:
    """Each step by the coordinator of the agency whose step it is, at its moment."""
    for told in content("joint")["joint"]:
        yield cast.entry(told["at"], role("coordinator", told["lead"]), partial(_propose, cast, told))
        for step in told["steps"]:
            yield _entry(cast, told["key"], step, GROUP)
        for action in told.get("actions", ()):
            planned = partial(_plan, cast, told["key"], action)
            yield cast.entry(action["at"], role("coordinator", told["lead"]), planned)
            for step in action["steps"]:
                yield _entry(cast, action["key"], step, ACTION)


def _entry(cast: Cast, key: str, step: Told, parts: Mapping[str, Do]) -> Entry:
    def work(principal: Principal) -> None:
        parts[step["name"]](cast, principal, cast.again(principal, key), step)

    return cast.entry(step["at"], role("coordinator", step["by"]), work)


def _propose(cast: Cast, told: Told, principal: Principal) -> None:
    draft = JointDraft(told["title"], told["aim"], through_lmlecc=told.get("through_lmlecc", False))
    cast.made[told["key"]] = propose_joint(
        principal=principal,
        operation=cast.operation,
        draft=draft,
        invited=_agencies(cast, told["invited"]),
        synthetic=True,
    )


def _plan(cast: Cast, key: str, told: Told, principal: Principal) -> None:
    draft = ActionDraft(
        told["title"],
        told["planned_on"],
        Country.objects.get(code=told["local_to"]),
        time(told["hour"]),
        told.get("plan", ""),
    )
    cast.made[told["key"]] = plan_action(principal=principal, joint=cast.again(principal, key), draft=draft)


def _agencies(cast: Cast, keys: list[str]) -> list[Any]:
    return [cast.organisations[key] for key in keys]


def _invite(cast: Cast, principal: Principal, group: Any, step: Told) -> None:
    invited = _agencies(cast, step["invited"])
    invite_agencies(principal=principal, joint=group, version=group.version, invited=invited)


def _join(_cast: Cast, principal: Principal, group: Any, _step: Told) -> None:
    join_group(principal=principal, joint=group, version=group.version)


def _decline(_cast: Cast, principal: Principal, group: Any, step: Told) -> None:
    decline_invitation(principal=principal, joint=group, version=group.version, words=step["words"])


def _leave(_cast: Cast, principal: Principal, group: Any, step: Told) -> None:
    leave_group(principal=principal, joint=group, version=group.version, words=step["words"])


def _name(cast: Cast, principal: Principal, group: Any, step: Told) -> None:
    users = [cast.people[name].pk for name in step["persons"]]
    name_persons(principal=principal, joint=group, version=group.version, users=users)


def _bring(cast: Cast, principal: Principal, group: Any, step: Told) -> None:
    for key in step["records"]:
        bring_record(principal=principal, joint=group, reference=cast.records[key].reference)


def _close(_cast: Cast, principal: Principal, group: Any, _step: Told) -> None:
    close_group(principal=principal, joint=group, version=group.version)


def _site(cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    reference = cast.records[step["record"]].reference if "record" in step else ""
    place = step.get("place", "")
    add_site(principal=principal, action=action, version=action.version, place=place, reference=reference)


def _role(cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    draft = {name: step[name] for name in ("role", "people", "words") if name in step}
    agency = cast.organisations[step["agency"]]
    give_role(principal=principal, action=action, version=action.version, organisation=agency, draft=draft)


def _ask(_cast: Cast, principal: Principal, action: Any, _step: Told) -> None:
    ask_decision(principal=principal, action=action, version=action.version)


def _go(_cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    decide_go(principal=principal, action=action, version=action.version, words=step.get("words", ""))


def _no_go(_cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    decide_no_go(principal=principal, action=action, version=action.version, words=step["words"])


def _carry_out(cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    """Kept as it is then: results made on the action day carry it."""
    cast.made[step["key"]] = carry_out(principal=principal, action=action, version=action.version)


def _call_off(_cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    call_off(principal=principal, action=action, version=action.version, words=step["words"])


def _claim(_cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    state_claims(principal=principal, action=action, version=action.version, claims=_numbers(step))


def _total(_cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    propose_totals(principal=principal, action=action, version=action.version, totals=_numbers(step))


def _agree(_cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    agree_totals(principal=principal, action=action, version=action.version, words=step.get("words", ""))


def _object(_cast: Cast, principal: Principal, action: Any, step: Told) -> None:
    object_totals(principal=principal, action=action, version=action.version, words=step["words"])


def _numbers(step: Told) -> Numbers:
    words = step.get("because", {})
    return {Claimed(what): (Decimal(number), words.get(what, "")) for what, number in step["numbers"].items()}


GROUP: Mapping[str, Do] = {
    "invite": _invite,
    "join": _join,
    "decline": _decline,
    "leave": _leave,
    "name": _name,
    "bring": _bring,
    "close": _close,
}
ACTION: Mapping[str, Do] = {
    "site": _site,
    "role": _role,
    "ask": _ask,
    "go": _go,
    "no-go": _no_go,
    "carry-out": _carry_out,
    "call-off": _call_off,
    "claim": _claim,
    "total": _total,
    "agree": _agree,
    "object": _object,
}
