"""What waits for somebody about returns: to fill in, to answer, to submit, to verify."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.clocks.selectors import calendar_of
from operation.access.principal import Principal
from operation.kernel import clock
from operation.people.desk import Waiting
from operation.plan.selectors import current_operation
from reporting.indicators.weeks import Week, weeks_of
from reporting.indicators.wording import week_words
from reporting.returns.deadlines import due_at
from reporting.returns.lists import late_rows, waiting_for
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.selectors import MISSING, WeekState, completeness
from reporting.returns.states import OPEN
from reporting.returns.timeliness import Late, late_by

NAMED = 5


def returns_due(principal: Principal) -> Iterator[Waiting]:
    """The own agency's returns of weeks that are over and not submitted. Four queries."""
    operation = current_operation() if principal.is_member and principal.holds("return.draft") else None
    if operation is None:
        return
    own = NationalReturn.objects.visible_to(principal).filter(operation=operation, agency=principal.own_organisation)
    begun: dict[date, Any] = {given.week: given for given in own.with_first_submission()}
    today, calendar = clock.today(), calendar_of(principal.country or "")
    for week in weeks_of(operation):
        given = begun.get(week.monday)
        if week.last < today and (given is None or given.state in OPEN):
            state = WeekState(given.state if given else MISSING, submitted_at=given.came if given else None)
            yield _waiting(principal, week, given, late_by(week, state, calendar, clock.now()))


def _waiting(principal: Principal, week: Week, given: NationalReturn | None, late: Late | None) -> Waiting:
    url = reverse("return", args=[given.pk]) if given else reverse("returns")
    if given is None:
        detail, verb = _("Not begun"), _("Begin")
    elif given.state == ReturnState.QUERIED:
        detail, verb = _("LMLECC asks: «%(question)s»") % {"question": given.query}, _("Answer")
    else:
        detail, verb = _("Draft"), _("Submit") if principal.holds("return.submit") else _("Fill in")
    details = (detail, str(late)) if late and late.owed else (detail,)
    return Waiting(_("Return of %(week)s") % {"week": week_words(week)}, details, url, verb, due=due_at(week))


def returns_to_verify(principal: Principal) -> Iterator[Waiting]:
    """For the supervision desk: the oldest submitted returns by name, the others as a number. Two queries."""
    operation = current_operation() if principal.holds("return.verify") else None
    if operation is None:
        return
    submitted = waiting_for(principal, operation, ReturnState.SUBMITTED)
    for given in submitted[:NAMED]:
        words = _("%(agency)s, week %(number)s") % {"agency": given.agency, "number": given.week.isocalendar().week}
        yield Waiting(words, _submitted(given), reverse("return", args=[given.pk]), _("Verify"))
    more = len(submitted) - NAMED
    if more > 0:
        words = ngettext("%(count)s more return to verify", "%(count)s more returns to verify", more) % {"count": more}
        yield Waiting(words, _submitted(given), reverse("returns"), _("Open"))


def returns_late(principal: Principal) -> Iterator[Waiting]:
    """For the supervision desk: how many returns are owed after their deadline, and by whom, as one thing."""
    operation = current_operation() if principal.holds("return.verify") else None
    if operation is None:
        return
    late = late_rows(principal, completeness(principal, operation))
    if late:
        countries = Counter(row.owing.agency.country_id for row in late)
        words = ngettext("%(count)s return is late", "%(count)s returns are late", len(late)) % {"count": len(late)}
        detail = " · ".join(f"{country} {count}" for country, count in countries.most_common())
        yield Waiting(words, (detail, str(late[0].owing.late)), reverse("returns"), _("Open"), late=True)


def _submitted(given: NationalReturn) -> str:
    when = date_format(timezone.localtime(given.submitted_at), "SHORT_DATETIME_FORMAT")
    return _("Submitted %(when)s") % {"when": when}
