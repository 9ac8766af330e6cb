"""What was recalled from one's organisation, or regraded, after it had been released to it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.audit import trail
from operation.cases.notices import NoticeKind, SharingNotice, note_changes
from operation.cases.registry import by_code
from operation.cases.views import Context, RecordsView

AT_MOST = 100


class Notices(RecordsView):
    """Reference, type, originator and day; nothing of what the record held, and not why."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = SharingNotice.objects.visible_to(self.principal).exclude(kind=NoticeKind.RELEASED)
        rows = list(told.select_related("originator").order_by("-created_at")[:AT_MOST])
        shown = [notice.record_id for notice in rows if notice.record_id]
        trail.record("listed", trail.Target(SharingNotice._meta.label), shown=shown)
        context = {
            "rows": [_row(notice) for notice in rows],
            "waiting": any(notice.seen_at is None for notice in rows),
            "crumbs": [{"label": _("Records"), "url": reverse("records")}],
        }
        return self.show("notices", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        note_changes(self.principal)
        return HttpResponseRedirect(reverse("record-notices"))


def _row(notice: SharingNotice) -> Context:
    record_type = by_code(notice.record_type)
    return {"notice": notice, "type": record_type.label if record_type else notice.record_type}
