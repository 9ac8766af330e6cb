"""Returns as the API tells and takes them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from reporting.indicators.rules import INDICATORS
from reporting.indicators.weeks import week_named
from reporting.returns.checks import Doubt
from reporting.returns.entries import LARGEST, Entry
from reporting.returns.models import NationalReturn, ReturnLine, ReturnQuestion, ReturnStep
from reporting.returns.numbers import Numbers, Place, entered
from reporting.returns.panels import taken_by
from reporting.returns.questions import LENGTH
from reporting.returns.timeliness import Owing

CODES = [each.code for each in INDICATORS]


class ReturnLineSerializer(serializers.ModelSerializer[ReturnLine]):
    """One figure: from records, without records, and both together. null is «no data», or not answered yet.

    `joint` of what is reported was made on `action_day`; `warnings` say what is doubted about it, and stop nothing.
    """

    recorded = serializers.SerializerMethodField()
    reported = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    joint = serializers.SerializerMethodField()
    action_day = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    class Meta:
        model = ReturnLine
        fields = ("indicator", "recorded", "reported", "total", "no_data", "note", "joint", "action_day", "warnings")

    def get_joint(self, line: ReturnLine) -> str | None:
        return _cents(line.joint) if line.joint and line.action_day_id in self.context["days"] else None

    def get_action_day(self, line: ReturnLine) -> str | None:
        return str(line.action_day_id) if line.action_day_id in self.context["days"] else None

    def get_warnings(self, line: ReturnLine) -> list[str]:
        found: list[Doubt] = self.context["doubts"][line.national_return_id]
        return [doubt.text for doubt in found if doubt.code == line.indicator]

    def get_recorded(self, line: ReturnLine) -> str:
        return _cents(self._numbers(line).recorded)

    def get_reported(self, line: ReturnLine) -> str | None:
        found = self._numbers(line).reported
        return None if found is None else _cents(found)

    def get_total(self, line: ReturnLine) -> str | None:
        found = self._numbers(line).total
        return None if found is None else _cents(found)

    def _numbers(self, line: ReturnLine) -> Numbers:
        found: dict[Place, Numbers] = self.context["numbers"]
        return entered(line.national_return, line, found)


class ReturnQuestionSerializer(serializers.ModelSerializer[ReturnQuestion]):
    """A question of the supervision desk about one figure, or ("") the whole, with its answer once that is sent."""

    answer = serializers.SerializerMethodField()

    class Meta:
        model = ReturnQuestion
        fields = ("id", "indicator", "words", "created_at", "answer", "answered_at")

    def get_answer(self, question: ReturnQuestion) -> str:
        is_own: bool = question.national_return.agency_id == self.context["principal"].organisation_id
        return question.answer if question.answered_at or is_own else ""


class ReturnStepSerializer(serializers.ModelSerializer[ReturnStep]):
    """A step that was taken, with its question or reason."""

    by = serializers.SerializerMethodField()

    class Meta:
        model = ReturnStep
        fields = ("name", "state", "created_at", "by", "words")

    def get_by(self, step: ReturnStep) -> str:
        return taken_by(self.context["principal"], step)


class ReturnSerializer(serializers.ModelSerializer[NationalReturn]):
    """One agency's return of one ISO week, clipped to the execution dates."""

    country = serializers.CharField(source="agency.country_id")
    agency = serializers.CharField(source="agency.code")
    week = serializers.SerializerMethodField()
    first = serializers.SerializerMethodField()
    last = serializers.SerializerMethodField()
    steps = ReturnStepSerializer(many=True)
    questions = ReturnQuestionSerializer(many=True)
    lines = ReturnLineSerializer(many=True)

    class Meta:
        model = NationalReturn
        fields = (
            "id", "country", "agency", "week", "first", "last", "state", "due_at", "submitted_at", "verified_at",
            "query", "steps", "questions", "version", "lines",
        )  # fmt: skip

    def get_week(self, given: NationalReturn) -> str:
        return f"{given.week:%G-W%V}"

    def get_first(self, given: NationalReturn) -> str:
        return self._day(given, "first")

    def get_last(self, given: NationalReturn) -> str:
        return self._day(given, "last")

    def _day(self, given: NationalReturn, name: str) -> str:
        week = week_named(given.operation, given.week)
        day = getattr(week, name) if week else given.week
        return str(day.isoformat())


