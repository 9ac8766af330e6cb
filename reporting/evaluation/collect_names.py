"""Names for the member edition: of main targets that their originators released to all six countries and LMLECC.

A name is printed only while all of this holds: every agency of the six countries and the secretariat may read the
record, today and at the cut-off; it is TLP:AMBER or wider and carries no wording of its own (H3); and nobody in it is
treated as a child. The reader who collects must see the record himself: this starts from `visible_to`.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Now

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.names import AS_THE_RECORD
from operation.cases.records.suspect import Suspect, Tier
from operation.cases.records.syndicate import Syndicate
from operation.cases.registry import type_of
from operation.people.models import OrganisationKind
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.evaluation.chapters import Name, NamedRecord

WIDE_ENOUGH = (TLP.CLEAR, TLP.GREEN, TLP.AMBER)
UNCONDITIONAL = (HandlingCode.H0, HandlingCode.H1, HandlingCode.H2)
NAMED: tuple[Any, ...] = (Syndicate, Suspect)
Named = dict[str, tuple[NamedRecord, ...]]


def named_syndicates(principal: Principal, operation: Operation, known_by: datetime) -> Named:
    """Main targets, by country, largest first. Members count who were released to all as well: no other is told of."""
    targets = list(_released_to_all(Syndicate, principal, operation, known_by).filter(is_main_target=True))
    sizes = Counter(_released_to_all(Suspect, principal, operation, known_by).values_list("syndicate_id", flat=True))
    for target in targets:
        target.size = sizes[target.pk] or None
    targets.sort(key=lambda target: (-(target.size or 0), target.reference))
    return _by_country(targets, known_by)


def named_suspects(principal: Principal, operation: Operation, known_by: datetime) -> Named:
    """Main suspects, by country. Nobody who is under 18, or whose age is disputed."""
    suspects = _released_to_all(Suspect, principal, operation, known_by).filter(tier=Tier.MAIN, treated_as_child=False)
    return _by_country(suspects.order_by("reference"), known_by)


def may_read_names(principal: Principal, references: Sequence[str]) -> bool:
    """Whether the principal may read every one of these records now: none of them was recalled from his organisation
    or regraded beyond him since its name was printed. Two queries; none where no name was printed.
    """
    found = [model.objects.visible_to(principal).filter(reference__in=references).count() for model in NAMED]
    return bool(sum(found) == len(references))


def _released_to_all(model: type[CaseRecord], principal: Principal, operation: Operation, known_by: datetime) -> Any:
    names: Any = type_of(model).names
    readers = {agency.group_id for agency in agencies()}
    reached = Count("grants__group", filter=_release_in_force(known_by) & Q(grants__group__in=readers), distinct=True)
    to_lmlecc = Q(grants__group__organisation__kind=OrganisationKind.SECRETARIAT) & _release_in_force(known_by)
    return (
        model.objects.visible_to(principal)
        .filter(operation=operation)
        .filter(tlp__in=WIDE_ENOUGH, handling_code__in=UNCONDITIONAL)
        .annotate(reached=reached, lmlecc=Count("grants__group", filter=to_lmlecc, distinct=True))
        .filter(reached=len(readers) - 1, lmlecc__gte=1)
        .prefetch_related(Prefetch("names", names.objects.filter(tlp=AS_THE_RECORD)))
    )


def _release_in_force(known_by: datetime) -> Q:
    """To another agency, given by then, and not ended now. The originator needs none."""
    lasting = Q(grants__expires_at=None) | Q(grants__expires_at__gt=Now())
    return lasting & Q(grants__granted_at__lt=known_by) & ~Q(grants__group=F("originator__group"))


def _by_country(records: Sequence[Any], known_by: datetime) -> Named:
    found: dict[str, list[NamedRecord]] = defaultdict(list)
    for record in records:
        names = list(record.names.all())
        if names:
            found[record.country_id].append(_named(record, names, known_by))
    return {country: tuple(rows) for country, rows in found.items()}


def _named(record: Any, names: Sequence[Any], known_by: datetime) -> NamedRecord:
    first, *others = names  # the first one never has a mark of its own (cases/checks.py)
    unchanged = record.changed_at < known_by
    return NamedRecord(
        reference=record.reference,
        name=_name(first),
        aliases=tuple(_name(other) for other in others),
        status=str(type_of(record).state_label(record.status)) if unchanged else "",
        size=getattr(record, "size", None),
    )


def _name(name: Any) -> Name:
    return Name(name.text, name.lang or "und", name.romanised)
