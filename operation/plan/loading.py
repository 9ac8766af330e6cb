"""An operation from its file into the database: all of it or nothing, and only what differs is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext as _

from operation.audit import trail
from operation.people.models import Country, Organisation
from operation.plan.layout import MeetingEntry, OperationFile, OrganisationEntry, PhaseEntry
from operation.plan.models import LineOfEffort, Meeting, Operation, Participation, Phase


@dataclass(frozen=True)
class Change:
    """A row that the file added or changed, with the fields that differed."""

    what: str
    name: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.fields:
            return _("added: %(what)s «%(name)s»") % {"what": self.what, "name": self.name}
        words = {"what": self.what, "name": self.name, "fields": ", ".join(self.fields)}
        return _("changed: %(what)s «%(name)s» (%(fields)s)") % words


@transaction.atomic
def load_operation(file: OperationFile) -> list[Change]:
    """Bring the database to what the file says. A second time it changes nothing.

    What is in the database and not in the file stays: an operation lives on after its file.
    """
    loader = _Loader(file)
    loader.load()
    if loader.changes:
        trail.record("loaded", loader.operation, added=loader.count(added=True), changed=loader.count(added=False))
    return loader.changes


class _Loader:
    def __init__(self, file: OperationFile) -> None:
        self.file = file
        self.changes: list[Change] = []
        self.operation: Operation

    def count(self, *, added: bool) -> int:
        return sum(1 for change in self.changes if added is not bool(change.fields))

    def load(self) -> None:
        self._countries()
        organisations = self._organisations()
        self._operation()
        self._participations(organisations)
        self._lines()
        self._phases()
        self._present(self._meetings(), organisations)

    def _merge(self, wanted: Sequence[Any], key: tuple[str, ...], present: Iterable[Any]) -> dict[Any, Any]:
        """Write the rows that are new or differ, in two statements. Gives the rows by their key."""
        rows = {_key(row, key): row for row in present}
        new = [row for row in wanted if _key(row, key) not in rows]
        differing = []
        for row in wanted:
            old = rows.setdefault(_key(row, key), row)
            if names := _take_over(old, row):
                differing.append(old)
                self.changes.append(Change(_called(row), str(row), names))
        if new:
            type(new[0]).objects.bulk_create(new)
            self.changes.extend(Change(_called(row), str(row)) for row in new)
        if differing:
            type(differing[0]).objects.bulk_update(differing, [known.name for known in _own_fields(type(differing[0]))])
        return rows

    def _countries(self) -> None:
        wanted = [
            Country(code=one.code, name=one.name, time_zone=one.time_zone, language=one.language, position=one.position)
            for one in self.file.countries
        ]
        self._merge(wanted, ("code",), Country.objects.all())

    def _organisations(self) -> dict[str, Organisation]:
        present = {one.code: one for one in Organisation.objects.all()}
        new = [one.code for one in self.file.organisations if one.code not in present]
        groups = {group.name: group for group in Group.objects.bulk_create(Group(name=_group(code)) for code in new)}
        wanted = [
            _organisation(one, present[one.code].group_id if one.code in present else groups[_group(one.code)].pk)
            for one in self.file.organisations
        ]
        rows = self._merge(wanted, ("code",), present.values())
        return {key[0]: row for key, row in rows.items()}

    def _operation(self) -> None:
        wanted = self.file.operation
        parent = self._parent()
        row = Operation(
            code=wanted.code,
            name=wanted.name,
            parent=parent,
            prefix=wanted.prefix,
            mandate=wanted.mandate,
            principle=wanted.principle,
            starts_on=wanted.starts.first,
            ends_on=wanted.ends.last,
            source="\n".join(f"{one.name}: {one.title}" for one in self.file.sources),
        )
        rows = self._merge([row], ("code",), Operation.objects.filter(code=wanted.code))
        self.operation = rows[(wanted.code,)]

    def _parent(self) -> Operation | None:
        parent = self.file.parent
        if parent is None:
            return None
        row = Operation(
            code=parent.code, name=parent.name, mandate=parent.mandate, source=self.file.cited(parent.source)
        )
        present = Operation.objects.filter(code=parent.code)
        if any(known.prefix for known in present):
            return present[0]  # a parent with a file of its own is described there
        return self._merge([row], ("code",), present)[(parent.code,)]  # type: ignore[no-any-return]

    def _participations(self, organisations: dict[str, Organisation]) -> None:
        wanted = [
            Participation(
                operation=self.operation,
                organisation=organisations[one.code],
                undertaking=one.undertaking,
                source=self.file.cited(one.source),
            )
            for one in self.file.organisations
        ]
        present = self.operation.participations.select_related("organisation")
        self._merge(wanted, ("organisation_id",), present)

    def _lines(self) -> None:
        wanted = [
            LineOfEffort(
                operation=self.operation,
                number=one.number,
                title=one.title,
                lead_indicator=one.lead_indicator,
                indicators=one.indicators,
                source=self.file.cited(one.source),
            )
            for one in self.file.lines
        ]
        self._merge(wanted, ("number",), self.operation.lines.all())

    def _phases(self) -> None:
        present = {phase.title: phase for phase in self.operation.phases.all()}
        wanted = [
            Phase(
                operation=self.operation,
                kind=one.kind,
                title=one.title,
                happened_on=_happened(one, present.get(one.title)),
                for_partners=one.partners,
                source=self.file.cited(one.source),
                **_span(one),
            )
            for one in self.file.phases
        ]
        self._merge(wanted, ("title",), present.values())

    def _meetings(self) -> dict[Any, Meeting]:
        wanted = [
            Meeting(
                operation=self.operation,
                title=one.title,
                place=one.place,
                attendance=one.attendance,
                decisions=one.decisions,
                for_partners=one.partners,
                source=self.file.cited(one.source),
                **_span(one),
            )
            for one in self.file.meetings
        ]
        return self._merge(wanted, ("title", "starts_on"), self.operation.meetings.all())

    def _present(self, meetings: dict[Any, Meeting], organisations: dict[str, Organisation]) -> None:
        """Who was present at the file's meetings, and nobody else."""
        presence = Meeting.present.through
        rows = {one.title: meetings[(one.title, one.starts.first)] for one in self.file.meetings}
        wanted = {(rows[one.title].pk, organisations[code].pk) for one in self.file.meetings for code in one.present}
        listed = presence.objects.filter(meeting_id__in=[row.pk for row in rows.values()])
        known = {(row.meeting_id, row.organisation_id): row.pk for row in listed}
        gone = [key for pair, key in known.items() if pair not in wanted]
        presence.objects.filter(pk__in=gone).delete()
        presence.objects.bulk_create(
            presence(meeting_id=meeting, organisation_id=one) for meeting, one in wanted - known.keys()
        )
        if known:
            moved = {pair[0] for pair in wanted ^ known.keys()}
            self.changes.extend(
                Change(_called(row), str(row), (_("present"),)) for row in rows.values() if row.pk in moved
            )


