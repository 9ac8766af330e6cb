"""What the pages of knowledge show: its life, its facts, where the countries stand, and what the reader may do."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.knowledge.hints import hints
from coordination.knowledge.models import TEXTS, KnowledgeItem, State
from coordination.knowledge.policies import may_answer, may_enter, may_mark, may_step
from coordination.knowledge.states import STATES
from operation.access.principal import Principal
from operation.cases.frauds import FraudType
from operation.cases.names import language_of

TONES = {
    State.DRAFT: "idle",
    State.PROPOSED: "work",
    State.QUERIED: "due",
    State.VALIDATED: "work",
    State.ADOPTED: "ok",
    State.SET_ASIDE: "idle",
}
ICONS = {
    "propose": "release",
    "validate": "ok",
    "query": "query",
    "adopt": "check",
    "set-aside": "x",
    "withdraw": "undo",
}
MAIN = ("propose", "validate", "adopt")


def rows(items: Iterable[KnowledgeItem]) -> list[dict[str, Any]]:
    """Items in a list."""
    return [
        {
            "item": item,
            "lang": language_of(item.title),
            "tone": TONES[State(item.state)],
            "frauds": _frauds(item),
        }
        for item in items
    ]


def texts(item: KnowledgeItem) -> list[dict[str, str]]:
    """What is written, part by part, each in its own language; empty parts are left out."""
    labels = {known.name: capfirst(str(known.verbose_name)) for known in item._meta.concrete_fields}
    return [
        {"label": labels[name], "text": getattr(item, name), "lang": language_of(getattr(item, name))}
        for name in TEXTS
        if name != "title" and getattr(item, name)
    ]


def facts(item: KnowledgeItem, principal: Principal) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = [
        {"label": _("Kind"), "value": capfirst(item.get_kind_display())},
        {"label": _("From"), "country": item.originator.country_id, "note": item.originator.short_name},
        {"label": _("Line of effort"), "value": str(item.line) if item.line else ""},
        {"label": _("Fraud types"), "value": _frauds(item)},
    ]
    if principal.is_partner:
        return shown
    marked = _("yes, once it is adopted") if item.for_partners else _("no")
    return [*shown, {"label": _("Also for partners"), "value": marked}]


def _frauds(item: KnowledgeItem) -> str:
    return " · ".join(str(FraudType(one).label) for one in item.fraud_types if one in FraudType.values)


def life(item: KnowledgeItem) -> list[dict[str, Any]]:
    """Its states as a line: past with its day, now, ahead with who takes it there."""
    place = STATES.beside.get(item.state, item.state)
    now = STATES.line.index(place) if place in STATES.line else len(STATES.line)
    known = {State.DRAFT: item.created_at, **{one: getattr(item, f"{one}_at") for one in STATES.line[1:]}}
    ahead = {
        State.DRAFT: "",
        State.PROPOSED: _("supervisor or coordinator"),
        State.VALIDATED: _("LMLECC"),
        State.ADOPTED: _("director, after the six countries"),
    }
    shown = []
    for at, name in enumerate(STATES.line):
        state, day = State(name), known[State(name)]
        past = at < now and day is not None
        words = date_format(day, "SHORT_DATE_FORMAT") if day and at <= now else ahead[state]
        label = State(item.state).label if at == now else state.label
        shown.append(
            {
                "label": capfirst(str(label)),
                "note": words,
                "state": "now" if at == now else "past" if past else "ahead",
            }
        )
    return shown


def actions(principal: Principal, item: KnowledgeItem) -> list[dict[str, Any]]:
    """What the reader may do from here, the way onward first."""
    found: list[dict[str, Any]] = [
        {
            "label": step.label,
            "url": reverse("knowledge-step", args=[item.pk, step.name]),
            "main": step.name in MAIN,
            "icon": ICONS[step.name],
        }
        for step in STATES.from_state(item.state)
        if may_step(principal, item, step.name)
    ]
    if may_answer(principal, item):
        url = reverse("knowledge-answer", args=[item.pk])
        found.insert(0, {"label": _("Answer for your country"), "url": url, "main": True, "icon": "check"})
    if may_enter(principal, item):
        found.append({"label": _("Change"), "url": reverse("knowledge-edit", args=[item.pk]), "icon": "pen"})
    if may_mark(principal, item) and item.state not in STATES.closed:
        label = _("Take it from partners") if item.for_partners else _("Mark for partners")
        found.append({"label": label, "url": reverse("knowledge-mark", args=[item.pk]), "icon": "share"})
    return found


def warning(principal: Principal, item: KnowledgeItem) -> str:
    """What in it looks as if it named somebody, for those who can still mend it or judge it."""
    if not (may_enter(principal, item) or may_step(principal, item, "validate")):
        return ""
    found = [f"«{words}» ({kind})" for kind, words in hints(item)]
    if not found:
        return ""
    return _("Look again: %(found)s. No person is named here.") % {"found": ", ".join(found)}
