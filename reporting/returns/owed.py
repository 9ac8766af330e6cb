"""What returns are owed, for the pages of supervision: by agencies those of weeks that are over, by LMLECC its word."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.supervision.owed import LMLECC, Owed
from operation.access.principal import Principal
from operation.kernel import clock
from operation.people.models import Organisation
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.indicators.weeks import Week, weeks_of
from reporting.returns.deadlines import due_at
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.states import OPEN


def returns_owed(principal: Principal, operation: Operation) -> Iterator[Owed]:
    """Returns of weeks that are over: not submitted, or submitted and not verified. Two queries."""
    if not principal.holds("return.read"):
        return
    begun = {
        (one.agency_id, one.week): one
        for one in NationalReturn.objects.visible_to(principal).filter(operation=operation)
    }
    owing = [one for one in agencies() if principal.is_secretariat or one.country_id == principal.country]
    today = clock.today()
    for week in weeks_of(operation):
        if week.last < today:
            for agency in owing:
                yield from _owed(agency, week, begun.get((agency.pk, week.monday)))


def _owed(agency: Organisation, week: Week, given: NationalReturn | None) -> Iterator[Owed]:
    words = {"agency": agency.short_name, "number": week.number}
    url, country = reverse("return", args=[given.pk]) if given else reverse("returns"), agency.country_id or ""
    if given is None or given.state in OPEN:
        reason = _("LMLECC asks: «%(question)s»") % {"question": given.query} if given and given.query else ""
        what = _("Return of week %(number)s, %(agency)s") % words
        yield Owed(country, LMLECC, what, url, due_at(week), reason)
    elif given.state == ReturnState.SUBMITTED:
        yield Owed(LMLECC, country, _("Return of week %(number)s, %(agency)s, to verify") % words, url)
