"""What waits for somebody about requests: to answer, to clarify, to close, to watch; and calls for help."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.requests.calls import open_calls
from coordination.requests.models import WAITING, Level, Request, RequestState, Urgency
from coordination.requests.panels import of_country
from coordination.requests.reminders import levels_given
from coordination.requests.selectors import visible_requests
from coordination.requests.states import ENDED
from operation.access.principal import Principal
from operation.people.desk import Waiting

NAMED = 10
"""So many stand on the desk one by one, the most urgent first; the others as a number."""


def requests_to_answer(principal: Principal) -> Iterator[Waiting]:
    """What the own agency was asked and has not answered, by its deadline. Danger to life stands first. Two queries."""
    if not (principal.is_member and principal.holds("request.draft")):
        return
    asked = visible_requests(principal).filter(recipient_id=principal.organisation_id, state__in=WAITING)
    found = list(asked.exclude(state=RequestState.CLARIFICATION).order_by("due_at", "pk"))
    levels = levels_given(found[:NAMED])
    for given in found[:NAMED]:
        told = [str(level.label) for level in Level if level in levels[given.pk]]
        detail = [of_country(given.sender), capfirst(given.get_state_display()), *told[-1:]]
        yield _waiting(given, detail, _("Answer"), at_once=_is_new_danger(given))
    yield from _more(found)


def requests_to_go_on_with(principal: Principal) -> Iterator[Waiting]:
    """What the own agency asked: to clarify, or to read and close. One query."""
    if not (principal.is_member and principal.holds("request.draft")):
        return
    states = (RequestState.CLARIFICATION, *ENDED)
    asked = visible_requests(principal).filter(sender_id=principal.organisation_id, state__in=states)
    found = list(asked.order_by("created_at", "pk"))
    for given in found[:NAMED]:
        verb = _("Clarify") if given.state == RequestState.CLARIFICATION else _("Read")
        detail = [of_country(given.recipient), capfirst(given.get_state_display())]
        yield _waiting(given, detail, verb, timed=False)
    yield from _more(found)


def requests_to_watch(principal: Principal) -> Iterator[Waiting]:
    """For LMLECC: what is in danger to life and not acknowledged, and what is overdue. Two queries."""
    level = _watched(principal)
    if level is None:
        return
    waiting = visible_requests(principal).filter(state__in=WAITING)
    dangers = [one for one in waiting.filter(urgency=Urgency.DANGER_TO_LIFE).order_by("due_at") if _is_new_danger(one)]
    late = waiting.filter(reminders__level=level).exclude(pk__in=[one.pk for one in dangers])
    found = [*dangers, *late.order_by("due_at", "pk")]
    for given in found[:NAMED]:
        between = f"{of_country(given.sender)} → {of_country(given.recipient)}"
        detail = [between, capfirst(given.get_state_display())]
        yield _waiting(given, detail, _("Open"), at_once=_is_new_danger(given), late=given not in dangers)
    yield from _more(found)


def calls_to_take(principal: Principal) -> Iterator[Waiting]:
    """Somebody's life is in danger: a reference, a country, since when. One query."""
    for call in open_calls(principal):
        where = str(call.country) if call.country else _("Country not known, or no member")
        since = _("since %(when)s") % {"when": date_format(localtime(call.created_at), "SHORT_DATETIME_FORMAT")}
        yield Waiting(
            what=_("Danger to life: %(reference)s") % {"reference": call.reference},
            detail=(where, since),
            url=reverse("danger-calls"),
            verb=_("Take it"),
            at_once=True,
        )


def _watched(principal: Principal) -> Level | None:
    """From which level on LMLECC is told: its desks at once, the director after three days."""
    if not principal.is_secretariat:
        return None
    if principal.holds("request.watch"):
        return Level.OVERDUE
    return Level.DIRECTOR if principal.holds("request.watch_late") else None


def _is_new_danger(given: Request) -> bool:
    return given.urgency == Urgency.DANGER_TO_LIFE and given.acknowledged_at is None


def _waiting(
    given: Request, detail: list[str], verb: str, *, timed: bool = True, at_once: bool = False, late: bool = False
) -> Waiting:
    words = {"kind": capfirst(given.get_kind_display()), "reference": given.reference}
    stands_still = given.clock_stopped_at is not None and given.clock_resumes_at is None
    return Waiting(
        what=_("%(kind)s: %(reference)s") % words,
        detail=tuple(detail),
        url=reverse("request", args=[given.pk]),
        verb=verb,
        due=given.due_at if timed and not stands_still else None,
        late=late,
        at_once=at_once,
        tlp=given.tlp,
        handling_code=given.handling_code,
    )


def _more(found: Sequence[Request]) -> Iterator[Waiting]:
    more = len(found) - NAMED
    if more > 0:
        words = ngettext("%(count)s more request", "%(count)s more requests", more) % {"count": more}
        yield Waiting(words, _("In the list of requests"), reverse("requests"), _("Open"))
