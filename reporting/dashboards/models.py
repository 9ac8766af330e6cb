"""Pages of results that somebody comes back to: a page and its filters under a name (decision 30)."""

from typing import ClassVar, Self

from django.db import models

from operation.access.principal import Principal
from operation.cases.saved_views.models import NamedAddress

LONGEST_QUERY = 400


class KeptViewQuerySet(models.QuerySet["KeptView"]):
    def visible_to(self, principal: Principal) -> Self:
        """One's own, and those that colleagues share; of who reads no figures none."""
        if not principal.holds("figures.read"):
            return self.none()
        mine = models.Q(owner_id=principal.user_id) | models.Q(is_shared=True)
        return self.filter(mine, originator_id=principal.organisation_id)


class KeptView(NamedAddress):
    """`page` names the page as its address is named; `query` are its filters. No figure is kept in it.

    No `SavedView`: that one is of a record type, for who reads records, and its filters are judged as those of a list;
    this one is for who reads figures.
    """

    page = models.CharField(max_length=24)
    query = models.CharField(max_length=LONGEST_QUERY)

    objects = KeptViewQuerySet.as_manager()

    class Meta(NamedAddress.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "page", "name"], name="kept_view_once")]
