"""Records that are logged at a site: found, seized or rescued there (domain.md §4)."""

from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.actions import log_record
from operation.cases.base import CaseRecord
from operation.cases.drafts import RecordDraft
from operation.cases.forms import AT_SITE
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.kinds import THINGS, LinkKind
from operation.cases.links.models import End, Link
from operation.cases.links.selectors import ends_of
from operation.cases.records.site import SITE, Site
from operation.cases.registry import RecordType, all_types
from operation.cases.values import Shown, primary_name
from operation.kernel.transitions import Transition
from operation.plan.models import Operation

KINDS = {"SUS": LinkKind.FOUND_AT, "RES": LinkKind.RESCUED_FROM} | dict.fromkeys(THINGS, LinkKind.SEIZED_FROM)
"""What a record that is logged at a site is to it, by the code of its type."""

GONE = _("That site is not there for you any more. Choose another place, and link the record afterwards.")


def is_found_at_one(record_type: RecordType) -> bool:
    return record_type.code in KINDS


def logged_there(principal: Principal) -> list[RecordType]:
    """The types that the principal may log and that are found at a site, in the order of the table."""
    known = {one.code: one for one in all_types()}
    return [known[code] for code in KINDS if principal.holds(known[code].permission("open"))]


def site_of(principal: Principal, record: CaseRecord) -> CaseRecord | None:
    """The site itself, or the one that the principal's agency linked the record with last."""
    if isinstance(record, Site):
        return record
    own = Link.objects.in_force().made_by(principal).filter(subject_id=record.pk, object_type=SITE.code)
    last = own.filter(kind__in=KINDS.values()).order_by("-created_at", "-id").first()
    return _seen(principal, last.object_id) if last else None


def _seen(principal: Principal, key: UUID) -> CaseRecord | None:
    """The site, told in the trail; None for one that the principal may not see."""
    found = ends_of(principal, [End(SITE.code, key)]).get(key)
    if found:
        trail.record("listed", trail.Target(Link._meta.label), shown=[key])
    return found


def shown_site(record_type: RecordType, site: CaseRecord) -> Shown:
    """The site as what is taken over for a record of the type: its name, or its reference."""
    name = primary_name(SITE, site)
    about = (name.text, name.lang) if name else (site.reference, "")
    return Shown(AT_SITE, capfirst(KINDS[record_type.code].label), *about)


def ask_site(
    form: forms.Form, principal: Principal, record_type: RecordType, key: UUID | None, site: CaseRecord | None = None
) -> None:
    """Let the form of a new record ask whether it belongs to this site; of a type that is found at none, nothing.

    `site` is the record of that key, where it was read already.
    """
    kind = KINDS.get(record_type.code)
    if kind is None or key is None:
        return
    found = site or _seen(principal, key)
    choices = [(str(key), _words(found))] if found else []
    form.fields[AT_SITE] = forms.TypedChoiceField(
        label=capfirst(kind.label),
        choices=[*choices, ("", _("no site"))],
        coerce=UUID,
        empty_value=None,
        required=False,
        initial=str(key),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": GONE},
    )


def _words(site: CaseRecord) -> str:
    name = primary_name(SITE, site)
    if name is None:
        return site.reference
    return format_html('<span lang="{}">{}</span> <span class="soft">{}</span>', name.lang, name.text, site.reference)


@transaction.atomic
def log_at_site(
    *,
    principal: Principal,
    operation: Operation,
    record_type: RecordType,
    draft: RecordDraft,
    step: Transition | None = None,
    site: UUID | None = None,
) -> CaseRecord:
    """Log one record and, if `site` is given, link it with that site. Raises as `log_record` and `link_records`."""
    record = log_record(principal=principal, operation=operation, record_type=record_type, draft=draft, step=step)
    if site:
        there = LinkDraft(KINDS[record_type.code], End.of(record), End(SITE.code, site))
        link_records(principal=principal, drafts=[there])
    return record
