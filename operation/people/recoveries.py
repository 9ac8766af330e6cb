"""What the desk tells of recoveries: to the one whose account it was, and to the one who vouched."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.people.desk import Waiting
from operation.people.models import EntryCode, EntryKind

TOLD_FOR = timedelta(days=14)


def recoveries(principal: Principal) -> Iterator[Waiting]:
    """One line for each recovery code used within the last fourteen days; one query."""
    used = EntryCode.objects.filter(kind=EntryKind.RECOVERY, used_at__gte=timezone.now() - TOLD_FOR)
    mine = used.filter(Q(user_id=principal.user_id) | Q(made_by_id=principal.user_id)).select_related("user", "made_by")
    for code in mine.order_by("-used_at"):
        words = {"when": date_format(timezone.localtime(code.used_at), "DATETIME_FORMAT")}
        if code.user_id == principal.user_id:
            what = _("Your account was recovered with a code from %(who)s") % {"who": code.made_by}
            detail = _("%(when)s. If it was not you, tell your administrator at once.") % words
        else:
            what = _("%(who)s used the recovery code that you gave") % {"who": code.user}
            detail = _("%(when)s. If you did not vouch, tell your administrator at once.") % words
        yield Waiting(what=what, detail=detail, url=reverse("account"), verb=_("Your account"))
