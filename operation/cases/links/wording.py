"""Links and what they join, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.links.kinds import Confidence
from operation.cases.links.models import Link
from operation.cases.masking import withheld_from
from operation.cases.records.suspect import SyndicateRole
from operation.cases.registry import type_of
from operation.cases.values import EVENT_DATE, shown, written_date

TONES: Mapping[str, str] = {Confidence.CONFIRMED: "ok", Confidence.PROBABLE: "work", Confidence.POSSIBLE: "idle"}
"""How sure a link is, as the tone of its mark (components: state)."""


def about(principal: Principal, record: CaseRecord) -> str:
    """What a record is, in words: its type, and of one without a name what its list shows first."""
    kind = type_of(record)
    if kind.names is not None:
        return str(kind.label)
    withheld = withheld_from(principal, kind, record)
    first = kind.columns[0]
    is_plain = first != EVENT_DATE and not kind.model._meta.get_field(first).is_relation
    words = shown(kind, record, first, withheld=withheld).text if is_plain else ""
    return f"{kind.label}: {words}" if words else str(kind.label)


def role_of(link: Link) -> str:
    return str(SyndicateRole(link.role).label) if link.role else ""


def period_of(link: Link) -> str:
    """From when until when, no finer than it is known; '' when neither is."""
    since, until = (written_date(day) if day else "" for day in (link.since, link.until))
    if since and until:
        return f"{since} – {until}"
    if until:
        return _("until %(day)s") % {"day": until}
    return _("since %(day)s") % {"day": since} if since else ""
