"""What the pages of an export show: the content by marking, what is left out and why, and finished files."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from operation.access.handling import TLP, HandlingCode
from operation.cases.exporting.formats import by_identifier
from operation.cases.exporting.models import Export, Use
from operation.cases.exporting.selectors import Survey, type_of_export
from operation.cases.filters import RecordFilters
from operation.cases.panels import Line
from operation.cases.registry import RecordType
from operation.jobs.models import Job

Facts = list[dict[str, Any]]


def contents_of(record_type: RecordType, filters: RecordFilters, found: Survey) -> Facts:
    """How many records, by which filters, under which markings: the strictest first."""
    chosen = [f"{capfirst(str(chip.label))}: {chip.value}" for chip in filters.chips()]
    return [
        {"label": record_type.label_plural, "value": number_format(found.count, force_grouping=True)},
        {"label": _("Filters"), "list": chosen or [_("none: the whole list")]},
        *(
            {"label": f"{tlp.label} · {code}", "value": count, "note": code.label}
            for tlp, code, count in found.markings()
        ),
    ]


def left_out(found: Survey) -> list[Line]:
    """What the list shows and the file does not."""
    told = [
        (found.red, _("marked TLP:RED"), _("For named persons alone: they do not leave as a file.")),
        (found.unconfirmed, _("under H3, not confirmed by you"), _("Open each and confirm its handling first.")),
        (found.children, _("treated as children"), _("Without their names and personal facts.")),
    ]
    return [Line(f"{count} {what}", why, tone="due", icon="shield") for count, what, why in told if count]


def handling_of_export(tlp: str, code: str) -> dict[str, Any]:
    """The strip of the page: the strictest of what is in the file."""
    return {
        "tlp": tlp,
        "code": code,
        "words": HandlingCode(code).label,
        "note": _("The strictest of what is in the file"),
    }


def facts_of(export: Export) -> Facts:
    facts: Facts = [
        {"label": _("Records"), "value": str(type_of_export(export).label_plural)},
        {"label": _("Format"), "value": str(by_identifier(export.format).label)},
        {"label": _("Used for"), "value": str(Use(export.use).label)},
        {"label": _("Reason"), "value": export.reason},
    ]
    if not export.is_made:
        return facts
    until = date_format(localtime(export.expires_at), "SHORT_DATETIME_FORMAT")
    return [
        *facts,
        {"label": _("Number of records"), "value": number_format(export.count, force_grouping=True)},
        {"label": _("Marking"), "value": f"{TLP(export.tlp).label} · {export.handling_code}"},
        {"label": _("Size"), "value": filesizeformat(export.size)},
        {"label": _("SHA-256"), "value": export.sha256},
        {"label": _("Kept until"), "value": until},
    ]


def row_of(export: Export) -> dict[str, Any]:
    """A line of the list of files."""
    return {
        "url": reverse("record-export-kept", args=[export.pk]),
        "label": export.name or str(type_of_export(export).label_plural),
        "format": by_identifier(export.format).label,
        "reason": export.reason,
        "asked": date_format(localtime(export.job.queued_at), "SHORT_DATETIME_FORMAT"),
        "state": Job.State(export.job.state).label,
        "tone": {"done": "ok", "failed": "late", "cancelled": "idle"}.get(export.job.state, "work"),
    }
