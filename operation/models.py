"""The tables of this app, feature by feature, for Django to find."""

from operation.audit.models import AuditAnchor, AuditEntry, AuditHead
from operation.cases import records  # the tables of record types come with their index
from operation.cases.attachments.models import Attachment, AttachmentPart, AttachmentPicture, DiscardedFile
from operation.cases.confirmations import HandlingConfirmation
from operation.cases.consent.models import ConsentEntry
from operation.cases.drafting.models import FormDraft
from operation.cases.exporting.models import Export, ExportFile
from operation.cases.facts import CaseFact, FactDefault
from operation.cases.importing.models import ImportedRow, ImportFile, ImportRow
from operation.cases.links.models import Link
from operation.cases.merging.models import Combination
from operation.cases.notices import SharingNotice
from operation.cases.record_tags import RecordTag
from operation.cases.retention.models import LegalHold, Tombstone
from operation.cases.saved_views.models import FirstView, SavedView
from operation.cases.vault.models import VaultEntry, VaultIdentity
from operation.jobs.models import Job, WorkerHeartbeat
from operation.people.models import Appointment, Country, EntryCode, Organisation, TokenScope, User
from operation.people.repeating.models import StoredAnswer
from operation.plan.models import (
    ActionDay,
    LineOfEffort,
    Meeting,
    Objective,
    Operation,
    OperationalAction,
    Participation,
    Phase,
)
from operation.plan.progress.models import ActionChange, ActionReport

__all__ = [
    "ActionChange",
    "ActionDay",
    "ActionReport",
    "Appointment",
    "Attachment",
    "AttachmentPart",
    "AttachmentPicture",
    "AuditAnchor",
    "AuditEntry",
    "AuditHead",
    "CaseFact",
    "Combination",
    "ConsentEntry",
    "Country",
    "DiscardedFile",
    "EntryCode",
    "Export",
    "ExportFile",
    "FactDefault",
    "FirstView",
    "FormDraft",
    "HandlingConfirmation",
    "ImportFile",
    "ImportRow",
    "ImportedRow",
    "Job",
    "LegalHold",
    "LineOfEffort",
    "Link",
    "Meeting",
    "Objective",
    "Operation",
    "OperationalAction",
    "Organisation",
    "Participation",
    "Phase",
    "RecordTag",
    "SavedView",
    "SharingNotice",
    "StoredAnswer",
    "TokenScope",
    "Tombstone",
    "User",
    "VaultEntry",
    "VaultIdentity",
    "WorkerHeartbeat",
    "records",
]
