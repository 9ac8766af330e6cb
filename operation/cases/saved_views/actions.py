"""Save a list under a name, choose with which one it opens, take a view away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.arrangement import BESIDE, VIEW, arranged
from operation.cases.filters import filters_of
from operation.cases.registry import RecordType
from operation.cases.saved_views.models import LONGEST_QUERY, FirstView, SavedView
from operation.kernel.errors import Denied, Refused, require
from operation.kernel.lists import CURSOR

NOT_KEPT = (CURSOR, VIEW)
KEYS = ("id", "behind")
AT_MOST = 30
NOT_YOURS = Denied(_("Only who saved a view takes it away."))


@transaction.atomic
def save_view(
    *, principal: Principal, record_type: RecordType, name: str, query: str, is_shared: bool = False
) -> SavedView:
    """Keep a list under a name; one of the same name of the same person is replaced.

    Raises NotAllowed, or Refused: without a filter, column or order; with keys of records; for a shared one with the
    text of a search; when the list cannot be shown as asked; beyond AT_MOST views of a type.
    """
    require(may(principal, "record.read"), verb="save view")
    asked = _checked(principal, record_type, query, is_shared)
    views = SavedView.objects.filter(owner_id=principal.person, record_type=record_type.code)
    if not views.filter(name=name).exists() and views.count() >= AT_MOST:
        raise Refused(_("You have %(most)s views of this list. Take one away first.") % {"most": AT_MOST})
    view, _made = SavedView.objects.update_or_create(
        owner_id=principal.person,
        record_type=record_type.code,
        name=name,
        defaults={"query": asked, "is_shared": is_shared, "originator_id": principal.own_organisation},
    )
    trail.record("saved view", view, shared=is_shared)
    return view


def _checked(principal: Principal, record_type: RecordType, query: str, is_shared: bool) -> str:
    asked = QueryDict(plain(QueryDict(query)))
    filters = filters_of(record_type)(asked, principal, beside=BESIDE)
    _arrangement, problems = arranged(record_type, asked)
    if not filters.is_valid() or problems:
        raise Refused(_("This list cannot be shown as asked. Correct its filters first."))
    if not asked:
        raise Refused(_("There is nothing to keep: set a filter, choose columns, or turn the order."))
    if any(name in asked for name in KEYS):
        raise Refused(_("A view keeps no chosen records: others fit tomorrow. Take that filter away."))
    if is_shared and "q" in asked:
        message = _("A shared view keeps no text of a search: it may be a name. Keep it for yourself, or clear it.")
        raise Refused({"is_shared": ValidationError(message, "search")})
    kept = asked.urlencode()
    if len(kept) > LONGEST_QUERY:
        raise Refused(_("That are too many filters for a view. Take some away."))
    return kept


def plain(asked: QueryDict) -> str:
    """The address of a list as it is kept and compared: without empty filters and without the page."""
    left = QueryDict(mutable=True)
    for name in sorted(asked):
        values = [value for value in asked.getlist(name) if value]
        if values and name not in NOT_KEPT:
            left.setlist(name, values)
    return left.urlencode()


@transaction.atomic
def open_with(*, principal: Principal, record_type: RecordType, view: SavedView | None) -> None:
    """Let one's own list of a type open with a view, or (None) with everything."""
    require(may(principal, "record.read"), verb="open with view")
    rows = FirstView.objects.filter(user_id=principal.person, record_type=record_type.code)
    rows.delete()
    if view is not None:
        FirstView.objects.create(user_id=principal.person, record_type=record_type.code, view_id=view.pk)


@transaction.atomic
def delete_view(*, principal: Principal, view: SavedView) -> None:
    """Take a view away, also from those with whom it was shared. Raises NotAllowed for a colleague's."""
    require(view.owner_id == principal.person or NOT_YOURS, verb="delete view")
    trail.record("deleted view", view)
    view.delete()
