"""The views of a page of results that a person has."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from operation.access.principal import Principal
from reporting.dashboards.models import KeptView


def kept_views(principal: Principal, page: str, query: str) -> list[dict[str, Any]]:
    """As tabs: own ones first, then shared ones; current is the one whose filters are in force. One query."""
    return [
        {"view": one, "label": one.name, "url": url_of(one), "current": one.query == query}
        for one in KeptView.objects.visible_to(principal).filter(page=page)
    ]


def url_of(view: KeptView) -> str:
    return f"{reverse(view.page)}?{view.query}"


def read_view(principal: Principal, key: UUID | str) -> KeptView:
    """One view. Raises Http404 for one that is neither the principal's nor shared with the own agency."""
    try:
        return KeptView.objects.visible_to(principal).get(pk=key)
    except (KeptView.DoesNotExist, ValidationError) as missing:
        raise Http404 from missing
