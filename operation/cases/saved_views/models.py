"""Pages under a name of one's own, saved views of lists among them, and with which of them a person's list opens."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

LONGEST_QUERY = 2000


class NamedAddress(UUIDModel):
    """A page that somebody comes back to: of one's own, or for all of the agency. What it may hold, each one says."""

    originator = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    is_shared = models.BooleanField(_("for all of the agency"), default=False)

    class Meta:
        abstract = True
        default_permissions = ()
        ordering: ClassVar = ["is_shared", "name", "id"]

    def __str__(self) -> str:
        return self.name


class SavedView(NamedAddress):
    """A list by its address: filters, columns, order. `record_type` is a code; `query` the address without its path.

    It holds no keys of records, and the text of a search only while it is private: that may be a name.
    """

    record_type = models.CharField(max_length=3)
    query = models.CharField(max_length=LONGEST_QUERY)

    class Meta(NamedAddress.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "record_type", "name"], name="view_once")]


class FirstView(models.Model):
    """The view with which a person's list of a type opens. A bare key: whoever shared the view may take it away."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=3)
    view_id = models.UUIDField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "record_type"], name="first_view_once")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.view_id}"