class EntrySerializer(serializers.Serializer[Any]):
    """What is entered in one line. A number, or `no_data`; neither leaves it to be answered."""

    indicator = serializers.ChoiceField(choices=CODES)
    reported = serializers.DecimalField(
        max_digits=24, decimal_places=2, min_value=0, max_value=LARGEST, allow_null=True, default=None
    )
    no_data = serializers.BooleanField(default=False)
    note = serializers.CharField(max_length=300, allow_blank=True, default="")
    joint = serializers.DecimalField(
        max_digits=24, decimal_places=2, min_value=0, max_value=LARGEST, allow_null=True, default=None
    )
    action_day = serializers.UUIDField(allow_null=True, default=None)


class ReturnAnswerSerializer(serializers.Serializer[Any]):
    """The answer to a question of the supervision desk; it is sent when the return is submitted."""

    question = serializers.UUIDField()
    answer = serializers.CharField(max_length=LENGTH, allow_blank=True)


class ReturnDraftSerializer(serializers.Serializer[Any]):
    """Entries of a return. `version` is the one that was read: an older one is a conflict (409)."""

    version = serializers.IntegerField(min_value=1)
    lines = EntrySerializer(many=True, allow_empty=False)
    answers = ReturnAnswerSerializer(many=True, required=False)

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return _each_once(lines)

    @property
    def entries(self) -> dict[str, Entry]:
        return {
            line["indicator"]: Entry(
                line["reported"], line["no_data"], line["note"], line["joint"] or None, line["action_day"]
            )
            for line in self.validated_data["lines"]
        }

    @property
    def answered(self) -> dict[UUID, str]:
        return {one["question"]: one["answer"] for one in self.validated_data.get("answers", ())}


class VersionSerializer(serializers.Serializer[Any]):
    """The version that was read: an older one is a conflict (409)."""

    version = serializers.IntegerField(min_value=1)


class AskedSerializer(serializers.Serializer[Any]):
    """A question about one figure."""

    indicator = serializers.ChoiceField(choices=CODES)
    words = serializers.CharField(max_length=LENGTH)


class AskingSerializer(VersionSerializer):
    """What the supervision desk asks: `words` about the whole, `about` single figures; one of both at least."""

    words = serializers.CharField(max_length=LENGTH, allow_blank=True, default="")
    about = AskedSerializer(many=True, required=False)

    def validate_about(self, about: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return _each_once(about)

    @property
    def asked(self) -> dict[str, str]:
        return {one["indicator"]: one["words"] for one in self.validated_data.get("about", ())}


class ReopeningSerializer(VersionSerializer):
    """Why a return goes back to its agency as a draft."""

    words = serializers.CharField(max_length=LENGTH)


class OpeningSerializer(serializers.Serializer[Any]):
    """The week of a return to begin, as ISO 8601 writes it."""

    week = serializers.RegexField(r"^\d{4}-W\d{2}$", help_text="2024-W45")


class WeekSerializer(serializers.Serializer[Owing]):
    """One agency's week: how far its return is, and how late, in working days of its country."""

    country = serializers.CharField(source="agency.country_id")
    agency = serializers.CharField(source="agency.code")
    week = serializers.CharField(source="week.code")
    state = serializers.CharField(
        source="state.state", help_text="A state; missing: due and not begun; empty: not begun."
    )
    due_at = serializers.DateTimeField(source="due")
    submitted_at = serializers.DateTimeField(source="state.submitted_at", allow_null=True)
    is_late = serializers.SerializerMethodField()
    is_owed = serializers.SerializerMethodField()
    working_days_late = serializers.SerializerMethodField()
    id = serializers.UUIDField(source="state.return_id", allow_null=True)

    def get_is_late(self, owing: Owing) -> bool:
        return owing.late is not None

    def get_is_owed(self, owing: Owing) -> bool:
        """Its deadline has passed, and it was never submitted."""
        return owing.late is not None and owing.late.owed

    def get_working_days_late(self, owing: Owing) -> int | None:
        return owing.late.days if owing.late else None


def _each_once(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Raises ValidationError for a figure that is named twice."""
    codes = [one["indicator"] for one in given]
    doubled = {code for code in codes if codes.count(code) > 1}
    if doubled:
        raise serializers.ValidationError(_("%(code)s is there twice.") % {"code": min(doubled)})
    return given


def _cents(value: Decimal) -> str:
    return f"{value:.2f}"
