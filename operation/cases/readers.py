"""Who can read a record, country by country: the originator is told of all, a recipient of itself."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.cases.base import CaseRecord
from operation.cases.selectors import released_to
from operation.people.models import Country, Organisation


def readers_by_country(record: CaseRecord, principal: Principal) -> list[dict[str, str]]:
    """The six countries for components/six.html; a recipient sees the originator's and its own line only."""
    own = record.originator_id == principal.organisation_id
    grants = defaultdict(list)
    for grant in released_to(record):
        grants[grant.group.organisation.country_id].append(grant)
    told = [one for one in Country.objects.all() if own or one.pk in (record.country_id, principal.country)]
    return [_line(country, record, grants[country.pk]) for country in told]


def _line(country: Country, record: CaseRecord, grants: list[Any]) -> dict[str, str]:
    base = {"code": country.pk, "name": str(country)}
    readers = "; ".join(_reader(grant) for grant in grants)
    if country.pk == record.country_id:
        note = f"{record.originator.short_name}; {readers}" if readers else record.originator.short_name
        return base | {"tone": "ok", "state": _("originator"), "note": note}
    if grants:
        return base | {"tone": "work", "state": _("reads"), "note": readers}
    return base | {"tone": "idle", "state": _("not shared"), "note": ""}


def _reader(grant: Any) -> str:
    name = grant.group.organisation.short_name
    if grant.expires_at is None:
        return str(name)
    until = date_format(localtime(grant.expires_at), "DATE_FORMAT")
    return _("%(agency)s until %(day)s") % {"agency": name, "day": until}


def secretariat_words(record: CaseRecord) -> str:
    """What LMLECC sees of it."""
    for grant in released_to(record):
        if grant.group.organisation.kind == "secretariat":
            return _("LMLECC reads it: %(reader)s.") % {"reader": _reader(grant)}
    return _("LMLECC sees type, dates, status and place, without a name.")


def readings(record: CaseRecord, principal: Principal) -> list[str]:
    """For the originator: how often each recipient has read the record, and when last, from the trail."""
    if record.originator_id != principal.organisation_id:
        return []
    read = AuditEntry.objects.filter(target_id=record.pk, verb="read").exclude(organisation_id=record.originator_id)
    told = {row[0]: row[1:] for row in read.values_list("organisation_id").annotate(Count("pk"), Max("at"))}
    readers = Organisation.objects.filter(pk__in=told)
    return [_reading(organisation, *told[organisation.pk]) for organisation in readers]


def _reading(organisation: Organisation, count: int, last: datetime) -> str:
    words = ngettext("%(agency)s: read once, on %(day)s", "%(agency)s: read %(count)s times, last on %(day)s", count)
    day = date_format(localtime(last), "SHORT_DATETIME_FORMAT")
    return words % {"agency": organisation.short_name, "count": count, "day": day}


def own_release(record: CaseRecord, principal: Principal) -> Any | None:
    """The release by which the principal's organisation reads the record: purpose and end."""
    return next((grant for grant in released_to(record) if grant.group_id == principal.group_id), None)
