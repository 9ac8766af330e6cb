"""A return as a sheet."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.sheets import sheet
from reporting.indicators.wording import plain
from reporting.returns.lines import groups_of, known_of
from reporting.returns.models import NationalReturn


def download(principal: Principal, given: NationalReturn) -> HttpResponse:
    """The figures as they stand on the page; the export is in the trail."""
    trail.record("exported", given, format="csv")
    head = [_("Figure"), _("Title"), _("From records"), _("Without records"), _("Total"), _("Note"), _("Counting rule")]
    rows = [
        [
            row.indicator.code,
            str(row.indicator.label),
            plain(row.numbers.recorded, row.indicator),
            plain(row.numbers.reported, row.indicator),
            plain(row.numbers.total, row.indicator),
            row.line.note,
            str(row.indicator.rule),
        ]
        for group in groups_of(principal, known_of(principal, given))
        for row in group.rows
    ]
    return sheet(f"return-{given.reference.replace(' ', '-')}", head, rows)
