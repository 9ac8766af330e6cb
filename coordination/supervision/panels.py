"""What the pages of supervision show, as the components want it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.supervision.models import (
    Inspection,
    InspectionState,
    InspectionStep,
    Recommendation,
    RecommendationState,
    Severity,
)
from coordination.supervision.owed import LMLECC, Owed, Part, narrowed
from coordination.supervision.policies import may_amend_visit, may_step_advice, may_step_visit, may_write_findings
from coordination.supervision.states import ADVICE, VISITS
from operation.access.principal import Principal
from operation.people.models import Country
from operation.templatetags.look import country_name

VISIT_TONES = {
    InspectionState.PLANNED: "idle",
    InspectionState.CARRIED_OUT: "work",
    InspectionState.REPORTED: "due",
    InspectionState.ANSWERED: "work",
    InspectionState.CLOSED: "ok",
}
ADVICE_TONES = {
    RecommendationState.OPEN: "due",
    RecommendationState.ACCEPTED: "work",
    RecommendationState.REJECTED: "idle",
    RecommendationState.IMPLEMENTED: "work",
    RecommendationState.VERIFIED: "ok",
}
NAMED = 3
"""How many late things of one kind and party the overview names: a country without any return is not the whole page."""

SEVERITY_TONES = {Severity.MINOR: "idle", Severity.MAJOR: "due", Severity.CRITICAL: "late"}


def party_name(party: str) -> str:
    return str(_("LMLECC") if party == LMLECC else country_name(party))


def owed_row(one: Owed) -> dict[str, Any]:
    """One line: what, who, since when, and what was said about it."""
    late = one.days_late
    words, tone = _("open"), "idle"
    if one.is_late:
        words = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late} if late else _("late")
        tone = "late"
    due = date_format(one.due_on) if one.due_on else ""
    other = {"by": one.by, "to": one.to, "by_name": party_name(one.by), "to_name": party_name(one.to)}
    return {"owed": one, "due": due, "words": words, "tone": tone, **other}


def owed_parts(found: Iterable[Part]) -> list[dict[str, Any]]:
    """What one party owes or is owed, kind by kind; kinds without anything are left out."""
    return [
        {"label": part.label, "late": part.late, "rows": [owed_row(one) for one in part.items]}
        for part in found
        if part.items
    ]


def overview(found: Sequence[Part], countries: Sequence[Country]) -> list[dict[str, Any]]:
    """Six countries and LMLECC by kind of thing: how many are late of how many open."""
    parties = [(one.code, party_name(one.code), reverse("supervision-country", args=[one.code])) for one in countries]
    rows = []
    for code, name, url in [*parties, (LMLECC, party_name(LMLECC), "")]:
        own = narrowed(found, by=code)
        cells = [{"label": part.label, "late": part.late, "open": len(part.items)} for part in own]
        late = sum(part.late for part in own)
        total = sum(len(part.items) for part in own)
        rows.append({"code": code, "name": name, "url": url, "cells": cells, "late": late, "open": total})
    return rows


def late_rows(found: Iterable[Part]) -> list[dict[str, Any]]:
    """What is late, the longest first, with its kind: of each kind and party the first ones by name."""
    rows = []
    for part in found:
        by_party: dict[str, list[Owed]] = {}
        for one in part.items:
            if one.is_late:
                by_party.setdefault(one.by, []).append(one)
        for late in by_party.values():
            rows += [owed_row(one) | {"label": part.label} for one in [*late[:NAMED], *_rest(late[NAMED:])]]
    return sorted(rows, key=lambda row: -row["owed"].days_late)


def _rest(late: Sequence[Owed]) -> list[Owed]:
    """One line for all that is not named, as late as the first of it; the page of the country has each."""
    if not late:
        return []
    first, count = late[0], len(late)
    url = "" if first.by == LMLECC else reverse("supervision-country", args=[first.by])
    words = ngettext("%(count)s more", "%(count)s more", count) % {"count": count}
    return [Owed(first.by, first.to, words, url, first.due)]


def visit_row(one: Inspection) -> dict[str, Any]:
    state = InspectionState(one.state)
    return {
        "visit": one,
        "url": reverse("inspection", args=[one.pk]),
        "span": span(one),
        "words": one.get_state_display(),
        "tone": VISIT_TONES[state],
    }


def span(one: Inspection) -> str:
    first, last = date_format(one.starts_on), date_format(one.ends_on)
    return first if first == last else f"{first} – {last}"


def visit_facts(one: Inspection) -> list[dict[str, Any]]:
    return [
        {"label": _("Agency visited"), "value": str(one.agency)},
        {"label": _("Purpose"), "value": one.purpose},
        {"label": _("From – until"), "value": span(one), "note": _("in the local time of the country")},
        {"label": _("Team"), "value": one.team},
        {"label": _("Report of LMLECC"), "value": one.summary},
        {"label": _("Answer of the agency"), "value": one.answer},
    ]


def visit_life(one: Inspection, steps: Sequence[InspectionStep]) -> list[dict[str, Any]]:
    """The states as a line: past with its day, now, ahead."""
    reached = {step.state: step.on for step in steps}
    place = VISITS.line.index(one.state)
    return [
        {
            "label": capfirst(InspectionState(state).label),
            "note": date_format(reached[state], "SHORT_DATE_FORMAT") if state in reached else "",
            "state": "now" if at == place else "past" if at < place else "ahead",
        }
        for at, state in enumerate(VISITS.line)
    ]


def visit_history(principal: Principal, steps: Iterable[InspectionStep]) -> list[dict[str, Any]]:
    """What happened with a visit, newest first. Whoever acted for LMLECC is named to the secretariat alone."""
    return [
        {
            "at": step.created_at,
            "text": capfirst(step.get_state_display()),
            "who": str(step.taken_by) if step.name == "answer" or principal.is_secretariat else _("LMLECC"),
        }
        for step in reversed(list(steps))
    ]


def visit_actions(principal: Principal, one: Inspection) -> list[dict[str, Any]]:
    """The buttons of a visit; what the principal may not do is not offered."""
    offered = [
        {"label": step.label, "url": reverse("inspection-step", args=[one.pk, step.name]), "main": True}
        for step in VISITS.from_state(one.state)
        if may_step_visit(principal, one, step.name)
    ]
    if may_amend_visit(principal, one):
        offered.append({"label": _("Change it"), "url": reverse("inspection-edit", args=[one.pk]), "icon": "pen"})
    if one.state == InspectionState.CARRIED_OUT and may_write_findings(principal, one):
        offered += [
            {"label": _("Add a finding"), "url": reverse("finding-new", args=[one.pk]), "icon": "plus"},
            {"label": _("Recommend"), "url": reverse("recommendation-new", args=[one.pk]), "icon": "plus"},
        ]
    return offered


def advice_row(principal: Principal, one: Recommendation) -> dict[str, Any]:
    """A recommendation with what was said about it and what the reader may do."""
    steps = [step for step in one.steps.all() if step.words]
    return {
        "advice": one,
        "words": one.get_state_display(),
        "tone": ADVICE_TONES[RecommendationState(one.state)],
        "due": date_format(one.due_on, "SHORT_DATE_FORMAT"),
        "said": [{"state": capfirst(step.get_state_display()), "words": step.words} for step in steps],
        "actions": [
            {
                "label": step.label,
                "url": reverse("recommendation-step", args=[one.pk, step.name]),
                "small": True,
                "icon": "",
            }
            for step in ADVICE.from_state(one.state)
            if may_step_advice(principal, one, step.name)
        ],
    }


def finding_rows(one: Inspection) -> list[dict[str, Any]]:
    return [
        {"finding": each, "words": each.get_severity_display(), "tone": SEVERITY_TONES[Severity(each.severity)]}
        for each in one.findings.all()
    ]
