"""The words of the trail, for people: what was done, by which way, to what."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from operation.audit.capture import ADDED, CHANGED, EMPTIED, NO_CONTEXT, REMOVED
from operation.kernel.errors import Text

# What shows a record's content to somebody; lists and searches are known by the keys that they showed.
READING = ("read", "exported", "opened identity", "read identity", "viewed file", "downloaded file")

VERBS: dict[str, Text] = {
    "added second factor": _("set up a second factor"),
    "amended": pgettext_lazy("what was done", "changed"),
    "amended identity": _("changed the identity in the vault"),
    "amended link": _("changed a link"),
    "appointed": _("appointed"),
    "attached file": _("attached a file"),
    "began upload": _("began to send a file"),
    "changed password": _("changed the password"),
    "checked file": _("checked a file"),
    "began draft": _("began a draft"),
    "closed identity": _("closed the identity"),
    "collected": _("collected for a report"),
    "combined": _("combined with another record"),
    "compared": _("saw as a possible duplicate"),
    "confirmed identifiers": _("confirmed how an identifier is written"),
    "connected sign-in service": _("connected the account to a sign-in service"),
    "corrected hand-over": _("corrected a hand-over"),
    "created account": _("created the account"),
    "deleted": pgettext_lazy("what was done", "deleted"),
    "denied": _("was refused"),
    "deleted view": _("took a saved view away"),
    "disabled account": _("disabled the account"),
    "discarded draft": _("discarded a draft"),
    "downloaded anchor": _("downloaded an anchor of the trail"),
    "downloaded file": _("downloaded a file"),
    "enabled account": _("enabled the account"),
    "ended appointment": _("ended the appointment"),
    "ended sessions": _("ended sessions"),
    "erased file": _("erased a file"),
    "exported": _("exported"),
    "failed": _("work failed"),
    "failed to sign in": _("failed to sign in"),
    "finished": _("work finished"),
    "handed over": _("handed over what was seized"),
    "issued entry code": _("handed over a code to sign in"),
    "kept longer": _("kept longer"),
    "lifted legal hold": _("lifted the legal hold"),
    "linked": _("linked with another record"),
    "listed": _("saw in a list"),
    "listed deleted records": _("saw which records were deleted"),
    "listed records due": _("saw what is due for its review"),
    "loaded": _("loaded from a file"),
    "logged consent": _("logged a consent"),
    "logged withdrawal of consent": _("logged the withdrawal of a consent"),
    "made file": _("made a file of records"),
    "made token": _("made a token"),
    "moved link": _("moved a link to another record"),
    "named cover": _("named who acts"),
    "opened": _("logged"),
    "opened identity": _("opened the identity"),
    "placed legal hold": _("placed a legal hold"),
    "purged": _("purged"),
    "read": _("read"),
    "read identity": _("read the identity"),
    "read file": _("read a file"),
    "read readings": _("looked up who read it"),
    "read trail": _("read the trail"),
    "recalled": _("recalled"),
    "reclassified": _("reclassified as a presumed victim"),
    "refused file": _("refused a file"),
    "released": pgettext_lazy("what was done", "released"),
    "removed file": _("removed a file"),
    "removed second factor": _("removed a second factor"),
    "repeated answer": _("was answered again"),
    "requested": _("asked for work"),
    "restored": pgettext_lazy("what was done", "restored"),
    "revoked token": _("revoked a token"),
    "rotated vault keys": _("sealed the vault with another key"),
    "saved view": _("saved a view of a list"),
    "searched": _("found by searching"),
    "separated": _("undid a combination"),
    "set last day": _("set the last day of the account"),
    "signed in": _("signed in"),
    "signed out": _("signed out"),
    "stopped": _("stopped work"),
    "resealed second factors": _("sealed the second factors with the new key"),
    "undone": _("took back the last change"),
    "tagged": _("tagged"),
    "untagged": _("took a tag off"),
    "used entry code": _("signed in with a code that was handed over"),
    "verified": _("verified"),
    "wrote message": _("wrote a message"),
    "withdrew message": _("withdrew a message"),
    "translated message": _("added a translation to a message"),
    "read messages": _("read messages"),
    "chose alerts": _("chose how notifications come"),
    "asked for address": _("asked for another address for e-mails"),
    "confirmed address": _("confirmed the address for e-mails"),
    "viewed file": _("looked at a file"),
    "withdrew link": _("withdrew a link"),
    "wrote identity": _("wrote the identity into the vault"),
    ADDED: _("row added in the database"),
    CHANGED: _("row changed in the database"),
    REMOVED: _("row removed in the database"),
    EMPTIED: _("table emptied in the database"),
}
CHANNELS: dict[str, Text] = {
    "page": _("page"),
    "api": _("API"),
    "job": _("background work"),
    "command": _("command on the server"),
    "shell": _("shell on the server"),
    "demo": _("demonstration"),
    "retention": _("national rule of retention"),
    NO_CONTEXT: _("database, outside the application"),
}


# What entries speak of; a table without words of its own is shown as the code calls it.
KINDS: dict[str, Text] = {
    "operation.Syndicate": _("Syndicate"),
    "operation.Suspect": _("Suspect"),
    "operation.RescuedLaborer": _("Rescued laborer"),
    "operation.SeizedAsset": _("Seized asset"),
    "operation.Attachment": _("File of a record"),
    "operation.CaseFact": _("Record without its names"),
    "operation.Export": _("File of records"),
    "operation.FactDefault": _("What the nameless view tells of the place"),
    "operation.HandlingConfirmation": _("Confirmed handling text"),
    "operation.FormDraft": _("Draft of a form"),
    "operation.SharingNotice": _("Notice of a recall or a new marking"),
    "operation.VaultIdentity": _("Identity in the vault"),
    "operation.ConsentEntry": _("Consent"),
    "operation.Link": _("Link"),
    "coordination.Thread": _("Conversation"),
    "coordination.Message": _("Message"),
    "coordination.ThreadSeen": _("Mark of what was read"),
    "coordination.Alert": _("Notification"),
    "coordination.AlertChoice": _("Way of a notification"),
    "coordination.Mail": _("E-mail"),
    "coordination.MailSetting": _("Setting of e-mails"),
    "operation.LegalHold": _("Legal hold"),
    "operation.RecordTag": _("Tag"),
    "operation.SavedView": _("Saved view"),
    "operation.FirstView": _("View with which a list opens"),
    "operation.Tombstone": _("Line about a purged record"),
    "operation.AuditEntry": _("Entry of the trail"),
    "operation.AuditAnchor": _("Anchor of the trail"),
    "operation.Appointment": _("Appointment"),
    "operation.User": _("Account"),
    "operation.EntryCode": _("Code to sign in"),
    "operation.TokenScope": _("Scope of a token"),
    "operation.Operation": _("Operation"),
    "operation.Job": _("Background work"),
    "reporting.Edition": _("Edition of the report"),
    "reporting.EditionFile": _("File of an edition"),
    "reporting.NationalReturn": _("National return"),
    "reporting.LedgerEntry": _("Line of the ledger of figures"),
}


def verb(name: str) -> Text:
    """What was done; a verb without words of its own is shown as the trail has it."""
    return VERBS.get(name, name.replace("_", " "))


def channel(name: str) -> Text:
    return CHANNELS.get(name, name)


def kind(label: str) -> str:
    """The type of a target, e.g. «Suspect» for operation.Suspect; as the trail has it where no table is called so."""
    if label in KINDS:
        return str(KINDS[label])
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def details(given: Mapping[str, Any]) -> list[str]:
    """How and why, one text for each detail; of the keys that a list showed only how many there were."""
    told = []
    for name, value in given.items():
        if name == "shown":
            told.append(ngettext("%(count)s shown", "%(count)s shown", len(value)) % {"count": len(value)})
        elif value not in (None, "", [], {}):
            told.append(f"{name.replace('_', ' ')}: {_plain(value)}")
    return told


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name} {_plain(one)}" for name, one in value.items())
    return str(value)
