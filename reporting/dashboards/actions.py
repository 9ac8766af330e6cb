"""Keep a page of results under a name, and take it away."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.saved_views.actions import NOT_YOURS
from operation.kernel.errors import Refused, require
from reporting.dashboards.models import KeptView

AT_MOST = 30


@transaction.atomic
def keep_view(*, principal: Principal, page: str, query: str, name: str, is_shared: bool = False) -> KeptView:
    """Keep the filters of a page; a view of the same name of the same person is replaced.

    `query` is an address that the page's own form wrote. Raises NotAllowed, or Refused: without any filter, or beyond
    AT_MOST views of a page.
    """
    require(may(principal, "figures.read"), verb="keep view")
    if not query:
        raise Refused(_("There is nothing to keep: set a filter first."))
    own = KeptView.objects.filter(owner_id=principal.person, page=page)
    if not own.filter(name=name).exists() and own.count() >= AT_MOST:
        raise Refused(_("You have %(most)s views of this page. Take one away first.") % {"most": AT_MOST})
    view, _made = KeptView.objects.update_or_create(
        owner_id=principal.person,
        page=page,
        name=name,
        defaults={"query": query, "is_shared": is_shared, "originator_id": principal.own_organisation},
    )
    trail.record("saved view", view, page=page, shared=is_shared)
    return view


@transaction.atomic
def drop_view(*, principal: Principal, view: KeptView) -> None:
    """Take a view away, also from those with whom it was shared. Raises NotAllowed for a colleague's."""
    require(view.owner_id == principal.person or NOT_YOURS, verb="drop view")
    trail.record("deleted view", view, page=view.page)
    view.delete()
