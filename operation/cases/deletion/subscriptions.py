"""Deletion among what can be done with several records of a list."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.cases import bulk

bulk.register(
    bulk.BulkAction(
        _("Delete"), "record-delete-many", lambda who, kind: may(who, kind.permission("delete")), icon="trash", place=90
    )
)
