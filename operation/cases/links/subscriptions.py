"""Links on the page of a record; after a migration the second wall learns the types that there are."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from operation.cases import bulk, selections
from operation.cases.links.panels import LINKED
from operation.cases.links.policies import may_begin
from operation.cases.links.selectors import linked_with
from operation.cases.links.walls import know_types
from operation.cases.registry import all_types


def learn_types(*, using: str, **_signal: Any) -> None:
    """A new type's table is where links are asked for (walls.py)."""
    know_types(all_types(), using)


post_migrate.connect(learn_types, sender=apps.get_app_config("operation"))
bulk.register(bulk.BulkAction(_("Link"), "record-link-many", may_begin, icon="link"))
selections.register(LINKED, linked_with)
