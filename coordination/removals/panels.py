"""The page of a removal: its life, its persons and their checklist, the manifest, what happened, what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.removals.models import (
    CheckKind,
    ItemKind,
    PersonEnd,
    Removal,
    RemovalCheck,
    RemovalIncident,
    RemovalPerson,
    RemovalState,
    RemovalStep,
)
from coordination.removals.policies import may_explain, may_list, may_prepare, may_print, may_step
from coordination.removals.selectors import Content
from coordination.removals.states import GOING, LISTING, OVER, STATES
from operation.access.handling import strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.templatetags.look import country_name, zone_words

S = RemovalState
TONES = {S.DRAFT: "idle", S.REFUSED: "late", S.WITHDRAWN: "idle", S.LAPSED: "late", S.RECEIVED: "ok", S.CLOSED: "ok"}
DRAWINGS = {S.REFUSED: "refused", S.CLOSED: "lock", S.HANDED_OVER: "right"}
PREPARED_IN = (*LISTING, S.SCHEDULED)
PRINTED_FROM = (S.SCHEDULED, S.HANDED_OVER, S.RECEIVED, S.CLOSED)
GRAVE = ("refuse", "withdraw", "lapse")
ICONS = {"send": "right", "hand-over": "right", "receive": "check", "close": "lock", "schedule": "calendar"}


@dataclass(frozen=True)
class CheckLine:
    """One question about one person: the answer, or that it waits."""

    label: Text
    state: Text
    tone: str
    check: RemovalCheck | None


@dataclass(frozen=True)
class PersonRow:
    person: RemovalPerson
    url: str
    outcome: Text
    tone: str
    checks: Sequence[CheckLine]


def tone_of(state: str) -> str:
    return TONES.get(S(state), "work")


def title_of(removal: Removal) -> str:
    sides = {
        "asking": country_name(removal.sender.country_id or ""),
        "asked": country_name(removal.recipient.country_id or ""),
    }
    return _("Removal from %(asked)s to %(asking)s") % sides


def life_of(removal: Removal, steps: Sequence[RemovalStep]) -> list[dict[str, Any]]:
    """The line of states; one that ended beside it stands at the end of what it had reached."""
    reached = {step.state: step.on for step in steps}
    if removal.state in STATES.line:
        place = STATES.line.index(removal.state)
        return [_stage(state, at - place, reached) for at, state in enumerate(STATES.line)]
    walked = [state for state in STATES.line if state in reached or state == S.DRAFT]
    return [*(_stage(state, -1, reached) for state in walked), _stage(removal.state, 0, reached)]


def _stage(state: str, distance: int, reached: dict[str, Any]) -> dict[str, Any]:
    day = reached.get(state)
    return {
        "label": capfirst(S(state).label),
        "note": date_format(day, "SHORT_DATE_FORMAT") if day and distance <= 0 else "",
        "state": "now" if distance == 0 else "past" if distance < 0 else "ahead",
    }


def persons_of(removal: Removal, content: Content) -> list[PersonRow]:
    answers = {(check.person_id, check.kind): check for check in content.checks}
    return [_person_row(removal, person, answers) for person in content.persons]


def _person_row(removal: Removal, person: RemovalPerson, answers: dict[Any, RemovalCheck]) -> PersonRow:
    outcome, tone = _outcome(removal, person)
    lines = [_check_line(kind, answers.get((person.pk, kind.value))) for kind in CheckKind]
    url = person_url(removal, person)
    return PersonRow(person, url, outcome, tone, lines if removal.state != S.DRAFT else ())


def _outcome(removal: Removal, person: RemovalPerson) -> tuple[Text, str]:
    if person.end:
        return PersonEnd(person.end).label, "ok" if person.end == PersonEnd.RECEIVED else "idle"
    if person.differs:
        return _("the two sides differ"), "late"
    if person.sent is not None:
        return (_("handed over"), "work") if person.sent else (_("not handed over"), "due")
    if person.held_record is None and removal.state != S.DRAFT:
        return _("not matched with a suspect yet"), "due"
    return _("on the list"), "work"


def _check_line(kind: CheckKind, check: RemovalCheck | None) -> CheckLine:
    if check is None:
        return CheckLine(capfirst(kind.label), _("to answer"), "due", None)
    return CheckLine(capfirst(kind.label), check.get_answer_display(), "ok" if check.clears else "late", check)


def items_of(content: Content) -> list[tuple[Text, list[Any]]]:
    """The manifest beside the persons, by kind; kinds without a line are left out."""
    kinds = ((kind, [item for item in content.items if item.kind == kind]) for kind in ItemKind)
    return [(capfirst(kind.label), items) for kind, items in kinds if items]


def facts_of(removal: Removal, content: Content) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"label": _("Asks"), "value": str(removal.sender)},
        {"label": _("Is asked"), "value": str(removal.recipient)},
        {"label": _("Pathway"), "value": capfirst(removal.get_pathway_display())},
    ]
    if removal.ground:
        found.append({"label": _("Ground of refusal"), "value": removal.get_ground_display()})
    if content.terms:
        terms = content.terms
        known = ((_("Why"), terms.request), (_("Legal basis"), terms.legal_basis), (_("Decision"), terms.decision))
        found += [{"label": label, "value": value} for label, value in known if value]
    found.append({"label": _("Persons"), "value": heads_words(removal)})
    return found


def heads_words(removal: Removal) -> str:
    """How many are on the list, were handed over, were received."""
    words = [_("%(heads)s on the list") % {"heads": removal.heads}]
    if removal.heads_sent is not None:
        words.append(_("%(heads)s handed over") % {"heads": removal.heads_sent})
    if removal.heads_received is not None:
        words.append(_("%(heads)s received") % {"heads": removal.heads_received})
    return " · ".join(words)


def schedule_of(content: Content) -> list[dict[str, Any]]:
    """Where and when they cross, in the zone in which it was said, and in the reader's."""
    terms = content.terms
    if terms is None or terms.planned_at is None:
        return []
    zone = ZoneInfo(terms.planned_zone)
    with timezone.override(zone):
        there = f"{date_format(timezone.localtime(terms.planned_at), 'DATETIME_FORMAT')} · {zone_words()}"
    here = date_format(timezone.localtime(terms.planned_at), "DATETIME_FORMAT")
    return [
        {"label": _("Border crossing"), "value": terms.crossing},
        {"label": _("Planned for"), "value": there},
        {"label": _("In your time"), "value": f"{here} · {zone_words()}"},
    ]