def _organisation(one: OrganisationEntry, group: int) -> Organisation:
    return Organisation(
        code=one.code,
        kind=one.kind,
        name=one.name,
        short_name=one.short_name,
        country_id=one.country or None,
        is_lead=one.lead,
        position=one.position,
        group_id=group,
    )


def _span(one: MeetingEntry | PhaseEntry) -> dict[str, Any]:
    last = one.ends or one.starts
    return {"starts_on": one.starts.first, "ends_on": last.last, "month_only": one.starts.month_only}


def _happened(one: PhaseEntry, known: Phase | None) -> date | None:
    """The file's day; a file that does not say it leaves what was recorded since."""
    if one.happened:
        return one.happened.last if not one.happened.month_only else one.happened.first
    return known.happened_on if known else None


def _group(code: str) -> str:
    return f"organisation:{code}"


def _key(row: models.Model, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _own_fields(model: type[models.Model]) -> list[Any]:
    """What a file may change: all but the key and the moment at which the row was made."""
    return [known for known in model._meta.concrete_fields if known.editable and not known.primary_key]


def _take_over(old: models.Model, new: models.Model) -> tuple[str, ...]:
    """Give the old row the values of the new one. Names of the fields that differed, as people read them."""
    differing = [
        known for known in _own_fields(type(old)) if getattr(old, known.attname) != getattr(new, known.attname)
    ]
    for known in differing:
        setattr(old, known.attname, getattr(new, known.attname))
    return tuple(str(known.verbose_name) for known in differing)


def _called(row: models.Model) -> str:
    return str(row._meta.verbose_name)
