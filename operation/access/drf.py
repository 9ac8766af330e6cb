"""What views of the API share: for whom they answer, how they turn pages, how a «no» is told."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, pagination, status, viewsets
from rest_framework.response import Response
from rest_framework.views import exception_handler

from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE
from operation.audit import trail
from operation.kernel.errors import Conflict, NotAllowed

M = TypeVar("M", bound=Model)


class NewestFirst(pagination.CursorPagination):
    """Pages by the moment of creation."""

    ordering = ("-created_at", "-id")
    page_size = PAGE_SIZE


class ViewSet(viewsets.GenericViewSet[M]):
    """Rows by their key, as far as the principal of the request may see them."""

    pagination_class: type[pagination.BasePagination] | None = NewestFirst
    lookup_field = "pk"
    lookup_value_converter = "uuid"

    @property
    def principal(self) -> Principal:
        found: Principal = self.request._request.principal  # type: ignore[attr-defined]
        return found


def explain(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals of actions as API answers: 403 with the reason, 400 with field and value, 409 for a conflict."""
    if isinstance(error, NotAllowed):
        trail.record("denied", path=context["request"].path, attempted=error.verb, reason=str(error.denied.reason))
        return Response({"detail": str(error.denied.reason)}, status=status.HTTP_403_FORBIDDEN)
    if isinstance(error, Conflict):
        return Response({"detail": str(error), **error.both}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, ValidationError):
        body = error.message_dict if hasattr(error, "error_dict") else {"non_field_errors": error.messages}
        return exception_handler(exceptions.ValidationError(body), context)
    if isinstance(error, exceptions.NotFound | Http404):
        return Response({"detail": _("Not found.")}, status=status.HTTP_404_NOT_FOUND)
    return exception_handler(error, context)
