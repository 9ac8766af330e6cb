"""Pages of results that somebody comes back to: a page and its filters under a name (decision 30)."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

LONGEST_QUERY = 400


class KeptViewQuerySet(models.QuerySet["KeptView"]):
    def visible_to(self, principal: Principal) -> Self:
        """One's own, and those that colleagues share; of who reads no figures none."""
        if not principal.holds("figures.read"):
            return self.none()
        mine = models.Q(owner_id=principal.user_id) | models.Q(is_shared=True)
        return self.filter(mine, originator_id=principal.organisation_id)


class KeptView(UUIDModel):
    """`page` names the page as its address is named; `query` are its filters. No figure is kept in it."""

    originator = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    page = models.CharField(max_length=24)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=LONGEST_QUERY)
    is_shared = models.BooleanField(_("for all of the agency"), default=False)

    objects = KeptViewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["is_shared", "name", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "page", "name"], name="kept_view_once")]

    def __str__(self) -> str:
        return self.name
