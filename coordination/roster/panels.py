"""What the pages of the roster show, as the components want it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.roster.actions import POINT_LENGTH
from coordination.roster.models import DutyShift, HandoverNote, Secondment
from coordination.roster.policies import may_amend_card
from coordination.roster.selectors import Gap
from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.people.desk import desk_of
from operation.people.models import Country


def card(principal: Principal, one: Secondment, duty: Iterable[DutyShift]) -> dict[str, Any]:
    """A contact card; `here` where the person is at LMLECC today."""
    actions = []
    if may_amend_card(principal, one):
        actions.append({"label": _("Keep my card"), "url": reverse("roster-card", args=[one.pk]), "small": True})
    if principal.holds("roster.amend"):
        actions.append({"label": _("Set the last day"), "url": reverse("roster-end", args=[one.pk]), "small": True})
    return {
        "secondment": one,
        "lang": one.country.language,
        "here": one.holds_on(clock.today()),
        "on_duty": one.pk in {shift.secondment_id for shift in duty},
        "facts": [
            {"label": _("Desk at LMLECC"), "value": one.get_desk_display()},
            {"label": _("From – until"), "value": span(one)},
            {"label": _("Office"), "value": one.office},
            {"label": _("Telephone"), "value": one.telephone},
            {"label": _("E-mail"), "value": one.email},
            {"label": _("Languages"), "value": one.languages},
            {"label": _("Time zone"), "value": one.time_zone},
        ],
        "actions": actions,
    }


def by_country(countries: Iterable[Country], cards: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cards under their countries, in the one order; a country without anybody says so."""
    cards = list(cards)
    return [
        {"country": country, "cards": [one for one in cards if one["secondment"].country_id == country.pk]}
        for country in countries
    ]


def span(one: Secondment) -> str:
    since = date_format(one.starts_on)
    return f"{since} – {date_format(one.ends_on)}" if one.ends_on else _("since %s") % since


def moment(at: datetime) -> str:
    """As the clocks in Kunming show it."""
    return date_format(at.astimezone(KUNMING).replace(tzinfo=None), "SHORT_DATETIME_FORMAT")


def shift_row(principal: Principal, shift: DutyShift, now: datetime) -> dict[str, Any]:
    return {
        "shift": shift,
        "span": f"{moment(shift.starts_at)} – {moment(shift.ends_at)}",
        "now": shift.starts_at <= now < shift.ends_at,
        "cancel_url": reverse("roster-shift-cancel", args=[shift.pk]) if principal.holds("roster.amend") else "",
    }


def gap_words(found: Iterable[Gap]) -> list[str]:
    words = _("Nobody is on duty from %(from)s to %(until)s.")
    return [words % {"from": moment(one.starts_at), "until": moment(one.ends_at)} for one in found]


def note_row(principal: Principal, note: HandoverNote) -> dict[str, Any]:
    mine = note.giver_id == principal.user_id
    words = _("to %(name)s") % {"name": note.successor} if mine else _("from %(name)s") % {"name": note.giver}
    return {
        "note": note,
        "words": words,
        "url": reverse("handover", args=[note.pk]),
        "state": _("confirmed") if note.confirmed_at else _("not confirmed yet"),
        "tone": "ok" if note.confirmed_at else "due",
    }


def note_facts(note: HandoverNote) -> list[dict[str, Any]]:
    confirmed = moment(note.confirmed_at) if note.confirmed_at else ""
    return [
        {"label": _("From"), "value": str(note.giver), "lang": note.secondment.country.language},
        {"label": _("To"), "value": str(note.successor), "lang": note.secondment.country.language},
        {"label": _("Written"), "value": moment(note.created_at)},
        {"label": _("Confirmed"), "value": confirmed},
        {"label": _("What the successor must know"), "value": note.text},
    ]


def desk_lines(principal: Principal) -> list[str]:
    """What waits on the principal's own desk, one line each, to choose open points from; RED is for named persons."""
    waiting = [item for group in desk_of(principal).groups for item in group["items"] if item["tlp"] != TLP.RED]
    return [f"{item['kind']}: {item['title']}"[:POINT_LENGTH] for item in waiting]
