"""What case records add to the frame: their menu entry, what waits on the desk, and what every feature adds."""

from django.utils.translation import gettext_lazy as _

from operation.cases import bulk
from operation.cases.attachments import subscriptions as attachments
from operation.cases.consent import subscriptions as consent
from operation.cases.custody import subscriptions as custody
from operation.cases.deletion import subscriptions as deletion
from operation.cases.drafting import subscriptions as drafting
from operation.cases.exporting import subscriptions as exporting
from operation.cases.identifier_checks import subscriptions as identifier_checks
from operation.cases.importing import subscriptions as importing
from operation.cases.links import subscriptions as links
from operation.cases.merging import subscriptions as merging
from operation.cases.pages.desk import records_to_verify
from operation.cases.pages.desk_appeals import lives_in_danger
from operation.cases.pages.desk_sharing import changed_for_you, released_to_you
from operation.cases.reclassification import panels as reclassification
from operation.cases.retention import subscriptions as retention
from operation.cases.tags import subscriptions as tags
from operation.cases.vault import wording as vault
from operation.people import desk
from operation.people.navigation import Entry, register

register(Entry(30, _("Records"), "records", "/records/", "record.read"))
desk.register(desk.DeskSource(_("Rescue appeal"), lives_in_danger))
desk.register(desk.DeskSource(_("Verification"), records_to_verify))
desk.register(desk.DeskSource(_("Released to you"), released_to_you))
desk.register(desk.DeskSource(_("Recalled or regraded"), changed_for_you))
for place, label, route, permission, icon in (
    (10, _("Release"), "record-share-many", "record.share", "share"),
    (20, _("Verify"), "record-verify-many", "record.verify", "check"),
    (30, _("Regrade"), "record-regrade-many", "record.regrade", ""),
    (45, _("Export"), "record-export", "record.export", "download"),
):
    bulk.register(bulk.BulkAction(label, route, bulk.whoever_may(permission), icon, place))

__all__ = [
    "attachments",
    "consent",
    "custody",
    "deletion",
    "drafting",
    "exporting",
    "identifier_checks",
    "importing",
    "links",
    "merging",
    "reclassification",
    "retention",
    "tags",
    "vault",
]
