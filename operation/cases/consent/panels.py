"""The consent log on the page of a rescued laborer, for the originator."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.consent.models import ConsentEntry
from operation.cases.consent.selectors import log_of
from operation.cases.panels import Line, Panel, register
from operation.cases.records.rescued_laborer import RescuedLaborer


@register
def consent_panel(principal: Principal, record: CaseRecord) -> Panel | None:
    """What the person agreed to and what was withdrawn, newest first."""
    if not isinstance(record, RescuedLaborer) or record.originator_id != principal.organisation_id:
        return None
    may_log = bool(may_as_originator(principal, "consent.log", record.originator_id))
    lines = [_line(entry, may_log) for entry in log_of(principal, record)]
    if may_log:
        add = reverse("consent-new", args=[record.pk])
        label = _("Another one") if lines else _("None logged")
        lines.append(Line(label, tone="idle", icon="plus", url=add, link_label=_("Log a consent")))
    return Panel(_("Consent"), lines)


def _line(entry: ConsentEntry, may_log: bool) -> Line:
    ended = getattr(entry, "withdrawal", None)
    label, text = capfirst(entry.get_purpose_display()), _words(entry, ended)
    if ended:
        return Line(label, text, tone="idle", icon="x")
    url = reverse("consent-withdraw", args=[entry.record_id, entry.pk]) if may_log else ""
    return Line(label, text, url=url, link_label=_("Log its withdrawal"))


def _words(entry: ConsentEntry, ended: ConsentEntry | None) -> str:
    parts = [entry.recipient, _("given on %(day)s") % {"day": date_format(entry.on, "DATE_FORMAT")}]
    if entry.language:
        parts.append(_("explained in %(language)s") % {"language": entry.language})
    if entry.interpreter:
        parts.append(_("with an interpreter"))
    if ended:
        parts.append(_("withdrawn on %(day)s") % {"day": date_format(ended.on, "DATE_FORMAT")})
    return " · ".join(part for part in parts if part)
