"""One button beside an identifier that does not pass its check."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from operation.cases.identifier_checks.actions import confirm_identifiers
from operation.cases.views import RecordView, record_url


class Confirm(RecordView):
    """It is written so in the source."""

    def post(self, request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
        record = self.read()
        try:
            asked = [UUID(text) for text in request.POST.getlist("identifier")]
            confirm_identifiers(principal=self.principal, record=record, identifiers=asked)
        except (ValueError, ValidationError) as refused:
            words = refused.messages[0] if isinstance(refused, ValidationError) else _("Choose an identifier.")
            messages.error(request, words)
        else:
            messages.success(request, _("Kept as it is written."))
        return HttpResponseRedirect(f"{record_url(self.record_type, record)}#identifiers")
