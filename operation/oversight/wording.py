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
    "acknowledged": _("acknowledged that it has it"),
    "action added": _("put an action into the plan"),
    "action amended": _("changed an action of the plan"),
    "action dropped": _("dropped an action of the plan"),
    "action reported": _("reported on an action of the plan"),
    "added second factor": _("set up a second factor"),
    "agreed to outcome": _("agreed to the outcome of a match"),
    "amended": pgettext_lazy("what was done", "changed"),
    "amended request": _("changed the draft of a request"),
    "amended identity": _("changed the identity in the vault"),
    "amended link": _("changed a link"),
    "appointed": _("appointed"),
    "asked for number": _("asked other countries for a number"),
    "attached file": _("attached a file"),
    "began upload": _("began to send a file"),
    "called for help": _("told that a life is in danger"),
    "card amended": _("changed the own contact card"),
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
    "disseminated": _("sent to its first recipients"),
    "disabled account": _("disabled the account"),
    "disclosed": _("told the other side of a match"),
    "discarded draft": _("discarded a draft"),
    "discarded request": _("threw the draft of a request away"),
    "downloaded anchor": _("downloaded an anchor of the trail"),
    "downloaded file": _("downloaded a file"),
    "drafted request": _("wrote a request"),
    "duty cancelled": _("cancelled a duty"),
    "duty planned": _("planned a duty"),
    "enabled account": _("enabled the account"),
    "ended appointment": _("ended the appointment"),
    "ended call": _("ended a call for help"),
    "ended sessions": _("ended sessions"),
    "erased file": _("erased a file"),
    "escalated": _("told the next level that it is late"),
    "exported": _("exported"),
    "failed": _("work failed"),
    "failed to sign in": _("failed to sign in"),
    "finding written": _("wrote down a finding"),
    "finished": _("work finished"),
    "gave feedback": _("gave feedback"),
    "handed over": _("handed over what was seized"),
    "handed over desk": _("handed over the desk"),
    "inspection amended": _("changed a visit that is planned"),
    "inspection answered": _("answered a report on a visit"),
    "inspection carried_out": _("told that a visit was made"),
    "inspection closed": _("closed a visit"),
    "inspection planned": _("planned a visit"),
    "inspection reported": _("reported on a visit"),
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
    "noted feedback": _("noted feedback"),
    "opened": _("logged"),
    "opened identity": _("opened the identity"),
    "placed legal hold": _("placed a legal hold"),
    "proposed outcome": _("proposed the outcome of a match"),
    "purged": _("purged"),
    "read": _("read"),
    "read identity": _("read the identity"),
    "read file": _("read a file"),
    "read readings": _("looked up who read it"),
    "read trail": _("read the trail"),
    "recalled": _("recalled"),
    "recommendation accepted": _("accepted a recommendation"),
    "recommendation implemented": _("told that a recommendation is carried out"),
    "recommendation rejected": _("rejected a recommendation"),
    "recommendation returned": _("sent a recommendation back"),
    "recommendation verified": _("verified a recommendation"),
    "recommendation written": _("wrote a recommendation"),
    "reclassified": _("reclassified as a presumed victim"),
    "refused file": _("refused a file"),
    "released": pgettext_lazy("what was done", "released"),
    "reminded of request": _("reminded of a request"),
    "removed file": _("removed a file"),
    "removed reference data": _("took reference data away"),
    "removed second factor": _("removed a second factor"),
    "repeated answer": _("was answered again"),
    "requested": _("asked for work"),
    "restored": pgettext_lazy("what was done", "restored"),
    "revealed match": _("revealed a match"),
    "revoked token": _("revoked a token"),
    "rotated vault keys": _("sealed the vault with another key"),
    "sanitised": _("made a sanitised version"),
    "saved view": _("saved a view of a list"),
    "searched": _("found by searching"),
    "seconded": _("seconded a coordinator"),
    "secondment ended": _("set the last day of a secondment"),
    "separated": _("undid a combination"),
    "set match aside": _("set a match aside"),
    "set last day": _("set the last day of the account"),
    "signed in": _("signed in"),
    "signed out": _("signed out"),
    "stopped": _("stopped work"),
    "resealed second factors": _("sealed the second factors with the new key"),
    "took call": _("took a call for help"),
    "took request step": _("took a step with a request"),
    "took over desk": _("took over a desk"),
    "undone": _("took back the last change"),
    "tagged": _("tagged"),
    "took back disclosure": _("took back what it had told of a match"),
    "untagged": _("took a tag off"),
    "used entry code": _("signed in with a code that was handed over"),
    "verified": _("verified"),
    "viewed file": _("looked at a file"),
    "withdrew link": _("withdrew a link"),
    "wrote identity": _("wrote the identity into the vault"),
    "added to manifest": _("added a line to a manifest"),
    "answered checks": _("answered a checklist of a removal"),
    "disclosed for removal": _("told the other side of a removal about a person"),
    "disclosed persons": _("told the other side who is on the list"),
    "erased person": _("erased a person from a list"),
    "explained removal incident": _("explained an incident of a removal"),
    "listed person": _("put a person on a list"),
    "matched person": _("matched a person with a suspect"),
    "noted removal incident": _("noted an incident of a removal"),
    "removal amended": _("changed a request for a removal"),
    "removal begun": _("began a request for a removal"),
    "removal send": _("asked for a removal"),
    "removal acknowledge": _("acknowledged a removal"),
    "removal locate": _("said that fugitives are located"),
    "removal hold": _("said that fugitives are in custody"),
    "removal decide": _("granted a removal"),
    "removal schedule": _("scheduled a removal"),
    "removal hand-over": _("handed persons over"),
    "removal receive": _("confirmed who was received"),
    "removal close": _("closed a removal"),
    "removal refuse": _("refused a removal"),
    "removal withdraw": _("withdrew a request for a removal"),
    "removal lapse": _("said that a removal has lapsed"),
    "took off manifest": _("took a line off a manifest"),
    "took person off": _("took a person off a list"),
    "await_removal": _("set to await a removal"),
    "transfer": _("set as transferred by a removal"),
    "stay": _("set back into custody by a removal"),
    "stay_accused": _("set back as accused by a removal"),
    "stay_convicted": _("set back as convicted by a removal"),
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
    "removal": _("confirmation of the other side of a removal"),
    "supervision": _("hourly look at what is late"),
    "deconfliction": _("comparison between countries"),
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
    "coordination.Removal": _("Removal"),
    "coordination.RemovalTerms": _("Words of a removal"),
    "coordination.RemovalPerson": _("Person of a removal"),
    "coordination.RemovalCheck": _("Checklist of a removal"),
    "coordination.RemovalItem": _("Line of a manifest"),
    "coordination.RemovalStep": _("Step of a removal"),
    "coordination.RemovalIncident": _("Incident of a removal"),
    "coordination.Request": _("Request"),
    "coordination.RequestPart": _("Text of a request"),
    "coordination.RequestSubject": _("Record in a request"),
    "coordination.DangerCall": _("Call for help"),
    "operation.OperationalAction": _("Action of the plan"),
    "coordination.Inspection": _("Inspection"),
    "coordination.Recommendation": _("Recommendation"),
    "coordination.Secondment": _("Secondment"),
    "coordination.DutyShift": _("Desk duty"),
    "coordination.HandoverNote": _("Hand-over note"),
    "coordination.Match": _("Match"),
    "coordination.MatchSide": _("Side of a match"),
    "coordination.MatchDisclosure": _("What was told of a match"),
    "coordination.MatchStep": _("Step of a match"),
    "coordination.Probe": _("Question for a number"),
    "coordination.ProbeHit": _("Number that was asked for"),
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
