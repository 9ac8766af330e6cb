"""What moves from a suspect to a rescued laborer and to the vault, and what is left of the suspect."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import DOCUMENTS, IdentifierKind
from operation.cases.names import Name
from operation.cases.persons import age_on, may_be_child
from operation.cases.records.rescued_laborer import AgeBand
from operation.cases.records.suspect import Notice, Suspect, SuspectState
from operation.cases.vault.identity import Document, Identity
from operation.plan.models import ActionDay

BANDS = ((18, AgeBand.UNDER_18), (25, AgeBand.FROM_18), (35, AgeBand.FROM_25), (50, AgeBand.FROM_35))
KEPT = frozenset(
    {
        *("id", "reference", "operation", "originator", "country", "is_synthetic", "attribution", "review_on"),
        *("created_at", "created_by", "changed_at", "changed_by", "version", "verification", "status", "status_on"),
    }
)
"""Of the suspect's row: what says that there was a record, and nothing about whom."""


def draft_of(suspect: Suspect, on: date) -> RecordDraft:
    """The record of a rescued laborer, as far as it says nothing by which the person is known."""
    nationalities = _codes(suspect)
    return RecordDraft(
        {
            "sex": suspect.sex,
            "age_band": _age_band(suspect, on),
            "citizenship": nationalities[0] if len(nationalities) == 1 else "",
            "event_date": suspect.event_date,
            "place_country": suspect.place_country,
            "place_subdivision": suspect.place_subdivision,
            "attribution": suspect.attribution,
            # by its key: it may be closed to who moves the record
            "action_day": ActionDay(pk=suspect.action_day_id) if suspect.action_day_id else None,
            "tlp": TLP.AMBER_STRICT,
            "handling_code": HandlingCode.H2,
            "from_inquiry": True,
        }
    )


def _codes(suspect: Suspect) -> list[str]:
    return [str(getattr(country, "code", country)) for country in suspect.nationalities]


def _age_band(suspect: Suspect, on: date) -> AgeBand:
    """The band in which the age lies, whatever the day of birth is; who may be a child is one."""
    born = suspect.born_on
    if suspect.treated_as_child or may_be_child(born, on):
        return AgeBand.UNDER_18
    possible = {_band(age_on(day, on)) for day in (born.day, born.last)} if born else set()
    return possible.pop() if len(possible) == 1 else AgeBand.UNKNOWN


def _band(age: int) -> AgeBand:
    return next((band for below, band in BANDS if age < below), AgeBand.FROM_50)


def identity_of(suspect: Suspect, names: list[Name], identifiers: list[Identifier]) -> Identity:
    """Everything by which the person is known, for the vault."""
    return Identity(
        names=tuple(
            NameDraft(name.text, name.kind, name.romanisation, name.romanisation_system, name.honorific)
            for name in names
        ),
        born=suspect.born_on,
        documents=tuple(
            Document(one.text, str(one.get_kind_display()), str(one.country or ""))
            for one in identifiers
            if one.kind in DOCUMENTS
        ),
        phones=tuple(one.text for one in identifiers if one.kind == IdentifierKind.PHONE),
        notes="\n".join([*_notes(suspect), *_other(identifiers)]),
    )


def _other(identifiers: list[Identifier]) -> list[str]:
    rest = [one for one in identifiers if one.kind not in {*DOCUMENTS, IdentifierKind.PHONE}]
    return [f"{one.get_kind_display()}: {one.text} {one.issuer}".strip() for one in rest]


def _notes(suspect: Suspect) -> list[str]:
    known = {
        _("National case number"): suspect.national_reference,
        _("Warrant"): " · ".join(part for part in (suspect.warrant_number, suspect.warrant_authority) if part),
        _("INTERPOL notices"): _notices(suspect),
        _("Detention"): " · ".join(part for part in (suspect.detained_at, suspect.detained_by) if part),
        _("Place"): " · ".join(part for part in (suspect.place_name, suspect.coordinates) if part),
        _("Nationalities"): ", ".join(str(countries.name(code)) for code in _codes(suspect)),
        _("Narrative"): suspect.narrative,
    }
    return [f"{label}: {value}" for label, value in known.items() if value]


def _notices(suspect: Suspect) -> str:
    """Whoever protects the person has to see that they are withdrawn."""
    return " · ".join(filter(None, [*(str(Notice(code).label) for code in suspect.notices), suspect.notice_number]))


def leave_tombstone(suspect: Suspect, principal: Principal, *, on: date, laborer: Any) -> None:
    """Empty the row; it stays for the one who reclassified alone, so that nobody amends or releases it again."""
    for field in suspect._meta.concrete_fields:
        if field.name not in KEPT:
            setattr(suspect, field.attname, None if field.null else field.get_default())
    suspect.tlp, suspect.named_readers = TLP.RED, [principal.person]
    suspect.status, suspect.status_on = SuspectState.RECLASSIFIED, on
    suspect.reclassified_as = laborer.pk