def incidents_of(principal: Principal, removal: Removal, content: Content) -> list[dict[str, Any]]:
    may = bool(may_explain(principal, removal))
    return [
        {
            "incident": incident,
            "title": incident_words(incident),
            "url": reverse("removal-incident", args=[removal.pk, incident.pk]) if may and incident.is_open else "",
        }
        for incident in content.incidents
    ]


def incident_words(incident: RemovalIncident) -> str:
    if not incident.of_heads:
        return incident.what
    if not incident.difference:
        return _("The two sides ticked different persons.")
    return _("Heads differ: %(difference)s handed over and not received.") % {"difference": incident.difference}


def history_of(steps: Sequence[RemovalStep]) -> list[dict[str, Any]]:
    return [
        {
            "at": step.created_at,
            "text": f"{capfirst(step.get_state_display())} · {date_format(step.on, 'DATE_FORMAT')}",
            "who": step.side.short_name,
            "note": step.words,
        }
        for step in reversed(steps)
    ]


def actions_of(principal: Principal, removal: Removal, again: Removal | None) -> list[dict[str, Any]]:
    """What the reader can do from here: steps first, then what is beside them. `again`: what asks for it once more."""
    return [*_steps(principal, removal), *_beside(principal, removal, again)]


def _steps(principal: Principal, removal: Removal) -> Iterator[dict[str, Any]]:
    main = True
    for step in STATES.from_state(removal.state):
        if not may_step(principal, removal, step.name):
            continue
        grave = step.name in GRAVE
        label = _("Another time or crossing") if step.target == removal.state else step.label
        url = reverse("removal-step", args=[removal.pk, step.name])
        yield {"label": label, "url": url, "main": main and not grave, "grave": grave, "icon": ICONS.get(step.name, "")}
        main = main and grave


def _beside(principal: Principal, removal: Removal, again: Removal | None) -> Iterator[dict[str, Any]]:
    here = [removal.pk]
    if removal.state in _listing_states(principal, removal) and may_list(principal, removal):
        yield {"label": _("Name a person"), "url": reverse("removal-list-person", args=here), "icon": "plus"}
    if removal.state == S.DRAFT and may_step(principal, removal, "send"):
        yield {"label": _("Change the draft"), "url": reverse("removal-amend", args=here), "icon": "pen"}
    if prepares(principal, removal):
        yield {"label": _("Add to the manifest"), "url": reverse("removal-item", args=here), "icon": "plus"}
    if removal.state in GOING and may_explain(principal, removal):
        yield {"label": _("Note an incident"), "url": reverse("removal-note", args=here), "icon": "flag"}
    repeatable = removal.state == S.REFUSED and (again is None or again.state in OVER)
    if repeatable and may_step(principal, removal, "send"):
        yield {"label": _("Ask again"), "url": reverse("removal-again", args=here), "icon": "refresh", "main": True}
    if removal.state in PRINTED_FROM and may_print(principal, removal):
        yield {"label": _("Manifest (PDF)"), "url": paper_url(removal, "manifest"), "icon": "download"}
    if removal.heads_sent is not None and may_print(principal, removal):
        yield {"label": _("Hand-over record (PDF)"), "url": paper_url(removal, "record"), "icon": "download"}


def prepares(principal: Principal, removal: Removal) -> bool:
    """Whether the reader writes checklist and manifest now."""
    return removal.state in PREPARED_IN and bool(may_prepare(principal, removal))


def person_url(removal: Removal, person: RemovalPerson, page: str = "") -> str:
    """The page of a person's checklist, or one beside it: match, off."""
    return reverse(f"removal-person-{page}" if page else "removal-person", args=[removal.pk, person.pk])


def paper_url(removal: Removal, paper: str) -> str:
    return reverse("removal-paper", args=[removal.pk, paper])


def _listing_states(principal: Principal, removal: Removal) -> tuple[str, ...]:
    return LISTING if removal.of_recipient(principal) else (S.DRAFT,)


def handling_of(principal: Principal, removal: Removal) -> dict[str, Any]:
    """The strip of a page about one removal."""
    words = removal.handling_words(principal)
    if removal.state == S.DRAFT:
        note = _("Draft: only %(agency)s reads it") % {"agency": removal.sender.short_name}
    elif removal.through_lmlecc:
        note = _("The two sides and LMLECC")
    else:
        note = _("The two sides alone")
    return {"tlp": removal.tlp, "code": removal.handling_code, "words": words, "note": note}


def handling_of_list(removals: Sequence[Removal]) -> dict[str, Any] | None:
    """The strip of a list: the strictest of what it shows; no name stands on it."""
    if not removals:
        return None
    code = strictest_code(one.handling_code for one in removals)
    tlp = strictest_tlp(one.tlp for one in removals)
    return {"tlp": tlp, "code": code, "words": code.label, "note": _("Facts alone: no name stands here")}
