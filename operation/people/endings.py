"""What the desk tells of an account or an appointment that ends soon, to the one whose it is."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.people.desk import Waiting
from operation.people.models import Appointment, Standing, User

TOLD_AHEAD = timedelta(days=14)


def endings(principal: Principal) -> Iterator[Waiting]:
    """The account, and each role, whose last day is within fourteen; two queries. Real days: access ends by them.

    Cover ends by its nature, and a role that goes on with another appointment does not end: neither is told.
    """
    soon = (timezone.now().date(), timezone.now().date() + TOLD_AHEAD)
    for account in User.objects.filter(pk=principal.person, expires_on__range=soon):
        what = _("Your account ends on %(day)s")
        yield _told(
            what, account.expires_on, _("After that day you cannot sign in. Ask your administrator for a later date.")
        )
    for appointment in _last_ones(principal, soon):
        what = _("Your appointment ends on %(day)s: %(role)s")
        detail = _("After that day the role gives no rights. Ask for a new appointment in time.")
        yield _told(what, appointment.ends_on, detail, role=appointment.get_role_display())


def _last_ones(principal: Principal, soon: tuple[date, date]) -> Iterator[Appointment]:
    mine = Appointment.objects.filter(user_id=principal.person)
    follows = mine.not_past().filter(role=OuterRef("role"), operation_id=OuterRef("operation_id"), covers=None)
    longer = follows.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    ending = mine.standing(Standing.CURRENT).filter(covers=None, ends_on__range=soon)
    yield from ending.exclude(Exists(longer)).order_by("ends_on", "role")


def _told(what: str, day: date | None, detail: str, **words: str) -> Waiting:
    assert day  # both were asked for by it
    what %= {"day": date_format(day), **words}
    return Waiting(what=what, detail=detail, url=reverse("account"), verb=_("Your account"), due=day)
