"""An import on its way: the file with its verdicts, and afterwards which records came of which rows."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.jobs.models import Job
from operation.kernel.dates import Calendar
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User
from operation.plan.models import Operation


class ImportState(models.TextChoices):
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    REFUSED = "refused", pgettext_lazy("a file", "refused")
    TAKEN = "taken", _("imported")
    UNDONE = "undone", _("undone")


class Verdict(models.TextChoices):
    """What becomes of a row, in the order in which they are told."""

    WRONG = "wrong", _("wrong")
    TWIN = "twin", _("possible duplicate")
    NEW = "new", pgettext_lazy("a row", "new")
    CHANGED = "changed", pgettext_lazy("a row", "changed")
    SAME = "same", _("same")


LOGGED = (Verdict.NEW, Verdict.TWIN)
DECIDED = (ImportState.TAKEN, ImportState.UNDONE)
IMPORTS = "imports"
"""The system's name under which what nobody decided about is swept away."""


class ImportQuerySet(models.QuerySet["ImportFile"]):
    def visible_to(self, principal: Principal) -> Self:
        """A person's own imports."""
        return self.filter(created_by_id=principal.user_id)


class ImportFile(UUIDModel):
    """One file that somebody uploaded, and how far it has come. It is that person's alone.

    `content` is the file itself until it was checked, then nothing; `columns` names the columns that are read, and
    `left_out` the headings that mean none. `counts` has the rows by verdict; `tlp` and `handling_code` are the
    strictest of them. `record_type` is a code, as in facts.
    """

    record_type = models.CharField(max_length=3)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    calendar = models.CharField(max_length=10, choices=Calendar, default=Calendar.GREGORIAN)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.CHECKING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    tlp = models.CharField(max_length=12, choices=TLP, default=TLP.AMBER)
    handling_code = models.CharField(max_length=2, choices=HandlingCode, default=HandlingCode.H1)
    taken_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["created_by", "-created_at"], name="import_own")]

    def __str__(self) -> str:
        return self.name

    def count(self, *verdicts: str) -> int:
        counts: dict[str, int] = self.counts
        return sum(counts.get(verdict, 0) for verdict in verdicts)


class ImportRow(models.Model):
    """One row with its verdict, until the import is decided: then it is gone, with what stood in it.

    `cells` are in the order of the file's columns. `problems` are [column, value, reason] and `changes` [column,
    before, after]. `reference` is the record that it means or resembles, `version` the one that was compared.
    `digest` tells equal rows of one agency apart from others, without telling what stands in them.
    """

    pk = models.CompositePrimaryKey("file_id", "number")
    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    created_by_id = models.UUIDField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    cells = models.JSONField()
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    record_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(null=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["file", "verdict", "number"], name="import_by_verdict")]

    def __str__(self) -> str:
        return f"{self.number} {self.verdict}"


class ImportedRow(models.Model):
    """A row that was taken: which record came of it, or was changed to which version. Nothing of what stood in it."""

    pk = models.CompositePrimaryKey("file_id", "number")
    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="taken")
    number = models.PositiveIntegerField()
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    version = models.PositiveIntegerField()
    logged = models.BooleanField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["originator", "digest"], name="imported_before")]

    def __str__(self) -> str:
        return f"{self.number} {self.record_id}"
