"""The table of who may do what."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from operation.access.policies import may
from operation.administration.pages import show
from operation.administration.wording import permission_rows, role_rows
from operation.kernel.errors import require


@require_safe
def roles(request: Any) -> HttpResponse:
    """Who may do what, and who appoints whom: the table of access/roles.py in words."""
    require(may(request.principal, "roles.read"), verb="read roles")
    context = {"permissions": permission_rows(), "roles": role_rows(), "handling": None}
    return show(request, "roles", context)
