"""Rows of a request on their way into the database: the present version locked, texts added."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from coordination.requests.models import Request, RequestPart
from operation.access.principal import Principal
from operation.kernel.errors import Conflict

STALE = _("Somebody changed this request since you opened it. Look at the present version, then try again.")


def locked(request: Request, version: int) -> Request:
    """The row as it is now, held until the end of the transaction. Raises Conflict for another version, and
    for one that is gone: a draft that a colleague threw away."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("recipient", "operation")
    current: Request | None = rows.filter(pk=request.pk).first()
    if current is None or current.version != version:
        raise Conflict(STALE)
    return current


def write(principal: Principal, request: Request, texts: Mapping[str, str], language: str) -> None:
    """Add texts by their kind, those that say something."""
    RequestPart.objects.bulk_create(
        RequestPart(
            request=request,
            kind=kind,
            text=text.strip(),
            language=language,
            written_by_id=principal.person,
            organisation_id=principal.own_organisation,
        )
        for kind, text in texts.items()
        if text.strip()
    )
