"""The links of a record on its page, grouped by what they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.links.at_site import logged_there
from operation.cases.links.forms import KindForm
from operation.cases.links.history import withdrawn_of
from operation.cases.links.kinds import BY_KIND, LinkKind
from operation.cases.links.models import End, Link
from operation.cases.links.policies import may_begin, may_change
from operation.cases.links.selectors import SeenLink, links_of
from operation.cases.links.wording import TONES, about, period_of, role_of
from operation.cases.masking import why_masked
from operation.cases.panels import Part, register_part
from operation.cases.records.site import SITE
from operation.cases.registry import type_of
from operation.cases.values import primary_name
from operation.cases.views import new_url
from operation.kernel.errors import Text

LINKED = "linked"
"""The prefix of a selection: what is linked with a record (selections.py)."""

ROWS_AT_MOST = 20


@dataclass(frozen=True)
class LinkRow:
    """A link as it is read from one of its records: what is at its other end, since when, how sure."""

    link: Link
    record: CaseRecord
    about: str
    words: str
    url: str
    name: Any | None
    why_masked: Text
    period: str
    role: str
    confidence: str
    tone: str
    edit_url: str = ""
    withdraw_url: str = ""


@dataclass(frozen=True)
class Group:
    """The links of one kind, in one direction; `lists` lead to all of them where these are not."""

    title: str
    rows: list[LinkRow]
    lists: list[tuple[Text, str]]


@register_part
def links_part(principal: Principal, record: CaseRecord) -> Part | None:
    """What the record is linked with, as far as its reader may see it, and the way to one more link."""
    record_type = type_of(record)
    found = links_of(principal, record)
    is_own = record.originator_id == principal.organisation_id
    there = logged_there(principal) if is_own and record_type is SITE else []
    context = {
        "groups": groups_of(principal, record, found),
        "withdrawn": [row_of(principal, record, one) for one in withdrawn_of(principal, record)] if is_own else [],
        "form": KindForm(record_type) if may_begin(principal, record_type) else None,
        "new_url": reverse("link-new", args=[record_type.slug, record.pk]),
        "network_url": reverse("record-network", args=[record_type.slug, record.pk]),
        "there": [{"label": one.label, "url": new_url(one, record)} for one in there],
    }
    return Part("links", gettext_lazy("Links"), "links/_section.html", context)


def groups_of(principal: Principal, record: CaseRecord, links: Iterable[SeenLink]) -> list[Group]:
    """In the order of the table of kinds; what is so before what was so."""
    by_heading: dict[tuple[LinkKind, bool], list[SeenLink]] = {
        (kind, back): [] for kind in LinkKind for back in (False, True)
    }
    for one in links:
        by_heading[heading_of(one.link, record.pk)].append(one)
    return [_group(principal, record, heading, _present_first(found)) for heading, found in by_heading.items() if found]


def _group(
    principal: Principal, record: CaseRecord, heading: tuple[LinkKind, bool], links: Sequence[SeenLink]
) -> Group:
    types = {type_of(one.beyond(record.pk)).code: type_of(one.beyond(record.pk)) for one in links}
    behind = urlencode({"behind": f"{LINKED}:{End.of(record)}"})
    more = len(links) > ROWS_AT_MOST
    lists = [(kind.label_plural, f"{reverse('record-list', args=[kind.slug])}?{behind}") for kind in types.values()]
    rows = [row_of(principal, record, one) for one in links[:ROWS_AT_MOST]]
    return Group(str(capfirst(words_of(*heading))), rows, lists if more else [])


def heading_of(link: Link, key: UUID) -> tuple[LinkKind, bool]:
    """The kind, and whether it is read from its object."""
    kind = LinkKind(link.kind)
    return kind, link.subject_id != key and not BY_KIND[kind].is_mutual


def words_of(kind: LinkKind, back: bool) -> Text:
    return BY_KIND[kind].back if back else kind.label


def row_of(principal: Principal, record: CaseRecord, one: SeenLink) -> LinkRow:
    other, link = one.beyond(record.pk), one.link
    kind = type_of(other)
    masked = why_masked(principal, kind, other)
    here = [type_of(record).slug, record.pk, link.pk]
    mine = bool(may_change(principal, link))
    return LinkRow(
        link=link,
        record=other,
        about=about(principal, other),
        words=str(capfirst(words_of(*heading_of(link, record.pk)))),
        url=reverse("record", args=[kind.slug, other.pk]),
        name=None if masked else primary_name(kind, other),
        why_masked=masked if kind.names else "",
        period=period_of(link),
        role=role_of(link),
        confidence=link.get_confidence_display(),
        tone=TONES[link.confidence],
        edit_url=reverse("link", args=here) if mine else "",
        withdraw_url=reverse("link-withdraw", args=here) if mine else "",
    )


def _present_first(links: Iterable[SeenLink]) -> list[SeenLink]:
    return sorted(links, key=lambda one: one.link.until_on is not None)
