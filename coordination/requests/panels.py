"""Around one request: its facts, its texts, its life, its clock and its handling, as their reader may see them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination.clocks.clock import Clock
from coordination.requests.models import Request, RequestPart, RequestReminder, RequestState, RequestStep
from coordination.requests.selectors import Subject
from coordination.requests.states import STATES, step_named
from coordination.requests.wording import clock_mark, local_words, still_words
from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.kernel import clock
from operation.people.models import Organisation

Fact = dict[str, Any]


def facts_of(principal: Principal, request: Request) -> list[Fact]:
    """What everybody who sees the request sees of it."""
    facts: list[Fact] = [
        {"label": pgettext("side of a request", "From"), "value": of_country(request.sender)},
        {"label": pgettext("side of a request", "To"), "value": of_country(request.recipient)},
        {"label": _("Kind"), "value": capfirst(request.get_kind_display())},
        {"label": _("Urgency"), "value": capfirst(request.get_urgency_display())},
        {"label": _("Offence"), "value": request.get_offence_display()},
        {"label": _("An offence in both countries"), "value": capfirst(request.get_dual_criminality_display())},
    ]
    if request.ground:
        facts.append({"label": _("Ground of refusal"), "value": capfirst(request.get_ground_display())})
    if request.repeats:
        facts.append({"label": _("Asks again"), "value": request.repeats.reference, "url": url_of(request.repeats)})
    return facts


def texts_of(parts: Sequence[RequestPart], principal: Principal) -> list[Fact]:
    """The thread: each text with its kind, by whom and when. A person is named to the own organisation alone."""
    return [
        {
            "label": capfirst(part.get_kind_display()),
            "value": part.text,
            "lang": part.language,
            "note": f"{_who(part.written_by, part.organisation, principal)}, {_when(part.created_at)}",
        }
        for part in parts
    ]


def subject_facts(subjects: Sequence[Subject]) -> list[Fact]:
    """Records: a link where the reader may see it, else that there is one."""
    return [
        {"label": one.record_type.label, "value": one.record.reference, "url": _record_url(one)}
        if one.record
        else {"label": one.record_type.label, "value": _("A record that was not released to you")}
        for one in subjects
    ]


def life_of(request: Request, steps: Sequence[RequestStep]) -> list[dict[str, Any]]:
    """The states as a line: past with their day, now, ahead."""
    now = STATES.beside.get(request.state, request.state)
    reached = {str(RequestState.DRAFT): request.created_at} | {step.state: step.created_at for step in steps}
    place = STATES.line.index(now)
    return [_stage(request, state, at - place, reached) for at, state in enumerate(STATES.line)]


def _stage(request: Request, state: str, distance: int, reached: dict[str, Any]) -> dict[str, Any]:
    shown = request.state if distance == 0 else state
    moment = reached.get(shown)
    return {
        "label": capfirst(RequestState(shown).label),
        "note": date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment and distance <= 0 else "",
        "state": "now" if distance == 0 else "past" if distance < 0 else "ahead",
    }


def history_of(
    principal: Principal, steps: Sequence[RequestStep], reminders: Sequence[RequestReminder]
) -> list[dict[str, Any]]:
    """What happened, newest first: steps by their side, reminders by nobody."""
    told = [
        {
            "at": step.created_at,
            "text": step_named(step.name).label,
            "who": _who(step.taken_by, step.organisation, principal),
        }
        for step in steps
    ]
    told += [
        {"at": one.created_at, "text": _("Reminder: %(what)s") % {"what": one.get_level_display()}} for one in reminders
    ]
    told.sort(key=lambda entry: entry["at"])
    return told[::-1]


def clock_of_page(request: Request, known: Clock | None) -> dict[str, Any] | None:
    """The clock in words, on the recipient's time; None for a draft."""
    if known is None:
        return None
    now = clock.now()
    facts = [
        {"label": _("Received"), "value": local_words(known.received_at, known)},
        {"label": pgettext("clock of a request", "Due"), "value": local_words(known.due, known)},
    ]
    if request.answered_at:
        facts.append({"label": _("Last word"), "value": local_words(request.answered_at, known)})
    if request.delay_announced_at:
        facts.append({"label": _("Late answer announced"), "value": local_words(request.delay_announced_at, known)})
    still = "" if request.answered_at else still_words(known, now)
    return {"mark": clock_mark(request, known, now), "facts": facts, "still": still}


def handling_of(principal: Principal, request: Request) -> dict[str, Any]:
    """The strip of the page."""
    code, words = HandlingCode(request.handling_code), request.handling_words(principal)
    note = _("Both agencies and LMLECC") if request.through_lmlecc else _("Both agencies alone")
    return {"tlp": request.tlp, "code": code, "words": words, "note": note}


def handling_of_all(requests: Sequence[Request]) -> dict[str, Any]:
    """The strip of a list: the strictest of what it shows."""
    code = strictest_code(one.handling_code for one in requests)
    tlp = strictest_tlp(one.tlp for one in requests)
    return {"tlp": tlp, "code": code, "words": code.label, "note": _("Requests between countries")}


def handling_of_new() -> dict[str, Any]:
    """The strip of a form that nobody has filled in: what a new request is marked with."""
    code = HandlingCode.H1
    return {"tlp": TLP.AMBER, "code": code, "words": code.label, "note": _("Your agency alone, until it is sent")}


def handling_of_numbers() -> dict[str, Any]:
    """The strip of a page with numbers or nameless lines alone."""
    code = HandlingCode.H0
    return {"tlp": TLP.AMBER, "code": code, "words": code.label, "note": _("No name stands here")}


def of_country(agency: Organisation) -> str:
    """An agency with its country, as lists and facts call it."""
    return f"{agency.country}: {agency.short_name}" if agency.country_id else str(agency)


def url_of(request: Request) -> str:
    return reverse("request", args=[request.pk])


def _record_url(subject: Subject) -> str:
    return reverse("record", args=[subject.record_type.slug, subject.record.pk])


def _who(person: Any, organisation: Organisation, principal: Principal) -> str:
    return str(person) if organisation.pk == principal.organisation_id else organisation.short_name


def _when(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
