"""Writes of the consent log. The day of the consent to referral on the record follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.consent.models import ConsentEntry, Purpose
from operation.cases.consent.selectors import in_force
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel import clock
from operation.kernel.errors import Refused, Text, require

RESTS_ON: dict[str, tuple[Purpose, Text]] = {
    "consular_on": (
        Purpose.CONSULAR,
        _("No consent to contact with the consulate was in force on that day. Log it first."),
    ),
    "family_on": (
        Purpose.FAMILY,
        _("No consent to contact with the family was in force on that day. Log it first."),
    ),
}


@dataclass(frozen=True)
class ConsentDraft:
    """What was agreed to, on which day, and how it was explained."""

    purpose: str
    on: date
    recipient: str = ""
    language: str = ""
    interpreter: bool = False


@transaction.atomic
def log_consent(*, principal: Principal, record: CaseRecord, draft: ConsentDraft) -> ConsentEntry:
    """Add a consent. Raises NotAllowed outside the originator; Refused for a day in the future."""
    laborer = _laborer(principal, record)
    _check_day(draft.on)
    _check_not_withdrawn([(laborer, draft.on)], Purpose(draft.purpose), "on")
    entry = ConsentEntry.objects.create(
        record=laborer, originator_id=laborer.originator_id, taken_by_id=principal.person, **vars(draft)
    )
    trail.record("logged consent", record, purpose=draft.purpose, on=draft.on)
    _derive(laborer)
    return entry


@transaction.atomic
def withdraw_consent(*, principal: Principal, record: CaseRecord, entry: ConsentEntry, on: date) -> ConsentEntry:
    """Add the withdrawal of a consent.

    Raises NotAllowed outside the originator; Refused when it is withdrawn already, or on a day before it was given.
    """
    laborer = _laborer(principal, record)
    _check_day(on)
    if entry.record_id != laborer.pk or ConsentEntry.objects.filter(withdraws=entry).exists():
        raise Refused(_("This consent is withdrawn already."))
    if on < entry.on:
        message = _("«%(value)s» is before the consent was given.")
        raise Refused({"on": ValidationError(message, "before", {"value": on})})
    withdrawal = ConsentEntry.objects.create(
        record=laborer,
        originator_id=laborer.originator_id,
        taken_by_id=principal.person,
        withdraws=entry,
        purpose=entry.purpose,
        on=on,
    )
    trail.record("logged withdrawal of consent", record, purpose=entry.purpose, on=on)
    _derive(laborer)
    return withdrawal


def log_given_with_steps(principal: Principal, laborers: Sequence[RescuedLaborer]) -> None:
    """The consent to referral that came with a step, for those whose log does not have it yet."""
    known = {(entry.record_id, entry.on) for entry in in_force([one.pk for one in laborers], Purpose.REFERRAL)}
    days = [(one, one.consent_on) for one in laborers if one.consent_on]
    missing = [(one, on) for one, on in days if (one.pk, on) not in known]
    ConsentEntry.objects.bulk_create(
        ConsentEntry(
            record=one,
            originator_id=one.originator_id,
            purpose=Purpose.REFERRAL,
            recipient=one.referred_to,
            on=on,
            language=one.language,
            taken_by_id=principal.person,
        )
        for one, on in missing
    )
    told = [{"purpose": Purpose.REFERRAL, "on": on} for _one, on in missing]
    trail.record_each("logged consent", [one for one, _on in missing], told)


def check_consents(laborers: Sequence[RescuedLaborer]) -> None:
    """What the records say rests on consents: contact with consulate or family on one that was in force on its day.

    Raises Refused by field.
    """
    referred = [(one, one.consent_on) for one in laborers if one.consent_on]
    _check_not_withdrawn(referred, Purpose.REFERRAL, "consent_on")
    for one in laborers:
        for name, (purpose, message) in RESTS_ON.items():
            day = getattr(one, name)
            if day and not in_force([one.pk], purpose, day).exists():
                raise Refused({name: message})


def _check_not_withdrawn(days: Sequence[tuple[RescuedLaborer, date]], purpose: Purpose, field: str) -> None:
    """After a withdrawal only a later consent counts."""
    given = {laborer.pk: day for laborer, day in days}
    ended = ConsentEntry.objects.filter(record_id__in=given, purpose=purpose, withdraws__isnull=False)
    for record_id, on in ended.values_list("record_id", "on"):
        if on > given[record_id]:
            message = _("Consent to this was withdrawn on %(day)s: only a later one counts.")
            raise Refused({field: ValidationError(message, "withdrawn", {"day": date_format(on, "DATE_FORMAT")})})


def _laborer(principal: Principal, record: CaseRecord) -> RescuedLaborer:
    verdict = may_as_originator(principal, "consent.log", record.originator_id)
    require(verdict, verb=f"log consent {record.reference}")
    found: RescuedLaborer = RescuedLaborer.objects.select_for_update().get(pk=record.pk)
    return found


def _check_day(on: date) -> None:
    if on > clock.today():
        message = _("%(value)s is in the future. Nothing is logged before it happens.")
        raise Refused({"on": ValidationError(message, "future", {"value": on})})


def _derive(laborer: RescuedLaborer) -> None:
    """The day on the record is that of the last consent to referral in force; it is no edit of the record."""
    days = in_force([laborer.pk], Purpose.REFERRAL).order_by("-on").values_list("on", flat=True)
    RescuedLaborer.objects.filter(pk=laborer.pk).update(consent_on=days.first())
