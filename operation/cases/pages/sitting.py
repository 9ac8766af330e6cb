"""Entries of one sitting: what the next record takes over from the one before, so that nobody writes it twenty times.

The address of the form names that record (`?like=suspects:<id>`) and none of its values: where a person was found stays
out of addresses. What is taken over stands in the form and is said above it.

The first one of a sitting may be logged from an action day (`?action_day=<id>`), which gives its date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafting.selectors import key_of
from operation.cases.forms import HAPPENED, values_of
from operation.cases.links.at_site import is_found_at_one, logged_there, shown_site, site_of
from operation.cases.registry import RecordType, all_types, by_slug, type_of
from operation.cases.selectors import read_record
from operation.cases.stepping import first_steps
from operation.cases.values import EVENT_DATE, Shown, shown, state_of
from operation.cases.views import LIKE, ON_DAY
from operation.kernel.dates import parse
from operation.kernel.transitions import Transition
from operation.plan.models import ActionDay

TAKEN_OVER = (EVENT_DATE, "place_name", "place_country", "place_subdivision", "action_day")


@dataclass(frozen=True)
class Before:
    """The record before, with what is taken over: values for the form, and the same as one reads them.

    `site` is where the record before was found, or it itself.
    """

    record: CaseRecord
    values: Mapping[str, Any]
    words: tuple[Shown, ...]
    site: CaseRecord | None = None


def before(principal: Principal, asked: QueryDict, record_type: RecordType | None = None) -> Before | None:
    """What the address names, for a form of `record_type`; None without a name. Its reading is in the trail.

    A status that began with the event goes on to records of the same type: twenty are arrested in one raid. Raises
    Http404 for what is no record of the principal's own agency.
    """
    slug, _colon, key = asked.get(LIKE, "").partition(":")
    if not slug:
        return None
    its_type = by_slug(slug)
    if its_type is None:
        raise Http404
    record = read_record(principal, its_type, key)
    if record.originator_id != principal.organisation_id:
        raise Http404
    known = {name: value for name, value in values_of(its_type, record).items() if name in TAKEN_OVER and value}
    words = [shown(its_type, record, name) for name in known]
    step = _step_of(principal, record) if record_type is its_type else None
    if step:
        known[HAPPENED] = step.name
        words.append(Shown(HAPPENED, _("Status"), state_of(its_type, step.target)))
    site = site_of(principal, record) if record_type and is_found_at_one(record_type) else None
    if record_type and site:
        words.append(shown_site(record_type, site))
    return Before(record, known, tuple(words), site)


def on_action_day(principal: Principal, asked: QueryDict, record_type: RecordType) -> dict[str, Any]:
    """Values for the form of what happened on an action day; nothing without one in the address.

    Raises Http404 for what is no action day of the principal's to know of.
    """
    text = asked.get(ON_DAY, "")
    if not text or ON_DAY not in record_type.form_fields:
        return {}
    key = key_of(text)
    found = ActionDay.objects.visible_to(principal).filter(pk=key).first() if key else None
    if found is None:
        raise Http404
    return {ON_DAY: found.pk, EVENT_DATE: parse(found.held_on.isoformat())}


def _step_of(principal: Principal, record: CaseRecord) -> Transition | None:
    """The step that was taken when the record was logged."""
    if record.status_on is None or record.status_on != record.event_on:
        return None
    return next((step for step in first_steps(type_of(record), principal) if step.target == record.status), None)


def others_there(principal: Principal, record_type: RecordType, site: CaseRecord | None = None) -> list[RecordType]:
    """The other types that the principal may log and that happen at a place on a day; at a site what is found there."""
    known = logged_there(principal) if site else [one for one in all_types() if _happens_there(principal, one)]
    return [one for one in known if one is not record_type]


def _happens_there(principal: Principal, record_type: RecordType) -> bool:
    may_log = principal.holds(record_type.permission("open"))
    return may_log and {EVENT_DATE, "place_name"} <= set(record_type.form_fields)
