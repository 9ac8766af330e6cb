"""The nameless view: what LMLECC sees of every record, kept beside it by the actions (domain.md §10)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Self

from django.db import models
from django_countries.fields import CountryField

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import all_types
from operation.kernel.suppression import withheld_parts
from operation.people.models import Country, Organisation
from operation.plan.models import ActionDay

VICTIMS = "laborer"
"""The area of the types that speak of victims: who was rescued, and for whom somebody appeals."""

Group = tuple[str, str]
"""A country and a status."""

COPIED = (
    "originator_id",
    "country_id",
    "status",
    "status_on",
    "verification",
    "event_on",
    "place_country",
    "place_subdivision",
    "action_day_id",
)


class CaseFactQuerySet(models.QuerySet["CaseFact"]):
    def visible_to(self, principal: Principal) -> Self:
        """The secretariat sees all, a country its own, partners none."""
        if not principal.holds("fact.read"):
            return self.none()
        return self if principal.is_secretariat else self.filter(originator_id=principal.organisation_id)

    def listed_to(self, principal: Principal) -> Self:
        """What the principal may see one by one: for the secretariat without small groups of victims (domain.md §10).

        A group are the records of one such type, country and status. The figures tell LMLECC how many each country has:
        so with the groups under ten as many others of the same country are left out as are needed to compute none.
        """
        seen = self.visible_to(principal)
        return seen.exclude(_small(seen)) if principal.is_secretariat else seen


class CaseFact(models.Model):
    """Type, country, dates, status and place of one record; no name, no narrative, no identifier."""

    record_id = models.UUIDField(primary_key=True)
    record_type = models.CharField(max_length=3)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    status = models.CharField(max_length=24)
    status_on = models.DateField(null=True)
    verification = models.CharField(max_length=12)
    event_on = models.DateField(null=True)
    place_country = CountryField(blank=True)
    place_subdivision = models.CharField(max_length=6, blank=True)
    action_day = models.ForeignKey(ActionDay, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CaseFactQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["record_type", "originator", "-recorded_at"], name="fact_list")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record_type} {self.country_id} {self.status}"


class FactDefault(models.Model):
    """One agency, one type. Without a row the division of the place is told; `country_only` keeps it back."""

    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=3)
    country_only = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["originator", "record_type"], name="fact_default_once")
        ]

    def __str__(self) -> str:
        return f"{self.originator_id} {self.record_type}"


def small_groups(counts: Mapping[Group, int]) -> Iterator[Group]:
    """The groups of victims that are kept back: those under ten, and of the same country what would tell them."""
    for country in sorted({country for country, _status in counts}):
        groups = sorted(group for group in counts if group[0] == country)
        hidden, _total = withheld_parts([counts[group] for group in groups])
        yield from (groups[at] for at in sorted(hidden))


def _small(seen: CaseFactQuerySet) -> models.Q:
    """Facts of victims in groups that are kept back. One query."""
    types = [known.code for known in all_types() if known.area == VICTIMS]
    groups = seen.filter(record_type__in=types).order_by().values_list("record_type", "country_id", "status")
    counts: dict[str, dict[Group, int]] = {code: {} for code in types}
    for code, country, status, count in groups.annotate(count=models.Count("pk")):
        counts[code][country, status] = count
    found = models.Q(pk__in=[])
    for code in types:
        for country, status in small_groups(counts[code]):
            found |= models.Q(record_type=code, country_id=country, status=status)
    return found


def forget(records: Sequence[CaseRecord]) -> None:
    """Take the facts of records away that are out of use."""
    CaseFact.objects.filter(record_id__in=[record.pk for record in records]).delete()


def keep(records: Sequence[CaseRecord], record_type: str) -> None:
    """Write the facts of records of one agency just opened or changed, set-wise, as far as it tells the place."""
    kept_back = FactDefault.objects.filter(
        originator_id=records[0].originator_id, record_type=record_type, country_only=True
    ).exists()
    facts = [
        CaseFact(
            record_id=record.pk,
            record_type=record_type,
            recorded_at=record.created_at,
            **{name: getattr(record, name) for name in COPIED} | ({"place_subdivision": ""} if kept_back else {}),
        )
        for record in records
    ]
    CaseFact.objects.bulk_create(
        facts,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["record_id"],
        update_fields=[name.removesuffix("_id") for name in COPIED if name not in ("originator_id", "country_id")],
    )
